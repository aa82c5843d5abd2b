package io.github.modelkeel.drift.statistics;

import java.util.Arrays;

/**
 * Bins at the reference's quantiles, so that each holds about the same share of it. The outer bins are open; a bin holds its left
 * edge and not its right one. A value that makes up several quantiles (an atom, such as the zero of zero-inflated data) gets a bin
 * of its own; a constant reference has the three bins below, equal and above.
 */
public final class QuantileBins {
    private final double[] edges;

    private QuantileBins(double[] edges) {
        this.edges = edges;
    }

    /** Needs at least one value, sorted. */
    public static QuantileBins of(double[] sorted, int bins) {
        double[] edges = new double[2 * bins];
        int size = 0;
        double previous = Double.NaN;
        for (int i = 1; i < bins; i++) {
            double quantile = quantile(sorted, (double) i / bins);
            if (quantile != previous) {
                edges[size++] = quantile;
            } else if (edges[size - 1] == quantile) {
                edges[size++] = Math.nextUp(quantile);
            }
            previous = quantile;
        }
        // the next quantile may be the nextUp that isolates an atom
        return new QuantileBins(
                Arrays.stream(edges, 0, size).sorted().distinct().toArray());
    }

    /** The quantile by linear interpolation between order statistics, in NumPy's order of operations. */
    public static double quantile(double[] sorted, double q) {
        double position = q * (sorted.length - 1);
        int low = (int) Math.floor(position);
        double a = sorted[low];
        double b = sorted[Math.min(low + 1, sorted.length - 1)];
        double t = position - low;
        double range = b - a;
        if (Double.isInfinite(range)) {
            return a * (1 - t) + b * t;
        }
        return t >= 0.5 ? b - range * (1 - t) : a + range * t;
    }

    public int count() {
        return edges.length + 1;
    }

    /** How many of the sorted values fall into each bin: one binary search an edge, nothing a value. */
    public long[] counts(double[] sorted) {
        long[] counts = new long[count()];
        int from = 0;
        for (int i = 0; i < edges.length; i++) {
            int to = SortedValues.countBelow(sorted, edges[i]);
            counts[i] = (long) to - from;
            from = to;
        }
        counts[edges.length] = (long) sorted.length - from;
        return counts;
    }

    /** The left edge of a bin, minus infinity for the first. */
    public double lower(int bin) {
        return bin == 0 ? Double.NEGATIVE_INFINITY : edges[bin - 1];
    }

    /** The right edge of a bin, which is not in it; infinity for the last. */
    public double upper(int bin) {
        return bin == edges.length ? Double.POSITIVE_INFINITY : edges[bin];
    }
}
