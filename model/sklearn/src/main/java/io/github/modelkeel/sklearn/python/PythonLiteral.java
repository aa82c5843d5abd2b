package io.github.modelkeel.sklearn.python;

import io.github.modelkeel.sklearn.python.array.Reading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the few Python literals that a npy header is made of: dictionaries with string keys, tuples and lists, strings without
 * escapes, whole numbers, {@code True}, {@code False}, {@code None}. Nothing is evaluated. Not thread-safe.
 */
final class PythonLiteral {
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d{1,400}\\.?\\d{0,400}|\\.\\d{1,400})([eE][+-]?\\d{1,5})?");
    private static final int MAX_DEPTH = 8;

    private final Reading reading;
    private final String text;
    private int at;

    private PythonLiteral(Reading reading, String text) {
        this.reading = reading;
        this.text = text;
    }

    /** A float as {@code repr} or {@code json} writes it. */
    static OptionalDouble number(String text) {
        return switch (text) {
            case "nan", "NaN" -> OptionalDouble.of(Double.NaN);
            case "inf", "Infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
            case "-inf", "-Infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
            default ->
                NUMBER.matcher(text).matches() ? OptionalDouble.of(Double.parseDouble(text)) : OptionalDouble.empty();
        };
    }

    /** A dictionary; its values are {@code Map}, {@code List}, {@code String}, {@code Long}, {@code Boolean} or null. */
    static Map<String, @Nullable Object> dictionary(Reading reading, String text) {
        PythonLiteral literal = new PythonLiteral(reading, text);
        literal.expect('{');
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        while (!literal.accept('}')) {
            if (!(literal.value(1) instanceof String key) || !literal.accept(':')) {
                throw literal.broken();
            }
            if (result.containsKey(key)) {
                throw literal.broken();
            }
            result.put(key, literal.value(1));
            literal.separator('}');
        }
        literal.skipSpace();
        if (literal.at != text.length()) {
            throw literal.broken();
        }
        return result;
    }

    private @Nullable Object value(int depth) {
        if (depth > MAX_DEPTH) {
            throw broken();
        }
        if (accept('(')) {
            return list(')', depth);
        }
        if (accept('[')) {
            return list(']', depth);
        }
        char quote = peek();
        if (quote == '\'' || quote == '"') {
            int end = text.indexOf(quote, at + 1);
            if (end < 0 || text.substring(at, end).indexOf('\\') >= 0) {
                throw broken();
            }
            String string = text.substring(at + 1, end);
            at = end + 1;
            return string;
        }
        return word();
    }

    private List<@Nullable Object> list(char end, int depth) {
        List<@Nullable Object> items = new ArrayList<>();
        while (!accept(end)) {
            items.add(value(depth + 1));
            separator(end);
        }
        return items;
    }

    private @Nullable Object word() {
        int from = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '-')) {
            at++;
        }
        String word = text.substring(from, at);
        switch (word) {
            case "True" -> {
                return true;
            }
            case "False" -> {
                return false;
            }
            case "None" -> {
                return null;
            }
            default -> {
                // a whole number; Python 2 wrote an L after it
                String digits = word.endsWith("L") ? word.substring(0, word.length() - 1) : word;
                if (!digits.matches("-?[0-9]{1,18}")) {
                    throw broken();
                }
                return Long.parseLong(digits);
            }
        }
    }

    private void separator(char end) {
        if (!accept(',') && peek() != end) {
            throw broken();
        }
    }

    private void expect(char wanted) {
        if (!accept(wanted)) {
            throw broken();
        }
    }

    private boolean accept(char wanted) {
        if (peek() == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private char peek() {
        skipSpace();
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private RuntimeException broken() {
        return reading.refusal("the header of a npy file is broken at character " + at);
    }
}
