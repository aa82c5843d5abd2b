package io.github.modelkeel.drift.statistics;

import java.util.Arrays;

/**
 * Sorting of finite doubles, and searches in what is sorted.
 *
 * <p>Long arrays are sorted by cells of one width, or by the digits of their bits where most values are close together: both take a part of the time of
 * {@code Arrays.sort} on JDK 17. The vectorised sort of later JDKs is as fast, but only on some processors.
 */
public final class SortedValues {
    private static final int RADIX_FROM = 2_000;
    private static final int DIGIT_BITS = 11;
    private static final int DIGITS = 3;
    private static final int BUCKETS = 1 << DIGIT_BITS;

    private SortedValues() {}

    /** Sorts in place. -0.0 becomes 0.0 first: the two are one value, and only their bits differ. */
    public static void sort(double[] values) {
        withoutNegativeZero(values);
        if (values.length < RADIX_FROM) {
            Arrays.sort(values);
        } else if (!CellSort.sort(values)) {
            radixSort(values);
        }
    }

    public static void withoutNegativeZero(double[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] += 0.0;
        }
    }

    /**
     * A least-significant-digit radix sort by the 33 highest bits in which the values differ, as distances from the least of them; the few that
     * are equal in these are then sorted among themselves.
     */
    public static void radixSort(double[] values) {
        if (values.length == 0) {
            return;
        }
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        for (double value : values) {
            long key = key(value);
            least = Math.min(least, key);
            greatest = Math.max(greatest, key);
        }
        int width = Long.SIZE - Long.numberOfLeadingZeros(greatest - least); // as an unsigned number
        int shift = Math.max(0, width - DIGITS * DIGIT_BITS);
        int[][] histograms = new int[DIGITS][BUCKETS];
        long rest = count(values, least, shift, histograms);
        double[] source = values;
        double[] target = new double[values.length];
        for (int digit = 0; digit < DIGITS; digit++) {
            int from = shift + digit * DIGIT_BITS;
            if (histograms[digit][digit(key(source[0]) - least, from)] < values.length) { // else all share this digit
                scatter(source, target, least, from, histograms[digit]);
                double[] swap = source;
                source = target;
                target = swap;
            }
        }
        if (source != values) {
            System.arraycopy(source, 0, values, 0, values.length);
        }
        if ((rest & ((1L << shift) - 1)) != 0) {
            sortRuns(values, least, shift);
        }
    }

    /** A number of the same order as the double: of a negative one all bits but the sign are flipped. */
    private static long key(double value) {
        long bits = Double.doubleToRawLongBits(value);
        return bits ^ ((bits >> 63) >>> 1);
    }

    /** How often each digit occurs; the bits that one of the distances has. */
    private static long count(double[] values, long least, int shift, int[][] histograms) {
        int[] low = histograms[0];
        int[] middle = histograms[1];
        int[] high = histograms[2];
        long bits = 0;
        for (double value : values) {
            long distance = key(value) - least;
            bits |= distance;
            low[digit(distance, shift)]++;
            middle[digit(distance, shift + DIGIT_BITS)]++;
            high[digit(distance, shift + 2 * DIGIT_BITS)]++;
        }
        return bits;
    }

    private static void scatter(double[] source, double[] target, long least, int from, int[] starts) {
        toStarts(starts);
        for (double value : source) {
            target[starts[digit(key(value) - least, from)]++] = value;
        }
    }

    /** Sorts what is equal but for the lowest bits. */
    private static void sortRuns(double[] values, long least, int bits) {
        int start = 0;
        long prefix = (key(values[0]) - least) >>> bits;
        for (int i = 1; i <= values.length; i++) {
            long next = i == values.length ? -1 : (key(values[i]) - least) >>> bits;
            if (next != prefix) {
                if (i - start == 2 && values[start] > values[start + 1]) {
                    double swap = values[start];
                    values[start] = values[start + 1];
                    values[start + 1] = swap;
                } else if (i - start > 2) {
                    Arrays.sort(values, start, i);
                }
                start = i;
                prefix = next;
            }
        }
    }

    private static int digit(long key, int from) {
        return (int) (key >>> from) & (BUCKETS - 1);
    }

    /** Counts become the places where they start. */
    static void toStarts(int[] histogram) {
        int start = 0;
        for (int i = 0; i < histogram.length; i++) {
            int count = histogram[i];
            histogram[i] = start;
            start += count;
        }
    }

    /** How many values are less than the bound. */
    public static int countBelow(double[] sorted, double bound) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < bound) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** How many values are at most the bound. */
    public static int countUpTo(double[] sorted, double bound) {
        return bound == Double.POSITIVE_INFINITY ? sorted.length : countBelow(sorted, Math.nextUp(bound));
    }
}
