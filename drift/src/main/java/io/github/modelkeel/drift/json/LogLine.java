package io.github.modelkeel.drift.json;

import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonReader;
import io.github.modelkeel.drift.column.MalformedDataException;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of a prediction log, whose form is in {@code docs/file-formats.md}: what of it a profile needs. Members that are not known are skipped.
 *
 * @param kind what the line is
 * @param formatVersion of a file's first line, else 0
 * @param row the values of a row by column, or null when the line has none; numbers are long or double
 */
public record LogLine(
        String kind, long formatVersion, @Nullable Map<String, @Nullable Object> row) {
    /** Deeper than any line, and far from what a stack holds. */
    private static final int MAX_DEPTH = 64;

    /** Longer than any number that is written, and short enough that reading it takes no time. */
    private static final int MAX_NUMBER = 1000;

    /**
     * Reads one.
     *
     * @param prediction what the columns of the output are called, which are beside the inputs; null for none
     */
    public static LogLine parse(String line, @Nullable String prediction) {
        try {
            JsonReader reader = JsonReader.from(line);
            if (reader.current() != JsonReader.Type.OBJECT) {
                throw new MalformedDataException("expected a JSON object");
            }
            return members(reader, prediction);
        } catch (JsonParserException e) {
            throw new MalformedDataException("not valid JSON: " + e.getMessage(), e);
        }
    }

    private static LogLine members(JsonReader reader, @Nullable String prediction) throws JsonParserException {
        String kind = "";
        long version = 0;
        Map<String, @Nullable Object> inputs = null;
        Map<String, @Nullable Object> notFinite = Map.of();
        Map<String, @Nullable Object> output = Map.of();
        reader.object();
        while (reader.next()) {
            String name = reader.key();
            switch (name) {
                case "kind" -> kind = String.valueOf(value(reader, name));
                case "format_version" -> version = value(reader, name) instanceof Long whole ? whole : -1;
                case "inputs" -> inputs = values(reader, name);
                case "not_finite" -> notFinite = values(reader, name);
                case "output" -> {
                    if (prediction == null) {
                        skip(reader, 0);
                    } else {
                        output = LogOutput.read(reader, prediction);
                    }
                }
                default -> skip(reader, 0);
            }
        }
        if (inputs != null) {
            for (Map.Entry<String, @Nullable Object> each : notFinite.entrySet()) {
                inputs.put(each.getKey(), notFinite(String.valueOf(each.getValue()), "not_finite"));
            }
        }
        return new LogLine(kind, version, both(inputs, output));
    }

    /** The inputs, and the output beside them. */
    private static @Nullable Map<String, @Nullable Object> both(
            @Nullable Map<String, @Nullable Object> inputs, Map<String, @Nullable Object> output) {
        if (inputs == null || output.isEmpty()) {
            return output.isEmpty() ? inputs : output;
        }
        output.forEach((name, value) -> {
            if (inputs.containsKey(name)) {
                throw new MalformedDataException(
                        "the input '" + name + "' has the name of the prediction; choose another");
            }
            inputs.put(name, value);
        });
        return inputs;
    }

    static double notFinite(String text, String of) {
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default ->
                throw new MalformedDataException(
                        "'" + of + "': expected \"NaN\", \"Infinity\" or \"-Infinity\", found " + text);
        };
    }

    static Map<String, @Nullable Object> values(JsonReader reader, String of) throws JsonParserException {
        requireObject(reader, of);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        reader.object();
        while (reader.next()) {
            String name = reader.key();
            values.put(name, value(reader, name));
        }
        return values;
    }

    static void requireObject(JsonReader reader, String of) throws JsonParserException {
        if (reader.current() != JsonReader.Type.OBJECT) {
            throw new MalformedDataException("'" + of + "': expected an object");
        }
    }

    static @Nullable Object value(JsonReader reader, String name) throws JsonParserException {
        return switch (reader.current()) {
            case OBJECT, ARRAY ->
                throw new MalformedDataException("'" + name + "': expected a number, a string, true, false or null");
            case NUMBER -> number(reader.number().toString());
            default -> reader.value();
        };
    }

    private static Number number(String digits) {
        if (digits.length() > MAX_NUMBER) {
            throw new MalformedDataException("a number of more than " + MAX_NUMBER + " characters");
        }
        if (digits.chars().anyMatch(c -> c == '.' || c == 'e' || c == 'E')) {
            return Double.parseDouble(digits);
        }
        BigInteger whole = new BigInteger(digits);
        return whole.bitLength() < Long.SIZE ? (Number) whole.longValue() : whole.doubleValue();
    }

    static void skip(JsonReader reader, int depth) throws JsonParserException {
        if (depth > MAX_DEPTH) {
            throw new MalformedDataException("nested more than " + MAX_DEPTH + " levels deep");
        }
        switch (reader.current()) {
            case OBJECT -> {
                reader.object();
                while (reader.next()) {
                    skip(reader, depth + 1);
                }
            }
            case ARRAY -> {
                reader.array();
                while (reader.next()) {
                    skip(reader, depth + 1);
                }
            }
            case NUMBER -> reader.number();
            default -> reader.value();
        }
    }
}
