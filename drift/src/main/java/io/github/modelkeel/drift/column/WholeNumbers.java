package io.github.modelkeel.drift.column;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The finite values of a column as longs, for columns of whole numbers of which a double cannot hold all. Not thread-safe.
 *
 * <p>To compare two columns exactly with the arithmetic of doubles, both are moved by the same whole number, so that their distances, which
 * fit a double even if the numbers do not, are compared.
 */
public final class WholeNumbers {
    private static final long EXACT = 1L << 53;

    private long[] values;
    private int size;

    private WholeNumbers(long[] values, int size) {
        this.values = values;
        this.size = size;
    }

    /** Starts with what was gathered as doubles; null if one of these is not a whole number that a long holds. */
    public static @Nullable WholeNumbers of(double[] finite, int size) {
        long[] values = new long[Math.max(64, size + size / 2)];
        for (int i = 0; i < size; i++) {
            if (!isLong(finite[i])) {
                return null;
            }
            values[i] = (long) finite[i];
        }
        return new WholeNumbers(values, size);
    }

    /** Whether a double is a whole number in the range of longs. */
    public static boolean isLong(double value) {
        return value == Math.rint(value) && value >= Long.MIN_VALUE && value < Long.MAX_VALUE;
    }

    /** Whether a number is less than 2<sup>53</sup> from 0, where every whole number has a double of its own. */
    public static boolean isExact(double value) {
        return Math.abs(value) < EXACT;
    }

    /** Whether a double is exactly this number. */
    static boolean fitsDouble(long value) {
        double rounded = value;
        return rounded < Long.MAX_VALUE && (long) rounded == value; // 2^63 as a double casts back to Long.MAX_VALUE
    }

    public void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size + (size >> 1));
        }
        values[size++] = value;
    }

    public long[] sorted() {
        long[] sorted = Arrays.copyOf(values, size);
        Arrays.sort(sorted);
        return sorted;
    }

    /**
     * What to subtract from both columns so that doubles hold all of the differences: the smallest value; 0 if nothing need be, or if the
     * values are further apart than 2^53.
     */
    public static long origin(ProfileColumn.Numbers reference, ProfileColumn.Numbers current) {
        if (reference.whole() == null && current.whole() == null) {
            return 0;
        }
        long[] before = reference.longs();
        long[] after = current.longs();
        if (before == null || after == null || before.length == 0 || after.length == 0) {
            return 0;
        }
        return origin(Math.min(before[0], after[0]), Math.max(before[before.length - 1], after[after.length - 1]));
    }

    /** The same for whole numbers of which doubles do not hold all. */
    public static long origin(long least, long greatest) {
        long distance = greatest - least;
        return distance >= 0 && distance <= EXACT ? least : 0; // negative: it overflowed
    }
}
