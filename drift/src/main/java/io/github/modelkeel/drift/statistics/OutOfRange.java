package io.github.modelkeel.drift.statistics;

import java.util.Arrays;

/**
 * How likely it is without drift that at least a number of current values are beyond the reference's range by more than a part of its width. Without
 * drift the values of both sides can change places: if they are dealt to the sides by chance, the first {@code a} and the last {@code b}
 * of all of them are current with probability {@code G(a + b) = m (m - 1) … / ((n + m) (n + m - 1) …)}, and the number beyond grows with
 * {@code a} and with {@code b}. So for each {@code a} there is a smallest {@code b} with at least the observed number, and the probability
 * is the sum of {@code G(s) n / (n + m - s)} over these pairs, {@code s = a + b}: exact, also with ties.
 */
public final class OutOfRange {
    /** What is smaller by this factor than the first term does not count. */
    private static final double NEGLIGIBLE = Math.log(1e-18);

    private static final long MAX_VALUES = 2_000_000;

    private final double[] lowest;
    private final double[] highest;
    private final double[] logs;
    private final double margin;
    private final long n;
    private final long m;

    private OutOfRange(double[] reference, double[] current, double margin, double[] logs) {
        this.n = reference.length;
        this.m = current.length;
        this.margin = margin;
        this.logs = logs;
        int size = (int) Math.min(logs.length, n + m);
        double[] low = new double[size];
        double[] high = new double[size];
        for (int k = 0, i = 0; k < size; k++) {
            boolean first = i < n && (k - i >= m || reference[i] <= current[k - i]);
            low[k] = first ? reference[i] : current[k - i];
            i += first ? 1 : 0;
        }
        for (int k = 0, i = 0; k < size; k++) {
            int before = (int) n - 1 - i;
            int after = (int) m - 1 - (k - i);
            boolean first = before >= 0 && (after < 0 || reference[before] >= current[after]);
            high[size - 1 - k] = first ? reference[before] : current[after];
            i += first ? 1 : 0;
        }
        this.lowest = low;
        this.highest = high;
    }

    /** How many current values are beyond the range by more than a part of its width; sorted values, at least one of the reference. */
    public static long count(double[] reference, double[] current, double margin) {
        double low = reference[0];
        double high = reference[reference.length - 1];
        double beyond = beyond(low, high, margin);
        return SortedValues.countBelow(current, low - beyond)
                + (current.length - (long) SortedValues.countUpTo(current, high + beyond));
    }

    /** The mid-p-value of a count; sorted values, at least one on each side. */
    public static double pValue(double[] reference, double[] current, double margin, long count) {
        if (count == 0) {
            return 1;
        }
        double[] logs = logs(reference.length, current.length, count);
        if (logs.length >= MAX_VALUES) {
            return RateTests.outOfRange(count, reference.length, current.length);
        }
        OutOfRange range = new OutOfRange(reference, current, margin, logs);
        return (range.atLeast(count) + range.atLeast(count + 1)) / 2;
    }

    static double atLeast(double[] reference, double[] current, double margin, long count) {
        return new OutOfRange(reference, current, margin, logs(reference.length, current.length, count)).atLeast(count);
    }

    /** The logarithms of G, as far as they matter where at least a number of values is beyond the range. */
    private static double[] logs(long n, long m, long count) {
        double[] logs = new double[64];
        double log = 0;
        int size = 0;
        while (size <= m && size <= MAX_VALUES && (size <= count + 1 || log >= logs[(int) count] + NEGLIGIBLE)) {
            if (size == logs.length) {
                logs = Arrays.copyOf(logs, 2 * size);
            }
            logs[size] = log;
            log += Math.log((double) (m - size) / (n + m - size));
            size++;
        }
        return Arrays.copyOf(logs, size);
    }

    private double atLeast(long count) {
        double sum = 0;
        int b = lowest.length - 1;
        for (int a = 0; a < lowest.length; a++) {
            if (beyond(a, b) >= count) {
                while (b > 0 && beyond(a, b - 1) >= count) {
                    b--;
                }
                if (a + b < logs.length) {
                    sum += Math.exp(logs[a + b]) * n / ((double) n + m - a - b);
                }
            }
        }
        return Math.min(1, sum);
    }

    /** How many values are beyond the range if the first of the reference has a number below it, and the last a number above it. */
    private long beyond(int a, int b) {
        double low = lowest[a];
        double high = highest[highest.length - 1 - b];
        double beyond = beyond(low, high, margin);
        return SortedValues.countBelow(lowest, low - beyond)
                + (highest.length - (long) SortedValues.countUpTo(highest, high + beyond));
    }

    private static double beyond(double low, double high, double margin) {
        return margin * high - margin * low;
    }
}
