package io.github.modelkeel.model.row;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;

/** The whole numbers that a column's look-ups know, compared as longs: beyond 2^53 a double is several of them. Immutable. */
final class WholeKeys {
    /** No key is equal to the value. */
    static final int NONE = -1;

    private static final double LIMIT = 0x1p63;

    private final long[] keys;
    private final int[] codes;

    private WholeKeys(long[] keys, int[] codes) {
        this.keys = keys;
        this.codes = codes;
    }

    /**
     * The keys in a table of digits.
     *
     * @throws IllegalArgumentException if one is not a whole number of 64 bits
     */
    static WholeKeys of(Map<String, Integer> digits) {
        long[] keys =
                digits.keySet().stream().mapToLong(Long::parseLong).sorted().toArray();
        int[] codes = new int[keys.length];
        digits.forEach((text, code) -> codes[Arrays.binarySearch(keys, Long.parseLong(text))] = code);
        return new WholeKeys(keys, codes);
    }

    int code(long value) {
        int place = Arrays.binarySearch(keys, value);
        return place < 0 ? NONE : codes[place];
    }

    int code(double value) {
        boolean whole = value == Math.rint(value) && value >= -LIMIT && value < LIMIT;
        return whole ? code((long) value) : NONE;
    }

    int code(Number value) {
        if (value instanceof BigInteger big) {
            return big.bitLength() < Long.SIZE ? code(big.longValue()) : NONE;
        }
        if (value instanceof BigDecimal decimal) {
            double rounded = decimal.doubleValue();
            boolean small = rounded >= -LIMIT && rounded <= LIMIT && decimal.scale() <= 0;
            return small ? code(decimal.toBigInteger()) : code(rounded);
        }
        return value instanceof Double || value instanceof Float ? code(value.doubleValue()) : code(value.longValue());
    }
}
