package io.github.modelkeel.model.internal;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Conversions of a row's values, and the words for them. */
public final class Values {
    private static final int MAX_SHOWN = 40;

    private Values() {}

    /** Whether a number is of a type whose value becomes a double in one defined way. */
    public static boolean isNumber(Object value) {
        return value instanceof Double
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Float
                || value instanceof Short
                || value instanceof Byte
                || value instanceof BigDecimal
                || value instanceof BigInteger;
    }

    static boolean isMissing(@Nullable Object value) {
        return value == null
                || (value instanceof Double number && number.isNaN())
                || (value instanceof Float single && single.isNaN());
    }

    /** A value's kind and text, cut to a length that is safe in a message. */
    public static String describe(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof String text) {
            return "the text " + quote(text);
        }
        if (value instanceof Boolean) {
            return "the boolean " + value;
        }
        if (isNumber(value)) {
            return "the number " + cut(value.toString());
        }
        return "a " + value.getClass().getName();
    }

    public static String quote(String text) {
        return '"' + cut(text) + '"';
    }

    private static String cut(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    }
}
