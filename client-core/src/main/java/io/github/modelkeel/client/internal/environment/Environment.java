package io.github.modelkeel.client.internal.environment;

import io.github.modelkeel.client.internal.json.JsonText;
import io.github.modelkeel.client.internal.json.JsonValue;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Environment variables with types. An error names the variable and the rule, never the value. */
public final class Environment {
    /** Gives variables one by one. */
    @FunctionalInterface
    public interface Variables {
        /**
         * A variable.
         *
         * @param name its name
         * @return its value, or null when it is not set
         */
        @Nullable String get(String name);
    }

    private static final int MAX_TEXT = 64 * 1024;
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");
    private static final Pattern BYTES = Pattern.compile("[0-9]{1,15}");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}(\\.[0-9]{0,9})?");

    private final Variables variables;

    /**
     * Of variables that are looked up one by one.
     *
     * @param variables gives a variable's value, or null when it is not set
     */
    public Environment(Variables variables) {
        this.variables = variables;
    }

    /**
     * A text.
     *
     * @param name the variable
     * @return the value without surrounding blanks; null when unset or blank
     */
    public @Nullable String text(String name) {
        String value = variables.get(name);
        if (value == null || value.isBlank()) {
            return null;
        }
        if (value.length() > MAX_TEXT) {
            throw new IllegalArgumentException(name + " must be at most " + MAX_TEXT + " characters long");
        }
        return value.strip();
    }

    /**
     * A whole number.
     *
     * @param name the variable
     * @param min the smallest one that is allowed
     * @param max the largest one that is allowed
     * @return the number, or null when unset or blank
     */
    public @Nullable Integer integer(String name, int min, int max) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        if (WHOLE.matcher(value).matches()) {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        }
        throw new IllegalArgumentException(name + " must be a whole number from " + min + " to " + max);
    }

    /**
     * A number of bytes.
     *
     * @param name the variable
     * @param min the smallest one that is allowed
     * @return the number, or null when unset or blank
     */
    public @Nullable Long bytes(String name, long min) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        if (BYTES.matcher(value).matches() && Long.parseLong(value) >= min) {
            return Long.parseLong(value);
        }
        throw new IllegalArgumentException(name + " must be a whole number of bytes, " + min + " or more");
    }

    /**
     * A positive number of seconds; decimals allowed.
     *
     * @param name the variable
     * @return the time, or null when unset or blank
     */
    public @Nullable Duration seconds(String name) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        double seconds = DECIMAL.matcher(value).matches() ? Double.parseDouble(value) : 0;
        if (!(seconds > 0 && seconds <= 86_400)) {
            throw new IllegalArgumentException(name + " must be a number of seconds greater than 0 and at most 86400");
        }
        return Duration.ofNanos(Math.max(1_000_000L, Math.round(seconds * 1e9)));
    }

    /**
     * True, false, 1 or 0.
     *
     * @param name the variable
     * @return the flag, or null when unset or blank
     */
    public @Nullable Boolean flag(String name) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new IllegalArgumentException(name + " must be true, false, 1 or 0");
        };
    }

    /**
     * A path of the file system.
     *
     * @param name the variable
     * @return the path, or null when unset or blank
     */
    public @Nullable Path path(String name) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(name + " must be a path of this file system", e);
        }
    }

    /**
     * A JSON object of strings.
     *
     * @param name the variable
     * @return its entries, none when unset or blank
     */
    public Map<String, String> tags(String name) {
        String value = text(name);
        if (value == null) {
            return Map.of();
        }
        JsonValue json;
        try {
            json = JsonText.read(value);
        } catch (IOException e) { // it would show a piece of the value
            throw new IllegalArgumentException(name + " must be a JSON object of strings");
        }
        if (!json.isObject()) {
            throw new IllegalArgumentException(name + " must be a JSON object of strings");
        }
        Map<String, String> tags = new LinkedHashMap<>();
        json.properties().forEach(entry -> tags.put(entry.getKey(), scalar(name, entry.getValue())));
        return tags;
    }

    private static String scalar(String name, JsonValue value) {
        if (!value.isValueNode() || value.isNull()) {
            throw new IllegalArgumentException(name + " must be a JSON object of strings");
        }
        return value.asText();
    }
}
