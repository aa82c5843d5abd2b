package io.github.modelkeel.drift.statistics;

import java.util.Arrays;

/**
 * A radix sort by cells of one width, of which there are more than values: whatever is in order by its cell is in order but for the few values that
 * share one, which are moved at the end. Two passes suffice, where the bits of the values themselves need three.
 */
final class CellSort {
    private static final int MAX_DIGIT_BITS = 11;

    /** How many values a cell may have in the mean of all values; more of them cost more than sorting by their bits. */
    private static final double CROWDED = 4;

    /** At most this number of values is moved one by one. */
    private static final int SHORT = 16;

    private final double[] values;
    private final double least;
    private final double scale;
    private final int digitBits;

    private CellSort(double[] values, double least, double scale, int digitBits) {
        this.values = values;
        this.least = least;
        this.scale = scale;
        this.digitBits = digitBits;
    }

    /**
     * Sorts in place if that is worth it.
     *
     * @param values at least one, none of them -0.0
     * @return false if nothing was done: most values are close together in comparison with the range, or it is too large or too small
     */
    static boolean sort(double[] values) {
        double least = values[0];
        double greatest = least;
        for (double value : values) {
            if (value < least) {
                least = value;
            } else if (value > greatest) {
                greatest = value;
            }
        }
        int bits = Math.min(MAX_DIGIT_BITS, (Integer.SIZE + 3 - Integer.numberOfLeadingZeros(values.length)) / 2);
        double cells =
                (1 << (2 * bits)) - 1.0; // the greatest value is in the last one, also if the product is rounded up
        double scale = cells / (greatest - least);
        boolean usable = scale > 0 && scale < Double.POSITIVE_INFINITY; // else the range is infinite, 0 or nearly 0
        return usable && new CellSort(values, least, scale, bits).sort();
    }

    private boolean sort() {
        int mask = (1 << digitBits) - 1;
        int[] low = new int[mask + 1];
        int[] high = new int[mask + 1];
        for (double value : values) {
            int cell = cell(value);
            low[cell & mask]++;
            high[cell >>> digitBits]++;
        }
        if (isCrowded(high)) {
            return false;
        }
        double[] byLowDigit = new double[values.length];
        scatter(values, byLowDigit, low, 0);
        scatter(byLowDigit, values, high, digitBits);
        sortCells();
        return true;
    }

    private int cell(double value) {
        return (int) ((value - least) * scale);
    }

    /** By the squares of what has the same high digit, as if it were spread over its cells. */
    private boolean isCrowded(int[] high) {
        double squares = 0;
        for (int count : high) {
            squares += (double) count * count;
        }
        return squares > CROWDED * high.length * values.length;
    }

    /** Stable, by a digit of the cell. */
    private void scatter(double[] source, double[] target, int[] counts, int shift) {
        int mask = counts.length - 1;
        SortedValues.toStarts(counts);
        for (double value : source) {
            target[counts[(cell(value) >>> shift) & mask]++] = value;
        }
    }

    /** Sorts what shares a cell. */
    private void sortCells() {
        double before = values[0];
        for (int i = 1; i < values.length; i++) {
            double value = values[i];
            if (value < before) {
                i = insert(i);
            }
            before = values[i];
        }
    }

    /** Moves a value down to its place; of a long cell all. Returns the last place up to which values are in order now. */
    private int insert(int place) {
        double value = values[place];
        int stop = Math.max(0, place - SHORT);
        int free = place;
        while (free > stop && values[free - 1] > value) {
            values[free] = values[free - 1];
            free--;
        }
        values[free] = value;
        if (free > stop || free == 0 || values[free - 1] <= value) {
            return place;
        }
        int cell = cell(value);
        int from = free;
        while (from > 0 && cell(values[from - 1]) == cell) {
            from--;
        }
        int to = place + 1;
        while (to < values.length && cell(values[to]) == cell) {
            to++;
        }
        Arrays.sort(values, from, to);
        return to - 1;
    }
}
