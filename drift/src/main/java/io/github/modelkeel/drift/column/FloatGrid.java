package io.github.modelkeel.drift.column;

import java.util.Arrays;

/**
 * Numbers of 32 bits against numbers of 64: 0.1 of a {@code float} is 0.10000000149011612, so that every value of the one side would be
 * another than the same value of the other. Both are compared on the coarser grid then.
 */
public final class FloatGrid {
    private FloatGrid() {}

    /** The column on the grid of floats, if the other one came from floats and it did not. */
    public static ProfileColumn of(ProfileColumn column, ProfileColumn other) {
        if (column instanceof ProfileColumn.Numbers numbers && isFiner(numbers, other)) {
            double[] rounded = Arrays.stream(numbers.sorted())
                    .map(value -> onGrid(value, true))
                    .toArray();
            return new ProfileColumn.Numbers(
                    numbers.missing(),
                    numbers.positiveInfinite(),
                    numbers.negativeInfinite(),
                    rounded,
                    null,
                    numbers.monotone(),
                    numbers.invalid());
        }
        return column;
    }

    /** Whether one of two columns came from floats and the other did not. */
    public static boolean separates(ProfileColumn first, ProfileColumn second) {
        return first instanceof ProfileColumn.Numbers before
                && second instanceof ProfileColumn.Numbers after
                && (isFiner(before, after) || isFiner(after, before));
    }

    private static boolean isFiner(ProfileColumn.Numbers numbers, ProfileColumn other) {
        return other instanceof ProfileColumn.Numbers floats
                && numbers.whole() == null
                && floats.whole() == null
                && isWidened(floats.sorted())
                && !areFloats(numbers.sorted());
    }

    /** Whether numbers came from 32 bits. */
    public static boolean isOfFloats(ProfileColumn.Numbers numbers) {
        return numbers.whole() == null && isWidened(numbers.sorted());
    }

    /** A value as a reference has it: of 32 bits, or as the decimal number that a value of 32 bits was written as. */
    public static double onGrid(double value, boolean ofFloats) {
        if (ofFloats) {
            return Math.abs(value) <= Float.MAX_VALUE ? (float) value : value;
        }
        return (float) value == value && value != Math.rint(value) && !isShort(value)
                ? Double.parseDouble(Float.toString((float) value))
                : value;
    }

    /** Whether a float has at most four decimal places and six digits: it is what it was written as, since a float holds six digits. */
    private static boolean isShort(double value) {
        double places = value * 10_000; // exact: 24 bits times 14
        return places == Math.rint(places) && Math.abs(places) < 1_000_000;
    }

    private static boolean isWidened(double[] values) {
        return areFloats(values) && hasWidened(values);
    }

    /** Whether 32 bits hold each of these values. */
    public static boolean areFloats(double[] values) {
        for (double value : values) {
            if ((float) value != value) {
                return false;
            }
        }
        return true;
    }

    /** Whether one of these values, which 32 bits hold, has digits that only a widened float has. */
    public static boolean hasWidened(double[] sorted) {
        double previous = 0;
        for (double value : sorted) {
            if (value != previous
                    && value != Math.rint(value)
                    && !isShort(value)
                    && Double.parseDouble(Float.toString((float) value)) != value) {
                return true;
            }
            previous = value;
        }
        return false;
    }
}
