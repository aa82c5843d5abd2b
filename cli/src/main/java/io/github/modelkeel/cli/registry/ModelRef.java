package io.github.modelkeel.cli.registry;

import io.github.modelkeel.cli.console.CommandFailure;
import io.github.modelkeel.cli.console.Failures;
import io.github.modelkeel.registry.ModelUri;
import io.github.modelkeel.registry.ModelVersion;
import io.github.modelkeel.registry.Registry;

/**
 * What a parameter names: {@code NAME}, {@code NAME/VERSION}, {@code NAME/latest} or {@code NAME@ALIAS}, each with or without
 * {@code models:/} before it. Immutable.
 *
 * @param name the registered model
 * @param version a number or {@code latest}; empty if there is none
 * @param alias the alias; empty if there is none
 */
record ModelRef(String name, String version, String alias) {
    private static final String MODELS = "models:/";
    private static final String LATEST = "latest";

    static ModelRef parse(String text) {
        try {
            return text.startsWith(MODELS) ? ofUri(ModelUri.parse(text)) : ofText(text);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(Failures.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private static ModelRef ofUri(ModelUri uri) {
        return switch (uri.kind()) {
            case ALIAS -> new ModelRef(uri.name(), "", uri.selector());
            case VERSION, LATEST -> new ModelRef(uri.name(), uri.selector(), "");
            default ->
                throw new IllegalArgumentException(
                        "a registered model is needed, as NAME, NAME/VERSION, NAME/latest or NAME@ALIAS: " + uri);
        };
    }

    private static ModelRef ofText(String text) {
        int slash = text.lastIndexOf('/');
        if (slash >= 0) {
            String name = text.substring(0, slash);
            String version = text.substring(slash + 1);
            if (!version.equals(LATEST)) {
                ModelUri.ofVersion(name, number(version));
            }
            return new ModelRef(name, version, "");
        }
        int at = text.lastIndexOf('@');
        return at >= 0
                ? ofUri(ModelUri.ofAlias(text.substring(0, at), text.substring(at + 1)))
                : new ModelRef(ModelUri.ofVersion(text, 1).name(), "", "");
    }

    private static int number(String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("after the name must come a version or 'latest': '" + digits + "'", e);
        }
    }

    boolean isWholeModel() {
        return version.isEmpty() && alias.isEmpty();
    }

    /** The version it points to now. */
    ModelVersion resolve(Registry registry) {
        if (!alias.isEmpty()) {
            return registry.getByAlias(name, alias);
        }
        if (isWholeModel()) {
            throw new CommandFailure(
                    Failures.USAGE,
                    "a version is needed: " + name + "/VERSION, " + name + "/" + LATEST + " or " + name + "@ALIAS");
        }
        return version(registry, name, version);
    }

    /** A version by its number or as {@code latest}. */
    static ModelVersion version(Registry registry, String name, String version) {
        if (!version.equals(LATEST)) {
            return registry.getVersion(name, number(version));
        }
        return registry.latest(name)
                .orElseThrow(() -> new CommandFailure(Failures.FAILED, "the model '" + name + "' has no versions yet"));
    }

    /** This, which must name an alias. */
    ModelRef withAlias() {
        if (alias.isEmpty()) {
            throw new CommandFailure(Failures.USAGE, "an alias is needed, as in " + name + "@champion");
        }
        return this;
    }

    @Override
    public String toString() {
        return name + (alias.isEmpty() ? "" : "@" + alias) + (version.isEmpty() ? "" : "/" + version);
    }
}
