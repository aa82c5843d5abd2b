package io.github.modelkeel.client;

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
record Environment(Map<String, String> variables, @Nullable Path credentialsFile) {
    private static final int MAX_TEXT = 64 * 1024;
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");
    private static final Pattern BYTES = Pattern.compile("[0-9]{1,15}");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}(\\.[0-9]{0,9})?");

    Environment {
        variables = Map.copyOf(variables);
    }

    static Environment ofProcess() {
        return new Environment(System.getenv(), Path.of(System.getProperty("user.home"), ".mlflow", "credentials"));
    }

    static Environment empty() {
        return new Environment(Map.of(), null);
    }

    /** The value without surrounding blanks; null when unset or blank. */
    @Nullable String text(String name) {
        String value = variables.get(name);
        if (value == null || value.isBlank()) {
            return null;
        }
        if (value.length() > MAX_TEXT) {
            throw new IllegalArgumentException(name + " must be at most " + MAX_TEXT + " characters long");
        }
        return value.strip();
    }

    @Nullable Integer integer(String name, int min, int max) {
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

    /** A number of bytes. */
    @Nullable Long bytes(String name, long min) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        if (BYTES.matcher(value).matches() && Long.parseLong(value) >= min) {
            return Long.parseLong(value);
        }
        throw new IllegalArgumentException(name + " must be a whole number of bytes, " + min + " or more");
    }

    /** A positive number of seconds; decimals allowed. */
    @Nullable Duration seconds(String name) {
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

    @Nullable Boolean flag(String name) {
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

    @Nullable Path path(String name) {
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

    /** A JSON object of strings. */
    Map<String, String> tags(String name) {
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
