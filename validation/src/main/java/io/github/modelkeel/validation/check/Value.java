package io.github.modelkeel.validation.check;

import io.github.modelkeel.drift.column.DecimalField;
import io.github.modelkeel.drift.column.ValueText;
import io.github.modelkeel.drift.column.WholeNumbers;
import io.github.modelkeel.drift.source.MissingWords;
import io.github.modelkeel.drift.source.OptionalValue;
import io.github.modelkeel.drift.source.ValueCollector;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** One value of a column, used again for the next one: a Java value, or a field of a file, which is a text or number by its letters. Not thread-safe. */
final class Value {
    /** What a value is. */
    enum Type {
        INTEGER,
        FLOAT,
        BOOLEAN,
        DATE,
        TEXT,
        OTHER
    }

    private static final int MAX_EXAMPLE = 120;
    private static final char SURROGATE_REPLACEMENT = '\uFFFD';

    private boolean missing;
    private boolean field;
    private @Nullable Object given;
    private @Nullable String text;
    private double number;
    private boolean parsed;

    /** A Java value. */
    void set(@Nullable Object row) {
        Object value = OptionalValue.content(row);
        field = false;
        given = value;
        text = null;
        parsed = true;
        number = Double.NaN;
        missing = value == null || (value instanceof CharSequence words && MissingWords.isMissing(words));
        if (value instanceof Number of) {
            number = of.doubleValue();
            missing = Double.isNaN(number);
        } else if (value instanceof Boolean flag) {
            number = flag ? 1 : 0;
        } else if (value != null && !missing) {
            text = ValueCollector.text(value);
        }
    }

    /** A field of a CSV file. */
    void setField(String words, boolean isMissing) {
        field = true;
        given = words;
        text = words;
        missing = isMissing;
        parsed = false;
    }

    /** A value of a row that could not be read. */
    void setUnreadable(String row) {
        set(new Unreadable(row));
    }

    private record Unreadable(String row) {
        @Override
        public String toString() {
            return row;
        }
    }

    boolean isMissing() {
        return missing;
    }

    /** Whether it is a field of a file, of which only the letters are known. */
    boolean isField() {
        return field;
    }

    /** The number that it is, a Java boolean as 1 or 0; NaN if it is not one. */
    double number() {
        if (!parsed) {
            number = DecimalField.parse(String.valueOf(text));
            parsed = true;
        }
        return number;
    }

    /** A whole number with all of its digits, null if it is not one that a long holds. */
    @Nullable Long whole() {
        double value = number();
        if (given instanceof BigInteger whole) {
            return whole.bitLength() < Long.SIZE ? (Long) whole.longValue() : null;
        }
        if (given instanceof Long whole) {
            return whole;
        }
        if (!WholeNumbers.isLong(value)) {
            return null;
        }
        if (Math.abs(value) >= 1L << 53 && field) {
            try {
                return Long.parseLong(String.valueOf(text).strip());
            } catch (NumberFormatException e) {
                return (long) value; // written with a fraction or an exponent
            }
        }
        return (long) value;
    }

    /** The text that it is, or the number or boolean as it is written; null if values of the type are not compared. */
    @Nullable String text() {
        if (text == null && !missing) {
            text = given instanceof Boolean || given instanceof BigInteger
                    ? String.valueOf(given)
                    : given instanceof BigDecimal decimal
                            ? decimal.toPlainString()
                            : given instanceof Float narrow
                                    ? NumberText.of(Double.parseDouble(Float.toString(narrow)))
                                    : given instanceof Number ? numberText() : null;
        }
        return text;
    }

    private String numberText() {
        return type() == Type.INTEGER ? String.valueOf(given) : NumberText.of(number);
    }

    /** Whether it is a Java text, day or the like, or a field. */
    boolean isText() {
        return !(given instanceof Number) && !(given instanceof Boolean) && text != null;
    }

    Type type() {
        if (field) {
            return typeOfField(String.valueOf(text));
        }
        if (given instanceof Boolean) {
            return Type.BOOLEAN;
        }
        if (given instanceof Number) {
            boolean fractional = given instanceof Double
                    || given instanceof Float
                    || (given instanceof BigDecimal decimal && decimal.scale() > 0);
            return fractional ? Type.FLOAT : Type.INTEGER;
        }
        return text == null ? Type.OTHER : ValueText.date(text) != null ? Type.DATE : Type.TEXT;
    }

    private Type typeOfField(String words) {
        if (!Double.isNaN(number())) {
            return words.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '-' || c == '+' || c == ' ')
                    ? Type.INTEGER
                    : Type.FLOAT;
        }
        if (words.equalsIgnoreCase("true") || words.equalsIgnoreCase("false")) {
            return Type.BOOLEAN;
        }
        return ValueText.date(words) != null ? Type.DATE : Type.TEXT;
    }

    /** For people: at most {@value #MAX_EXAMPLE} characters, and nothing that UTF-8 cannot hold. */
    String example() {
        String words = text();
        return cut(words == null ? describe() : words);
    }

    private String describe() {
        return given instanceof Unreadable
                ? String.valueOf(given)
                : given == null ? "null" : "a value of " + given.getClass().getSimpleName();
    }

    private static String cut(String words) {
        StringBuilder out = new StringBuilder();
        words.codePoints()
                .limit(MAX_EXAMPLE + 1L)
                .map(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE
                        ? SURROGATE_REPLACEMENT
                        : point)
                .forEach(out::appendCodePoint);
        if (out.codePointCount(0, out.length()) > MAX_EXAMPLE) {
            out.setLength(out.offsetByCodePoints(0, MAX_EXAMPLE - 1));
            out.append('…');
        }
        return out.toString();
    }
}
