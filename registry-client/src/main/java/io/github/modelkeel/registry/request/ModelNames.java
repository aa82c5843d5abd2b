package io.github.modelkeel.registry.request;

import io.github.modelkeel.client.internal.Texts;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/** MLflow's rules for names in the registry. */
public final class ModelNames {
    private static final Pattern ALIAS = Pattern.compile("[A-Za-z0-9_-]{1,255}");
    private static final Pattern LOOKS_LIKE_VERSION = Pattern.compile("[vV]\\d+");
    private static final Pattern MODEL_ID = Pattern.compile("m-[A-Za-z0-9_-]{1,250}");
    private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9][\\w-]{0,255}");

    private ModelNames() {}

    public static String model(String name) {
        Objects.requireNonNull(name, "the model's name is null");
        Texts.wellFormed("the model's name", name);
        boolean bad = name.isBlank()
                || Texts.length(name) > 256
                || name.equals(".")
                || name.equals("..")
                || name.chars().anyMatch(c -> c == '/' || c == ':' || c == '\\' || c < ' ' || c == 127);
        if (bad) {
            throw new IllegalArgumentException(
                    "a model's name must not be blank, '.' or '..', longer than 256 characters, or hold '/', ':', '\\' or control characters: '"
                            + name + "'");
        }
        return name;
    }

    public static String alias(String alias) {
        Objects.requireNonNull(alias, "the alias is null");
        if (!ALIAS.matcher(alias).matches()) {
            throw new IllegalArgumentException(
                    "an alias must be 1 to 255 letters, digits, '_' or '-': '" + alias + "'");
        }
        if (alias.toLowerCase(Locale.ROOT).equals("latest")
                || LOOKS_LIKE_VERSION.matcher(alias).matches()) {
            throw new IllegalArgumentException(
                    "an alias must not be 'latest' or look like a version (v1): '" + alias + "'");
        }
        return alias;
    }

    public static int version(int version) {
        if (version < 1) {
            throw new IllegalArgumentException("a version must be 1 or more: " + version);
        }
        return version;
    }

    public static boolean isModelId(String text) {
        return MODEL_ID.matcher(text).matches();
    }

    public static String runId(String runId) {
        if (!RUN_ID.matcher(runId).matches()) {
            throw new IllegalArgumentException("a run id must be letters, digits, '_' or '-': '" + runId + "'");
        }
        return runId;
    }

    /** A value for MLflow's filter language, quoted with the quote that it does not hold. */
    static String quoted(String value) {
        if (value.indexOf('\'') < 0) {
            return "'" + value + "'";
        }
        if (value.indexOf('"') < 0) {
            return '"' + value + '"';
        }
        throw new IllegalArgumentException("a name with both kinds of quotes cannot be searched for: " + value);
    }

    /** A refusal that says the rule and what was given. */
    public static IllegalArgumentException malformed(String rule, String value) {
        return new IllegalArgumentException(rule + ": '" + value + "'");
    }
}
