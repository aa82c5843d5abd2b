package io.github.modelkeel.registry;

import io.github.modelkeel.registry.request.ModelNames;
import io.github.modelkeel.registry.request.UriSegments;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The address of a model. Immutable. The forms are {@code models:/name@alias}, {@code models:/name/3}, {@code models:/name/latest},
 * {@code models:/name/Production} (a stage), {@code models:/m-…} (a logged model) and {@code runs:/run-id/model}; each may be
 * followed by a path within the model. Besides, {@code mlflow-artifacts:/path} names files of the tracking server's artifact store
 * directly. {@code %XX} is decoded once.
 *
 * @param kind which form it is
 * @param name the registered model's name, the logged model's id, the run's id, or the artifact server's host, if one is given
 * @param selector the alias, the version in decimal digits, {@code latest}, or the stage; empty for the other forms
 * @param path the path within the model, the run or the artifact store, without a leading slash; empty for the whole model
 */
public record ModelUri(Kind kind, String name, String selector, String path) {
    private static final String MODELS = "models:/";
    private static final String RUNS = "runs:/";
    private static final String ARTIFACTS = "mlflow-artifacts:/";
    private static final Map<String, String> STAGES =
            Map.of("none", "None", "staging", "Staging", "production", "Production", "archived", "Archived");

    private static final Pattern FULL_MODEL_ID = Pattern.compile("m-[0-9a-f]{32}");

    /** The forms of an address. */
    public enum Kind {
        /** An alias of a registered model: it may point to another version tomorrow. */
        ALIAS,
        /** One version of a registered model. */
        VERSION,
        /** The version of a registered model with the highest number. */
        LATEST,
        /** The newest version of a registered model in a stage. */
        STAGE,
        /** A logged model, by its id. */
        MODEL_ID,
        /** Something that a run logged. */
        RUN,
        /** Files in the tracking server's artifact store. */
        ARTIFACTS
    }

    /**
     * Checks the values.
     *
     * @param kind which form it is
     * @param name the registered model's name, the logged model's id, the run's id, or the artifact server's host, if one is given
     * @param selector the alias, the version in decimal digits, {@code latest}, or the stage; empty for the other forms
     * @param path the path within the model, the run or the artifact store, without a leading slash; empty for the whole model
     * @throws IllegalArgumentException if a value does not fit the form
     */
    public ModelUri {
        switch (kind) {
            case ALIAS -> {
                ModelNames.model(name);
                if (!selector.matches("[A-Za-z0-9_-]{1,255}")) {
                    throw ModelNames.malformed("an alias must be 1 to 255 letters, digits, '_' or '-'", selector);
                }
            }
            case VERSION -> {
                ModelNames.model(name);
                version(selector);
            }
            case LATEST -> ModelNames.model(name);
            case STAGE -> {
                ModelNames.model(name);
                if (!STAGES.containsValue(selector)) {
                    throw ModelNames.malformed("a stage must be one of None, Staging, Production, Archived", selector);
                }
            }
            case MODEL_ID -> {
                if (!ModelNames.isModelId(name)) {
                    throw ModelNames.malformed("a model id must start with 'm-'", name);
                }
            }
            case RUN -> {
                ModelNames.runId(name);
                if (path.isEmpty()) {
                    throw ModelNames.malformed(
                            "an address of a run must name something in it, as in runs:/run-id/model", name);
                }
            }
            case ARTIFACTS -> {
                if (!name.matches("[A-Za-z0-9.:\\[\\]-]{0,300}")) {
                    throw ModelNames.malformed("a host must be a name or a number, with a port if need be", name);
                }
                if (path.isEmpty()) {
                    throw ModelNames.malformed(
                            "an artifact address must name a path, as in mlflow-artifacts:/7/model", name);
                }
            }
        }
        if (!path.isEmpty()) {
            checkPath(path);
        }
    }

    /**
     * The address of the version an alias points to.
     *
     * @param name the registered model
     * @param alias the alias
     * @return the address
     */
    public static ModelUri ofAlias(String name, String alias) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(alias, "alias");
        return new ModelUri(Kind.ALIAS, name, alias, "");
    }

    /**
     * The address of a version.
     *
     * @param name the registered model
     * @param version the version, 1 or more
     * @return the address
     */
    public static ModelUri ofVersion(String name, int version) {
        Objects.requireNonNull(name, "name");
        return new ModelUri(Kind.VERSION, name, Integer.toString(version), "");
    }

    /**
     * Reads an address.
     *
     * @param uri the address
     * @return its parts
     * @throws IllegalArgumentException if it has none of the forms
     */
    public static ModelUri parse(String uri) {
        Objects.requireNonNull(uri, "uri");
        return parsed(uri);
    }

    private static ModelUri parsed(String uri) {
        if (uri.startsWith(MODELS) && !uri.startsWith(MODELS + "/")) {
            return models(uri, UriSegments.of(uri, MODELS));
        }
        if (uri.startsWith(RUNS) && !uri.startsWith(RUNS + "/")) {
            List<String> segments = UriSegments.of(uri, RUNS);
            return new ModelUri(Kind.RUN, segments.get(0), "", UriSegments.rest(segments, 1));
        }
        if (uri.startsWith(ARTIFACTS)) {
            boolean hasHost = uri.startsWith(ARTIFACTS + "/");
            List<String> segments = UriSegments.of(uri, hasHost ? ARTIFACTS + "/" : ARTIFACTS);
            return hasHost
                    ? new ModelUri(Kind.ARTIFACTS, segments.get(0), "", UriSegments.rest(segments, 1))
                    : new ModelUri(Kind.ARTIFACTS, "", "", UriSegments.rest(segments, 0));
        }
        throw ModelNames.malformed("a model's address must start with models:/, runs:/ or mlflow-artifacts:/", uri);
    }

    private static ModelUri models(String uri, List<String> segments) {
        String first = segments.get(0);
        int at = first.lastIndexOf('@');
        if (at >= 0) {
            return new ModelUri(
                    Kind.ALIAS, first.substring(0, at), first.substring(at + 1), UriSegments.rest(segments, 1));
        }
        if (FULL_MODEL_ID.matcher(first).matches() || (segments.size() == 1 && ModelNames.isModelId(first))) {
            return new ModelUri(Kind.MODEL_ID, first, "", UriSegments.rest(segments, 1));
        }
        if (segments.size() < 2) {
            throw ModelNames.malformed(
                    "an alias or a version must follow the name, as in models:/name@champion or models:/name/3", uri);
        }
        String second = segments.get(1);
        String path = UriSegments.rest(segments, 2);
        String lower = second.toLowerCase(Locale.ROOT);
        if (!second.isEmpty() && second.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return new ModelUri(Kind.VERSION, first, Integer.toString(version(second)), path);
        }
        if (lower.equals("latest")) {
            return new ModelUri(Kind.LATEST, first, "latest", path);
        }
        String stage = STAGES.get(lower);
        if (stage == null) {
            throw ModelNames.malformed("after the name must come a version, 'latest' or a stage", uri);
        }
        return new ModelUri(Kind.STAGE, first, stage, path);
    }

    private static int version(String digits) {
        try {
            int version = Integer.parseInt(digits);
            if (version >= 1) {
                return version;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a version must be a whole number from 1 to 2147483647: " + digits, e);
        }
        throw ModelNames.malformed("a version must be a whole number from 1 to 2147483647", digits);
    }

    private static void checkPath(String path) {
        for (String name : path.split("/", -1)) {
            if (name.isEmpty()
                    || name.equals(".")
                    || name.equals("..")
                    || name.chars().anyMatch(c -> c < ' ' || c == 127 || c == '\\')) {
                throw ModelNames.malformed(
                        "a path within a model must not hold empty names, '.', '..', '\\' or control characters", path);
            }
        }
    }

    @Override
    public String toString() {
        String head = switch (kind) {
            case ALIAS -> MODELS + encoded(name) + "@" + selector;
            case VERSION, LATEST, STAGE -> MODELS + encoded(name) + "/" + selector;
            case MODEL_ID -> MODELS + name;
            case RUN -> RUNS + name;
            case ARTIFACTS -> name.isEmpty() ? "mlflow-artifacts:" : "mlflow-artifacts://" + name;
        };
        return path.isEmpty() ? head : head + "/" + encoded(path);
    }

    /** Where the files are, as the artifact store takes it: nothing is encoded. */
    String place() {
        return (name.isEmpty() ? ARTIFACTS : ARTIFACTS + "/" + name + "/") + path;
    }

    private static String encoded(String text) {
        return text.replace("%", "%25");
    }
}
