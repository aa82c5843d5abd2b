package io.github.modelkeel.drift.profile;

import io.github.modelkeel.drift.statistics.QuantileBins;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Frozen bins of numbers: at each value of a reference of at most {@value #MAX_VALUES} distinct ones, which is a bin of its own, else at its
 * quantiles, with values that make up several of them alone. The range of the reference and a tenth of its width beyond it are edges too, so
 * that what is out of range is counted. A bin holds its left edge and not its right one; the outer ones are open.
 */
final class Grid {
    private static final int MAX_VALUES = 500;
    private static final int QUANTILES = 1000;
    private static final double MARGIN = 0.1;

    private final double[] edges;

    private Grid(double[] edges) {
        this.edges = edges;
    }

    /** Of finite values, ascending. */
    static Grid of(double[] sorted) {
        if (sorted.length == 0) {
            return new Grid(new double[0]);
        }
        double low = sorted[0];
        double high = sorted[sorted.length - 1];
        double beyond = MARGIN * high - MARGIN * low;
        DoubleStream range = DoubleStream.of(low - beyond, low, high, Math.nextUp(high), Math.nextUp(high + beyond));
        double[] values =
                Arrays.stream(sorted).distinct().limit(MAX_VALUES + 1L).toArray();
        DoubleStream inner = values.length <= MAX_VALUES
                ? Arrays.stream(values).flatMap(value -> DoubleStream.of(value, Math.nextUp(value)))
                : quantiles(sorted);
        return new Grid(DoubleStream.concat(range, inner)
                .filter(Double::isFinite)
                .map(edge -> edge == 0 ? 0 : edge) // -0.0 and 0.0 are one edge
                .sorted()
                .distinct()
                .toArray());
    }

    private static DoubleStream quantiles(double[] sorted) {
        QuantileBins bins = QuantileBins.of(sorted, QUANTILES);
        return IntStream.range(1, bins.count()).mapToDouble(bins::lower);
    }

    /** Of edges from a file; null unless they are finite and ascending. */
    static @Nullable Grid ofEdges(double[] edges) {
        for (int i = 0; i < edges.length; i++) {
            if (!Double.isFinite(edges[i]) || (i > 0 && edges[i] <= edges[i - 1])) {
                return null;
            }
        }
        return new Grid(edges.clone());
    }

    int size() {
        return edges.length + 1;
    }

    double[] edges() {
        return edges.clone();
    }

    long[] count(double[] values) {
        long[] counts = new long[size()];
        for (double value : values) {
            int found = Arrays.binarySearch(edges, value);
            counts[found >= 0 ? found + 1 : -found - 1]++;
        }
        return counts;
    }

    /** A value of each bin for each that was counted, ascending: what all arithmetic sees of them. */
    double[] values(long[] counts) {
        long size = Arrays.stream(counts).sum();
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    size + " numbers of one column can be counted, but not compared; at most 2,147,483,639 can");
        }
        double[] values = new double[(int) size];
        int next = 0;
        for (int i = 0; i < counts.length; i++) {
            int end = next + (int) counts[i];
            Arrays.fill(values, next, end, valueOf(i));
            next = end;
        }
        return values;
    }

    private double valueOf(int bin) {
        if (edges.length == 0) {
            return 0;
        }
        return bin == 0 ? Math.max(-Double.MAX_VALUE, Math.nextDown(edges[0])) : edges[bin - 1];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Grid grid && Arrays.equals(grid.edges, edges);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(edges);
    }
}
