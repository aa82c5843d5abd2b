package io.github.modelkeel.tracking.request;

import io.github.modelkeel.client.internal.Texts;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** MLflow's limits, checked here because the server cuts values that are too long silently. */
public final class Limits {
    public static final int MAX_METRICS = 1000;
    public static final int MAX_PARAMS = 100;
    public static final int MAX_TAGS = 100;
    private static final int MAX_KEY = 250;
    private static final int MAX_PARAM_VALUE = 6000;
    private static final int MAX_TAG_VALUE = 8000;
    private static final int MAX_EXPERIMENT_NAME = 500;
    private static final int MAX_EXPERIMENT_TAG_VALUE = 20_000;
    private static final Pattern KEY = Pattern.compile("[/\\w.\\- :]+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern RUN_ID = Pattern.compile("[a-zA-Z0-9][\\w\\-]{0,255}");
    private static final List<String> DOTS = List.of("", ".", "..");

    private Limits() {}

    public static String key(String what, String key) {
        Objects.requireNonNull(key, () -> "the name of a " + what + " is null");
        if (isPlain(key)) {
            return key;
        }
        if (Texts.length(key) > MAX_KEY) {
            throw new IllegalArgumentException("the name of a " + what + " must have at most " + MAX_KEY
                    + " characters, not " + Texts.length(key) + ": '" + Texts.start(key, 40) + "...'");
        }
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("the name of a " + what
                    + " must be letters, digits, '_', '-', '.', ':', ' ' and '/', at least one of them: '" + key + "'");
        }
        for (String part : key.split("/", -1)) {
            if (DOTS.contains(part)) {
                throw new IllegalArgumentException(
                        "the name of a " + what + " must not hold '.', '..' or nothing between slashes: '" + key + "'");
            }
        }
        return key;
    }

    /** The text of a {@code profile.json}, whose form only drift knows. */
    public static String profile(String json) {
        if (Objects.requireNonNull(json, "json").isBlank()) {
            throw new IllegalArgumentException("a profile must be the text of a profile.json, not blank");
        }
        return json;
    }

    /** Whether a name is certainly right; without garbage, for names that are logged again and again. */
    private static boolean isPlain(String key) {
        int length = key.length();
        if (length == 0 || length > MAX_KEY) {
            return false;
        }
        char before = '/';
        for (int i = 0; i < length; i++) {
            char c = key.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            boolean inner = c == '_' || c == '-' || c == '.' || c == '/' || c == ' ' || c == ':';
            if (!letter && !(inner && before != '/')) {
                return false;
            }
            before = c;
        }
        return before != '/';
    }

    /** Parameters with their values as texts. */
    public static Map<String, String> params(Map<String, ?> params) {
        Map<String, String> checked = new LinkedHashMap<>();
        params.forEach((key, value) -> checked.put(key("parameter", key), paramValue(key, value)));
        return checked;
    }

    static String paramValue(String key, Object value) {
        Objects.requireNonNull(value, () -> "the value of parameter '" + key + "' is null");
        String text = text(value);
        Texts.wellFormed("the value of parameter '" + key + "'", text);
        if (Texts.length(text) > MAX_PARAM_VALUE) {
            throw new IllegalArgumentException("the value of parameter '" + key + "' must have at most "
                    + MAX_PARAM_VALUE + " characters, not " + Texts.length(text));
        }
        return text;
    }

    private static String text(Object value) {
        if (!value.getClass().isArray()) {
            return value.toString();
        }
        String wrapped = Arrays.deepToString(new Object[] {value});
        return wrapped.substring(1, wrapped.length() - 1);
    }

    public static String tagValue(String key, String value) {
        Objects.requireNonNull(value, () -> "the value of tag '" + key + "' is null");
        Texts.wellFormed("the value of tag '" + key + "'", value);
        if (Texts.length(value) > MAX_TAG_VALUE) {
            throw new IllegalArgumentException("the value of tag '" + key + "' must have at most " + MAX_TAG_VALUE
                    + " characters, not " + Texts.length(value));
        }
        return value;
    }

    public static void experimentTagValue(String key, String value) {
        Objects.requireNonNull(value, () -> "the value of experiment tag '" + key + "' is null");
        Texts.wellFormed("the value of experiment tag '" + key + "'", value);
        if (Texts.length(value) > MAX_EXPERIMENT_TAG_VALUE) {
            throw new IllegalArgumentException("the value of experiment tag '" + key + "' must have at most "
                    + MAX_EXPERIMENT_TAG_VALUE + " characters, not " + Texts.length(value));
        }
    }

    public static String experimentName(String name) {
        Objects.requireNonNull(name, "the experiment's name is null");
        Texts.wellFormed("the experiment's name", name);
        if (name.isBlank() || Texts.length(name) > MAX_EXPERIMENT_NAME) {
            throw new IllegalArgumentException("an experiment's name must not be blank and must have at most "
                    + MAX_EXPERIMENT_NAME + " characters: '" + name + "'");
        }
        return name;
    }

    public static String runId(String id) {
        Objects.requireNonNull(id, "the run's id is null");
        if (!RUN_ID.matcher(id).matches()) {
            throw new IllegalArgumentException("a run id must be letters, digits, '_' or '-': '" + id + "'");
        }
        return id;
    }

    public static String modelId(String id) {
        Objects.requireNonNull(id, "the model's id is null");
        if (!RUN_ID.matcher(id).matches()) {
            throw new IllegalArgumentException("a logged model's id must be letters, digits, '_' or '-': '" + id + "'");
        }
        return id;
    }

    public static String modelName(String name) {
        Objects.requireNonNull(name, "the model's name is null");
        Texts.wellFormed("the model's name", name);
        if (name.isBlank() || name.chars().anyMatch(c -> "/:.%\"'".indexOf(c) >= 0 || c < ' ')) {
            throw new IllegalArgumentException(
                    "the name of a logged model must not be blank or hold '/', ':', '.', '%', quotes or control characters: '"
                            + name + "'");
        }
        return name;
    }
}
