package io.github.modelkeel.formats.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON document strictly: every value has the expected kind, every field is known, every list is bounded. What is wrong
 * becomes a {@link InvalidJsonException} that names the file and the place. Not thread-safe.
 */
public final class JsonIn implements AutoCloseable {
    /** Reads the value of a field; false when there is no such field. */
    public interface Field {
        boolean read(String name) throws IOException;
    }

    /** Reads one value. */
    public interface Value<T> {
        T read() throws IOException;
    }

    private final String file;
    private final JsonParser parser;

    public JsonIn(String file, byte[] content) throws IOException {
        this.file = file;
        this.parser = Limits.JSON.createParser(content);
        parser.nextToken();
    }

    public InvalidJsonException bad(String what) {
        return new InvalidJsonException(
                file + ": " + what + " at line " + parser.currentTokenLocation().getLineNr() + ", column "
                        + parser.currentTokenLocation().getColumnNr());
    }

    /** Reads an object whose required fields are all there. */
    public void object(Set<String> required, Field field) throws IOException {
        expect(JsonToken.START_OBJECT, "an object");
        Set<String> absent = new HashSet<>(required);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (!field.read(name)) {
                throw bad("unknown field \"" + shorten(name) + '"');
            }
            absent.remove(name);
        }
        expect(JsonToken.END_OBJECT, "the end of an object");
        if (!absent.isEmpty()) {
            throw bad("an object lacks " + absent.stream().sorted().toList());
        }
    }

    public <T> List<T> list(int max, Value<T> value) throws IOException {
        expect(JsonToken.START_ARRAY, "a list");
        List<T> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            requireRoom(list.size(), max);
            list.add(value.read());
        }
        return list;
    }

    public double[] numbers(int max) throws IOException {
        expect(JsonToken.START_ARRAY, "a list");
        double[] numbers = new double[16];
        int size = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            requireRoom(size, max);
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, size * 2);
            }
            numbers[size++] = number();
        }
        return Arrays.copyOf(numbers, size);
    }

    public int[] integers(int max) throws IOException {
        expect(JsonToken.START_ARRAY, "a list");
        int[] integers = new int[16];
        int size = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            requireRoom(size, max);
            if (size == integers.length) {
                integers = Arrays.copyOf(integers, size * 2);
            }
            integers[size++] = integer();
        }
        return Arrays.copyOf(integers, size);
    }

    private void requireRoom(int size, int max) {
        if (size >= max) {
            throw bad("a list has more than " + max + " elements");
        }
    }

    public String string() throws IOException {
        expect(JsonToken.VALUE_STRING, "a string");
        return parser.getText();
    }

    public @Nullable String stringOrNull() throws IOException {
        return parser.currentToken() == JsonToken.VALUE_NULL ? null : string();
    }

    public boolean bool() {
        if (parser.currentToken() == JsonToken.VALUE_TRUE) {
            return true;
        }
        expect(JsonToken.VALUE_FALSE, "a boolean");
        return false;
    }

    public int integer() throws IOException {
        expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
        if (parser.getNumberType() != JsonParser.NumberType.INT) {
            throw bad("a whole number is out of range");
        }
        return parser.getIntValue();
    }

    /** A number, or one of the strings {@code NaN}, {@code Infinity} and {@code -Infinity}. */
    public double number() throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_STRING) {
            return switch (parser.getText()) {
                case "NaN" -> Double.NaN;
                case "Infinity" -> Double.POSITIVE_INFINITY;
                case "-Infinity" -> Double.NEGATIVE_INFINITY;
                default -> throw bad("a number is expected");
            };
        }
        if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
            throw bad("a number is expected");
        }
        double number = Double.parseDouble(parser.getText());
        if (Double.isInfinite(number)) {
            throw bad("a number is out of range");
        }
        return number;
    }

    /** A value of a row: a number, whole numbers as {@link Long} when they fit, a string, a boolean or null. */
    public @Nullable Object scalar() throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_TRUE, VALUE_FALSE -> bool();
            case VALUE_STRING -> string();
            case VALUE_NUMBER_INT -> wholeNumber();
            case VALUE_NUMBER_FLOAT -> number();
            default -> throw bad("a plain value is expected");
        };
    }

    private Object wholeNumber() throws IOException {
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            return number();
        }
        return parser.getLongValue();
    }

    /** A constant by the name that the file has for it. */
    public <E> E constant(E[] constants, Function<E, String> names) throws IOException {
        String name = string();
        for (E constant : constants) {
            if (names.apply(constant).equals(name)) {
                return constant;
            }
        }
        throw bad("expected one of "
                + Arrays.stream(constants).map(names).collect(Collectors.joining(", "))
                + ", found \"" + shorten(name) + "\"");
    }

    /** Checks that nothing follows. */
    public void end() throws IOException {
        if (parser.nextToken() != null) {
            throw bad("trailing data after the document");
        }
    }

    private void expect(JsonToken token, String what) {
        if (parser.currentToken() != token) {
            throw bad(what + " is expected");
        }
    }

    public static String shorten(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
