package io.github.modelkeel.drift.report;

import io.github.modelkeel.drift.statistics.QuantileBins;
import io.github.modelkeel.drift.statistics.SortedValues;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Both sides' shares over bins of one width, by which a reader sees the shape. It costs a binary search an edge and side, and decides nothing.
 *
 * @param edges of the bins, ascending, one more than there are bins; a bin holds its left edge and not its right one
 * @param reference the reference's share below the first edge, of each bin, and from the last edge on
 * @param current the same of the current side
 * @param logarithmic whether the bins are of one width in the logarithm
 */
@SuppressWarnings("ArrayRecordComponent") // within drift, never written to
public record Histogram(double[] edges, double[] reference, double[] current, boolean logarithmic) {
    private static final int BINS = 30;
    private static final int SAMPLE = 257;
    private static final double LOG_FROM_RATIO = 1000;
    private static final double WHOLE_UP_TO = 1L << 50;

    /** How much wider than the reference the drawing may become for what the current side has outside of it. */
    private static final double STRETCH = 3;

    /** The share of the current side from which on it is drawn whole nevertheless. */
    private static final double LARGE_SHARE = 0.1;

    /** Or, of what is this many widths of the reference away, so that it would leave of it a line. */
    private static final double FAR = 20;

    private static final double HALF = 0.5;

    /** Of values, ascending and at least one a side. */
    public static Histogram of(double[] reference, double[] current) {
        return of(reference, current, new double[0]);
    }

    /**
     * Of values, ascending and at least one a side, that were counted over frozen bins and are known by the left edge of their bin: they
     * are taken to be spread evenly over it.
     *
     * @param grid the edges of the frozen bins; empty for plain values
     */
    public static Histogram of(double[] reference, double[] current, double[] grid) {
        double[] range = range(reference, current);
        boolean logarithmic = isLogarithmic(reference, range[0], range[1]);
        boolean whole = isWhole(reference, range) && isWhole(current, range);
        double[] edges = edges(range[0], range[1], logarithmic, whole);
        return new Histogram(edges, shares(reference, edges, grid), shares(current, edges, grid), logarithmic);
    }

    /** All but the outermost half percents of both sides, unless far values of the current side would flatten the reference. */
    public static double[] range(double[] reference, double[] current) {
        double from = QuantileBins.quantile(reference, 0.005);
        double to = QuantileBins.quantile(reference, 0.995);
        double low = Math.min(from, QuantileBins.quantile(current, 0.005));
        double high = Math.max(to, QuantileBins.quantile(current, 0.995));
        double width = to / 2 - from / 2; // half, so that it is finite
        long outside =
                (long) SortedValues.countBelow(current, from) + current.length - SortedValues.countUpTo(current, to);
        double stretched = high / 2 - low / 2;
        double most = stretched > FAR * width ? HALF : LARGE_SHARE;
        if (outside < most * current.length && width > 0 && stretched > STRETCH * width) {
            return new double[] {Math.max(low, from - 2 * width), Math.min(high, to + 2 * width)};
        }
        return new double[] {low, high};
    }

    /** Positive values over several powers of ten, or nearly all of them in the first tenth of the range. */
    private static boolean isLogarithmic(double[] reference, double from, double to) {
        double median = QuantileBins.quantile(reference, 0.5);
        return from > 0 && (to / from > LOG_FROM_RATIO || ((median - from) * 10 < to - from && to / from > 20));
    }

    /** Judged by a sample: it is about how the drawing looks. */
    private static boolean isWhole(double[] sorted, double[] range) {
        return Math.max(Math.abs(range[0]), Math.abs(range[1])) < WHOLE_UP_TO
                && IntStream.range(0, SAMPLE)
                        .mapToDouble(i -> sorted[(int) ((long) i * (sorted.length - 1) / (SAMPLE - 1))])
                        .allMatch(value -> value == Math.rint(value));
    }

    private static double[] edges(double from, double to, boolean logarithmic, boolean whole) {
        if (whole && !logarithmic) {
            double first = Math.floor(from);
            double width = Math.ceil((Math.floor(to) - first + 1) / BINS);
            int bins = (int) Math.ceil((Math.floor(to) - first + 1) / width);
            return IntStream.rangeClosed(0, bins)
                    .mapToDouble(i -> first - 0.5 + i * width)
                    .toArray();
        }
        DoubleStream grid = IntStream.range(0, BINS).mapToDouble(i -> {
            double share = (double) i / BINS;
            return logarithmic
                    ? Math.exp(Math.log(from) * (1 - share) + Math.log(to) * share)
                    : from * (1 - share) + to * share;
        });
        DoubleStream all = DoubleStream.concat(grid, DoubleStream.of(Math.nextUp(to)));
        return (whole ? all.map(edge -> Math.ceil(edge) - 0.5) : all)
                .filter(Double::isFinite)
                .sorted()
                .distinct()
                .toArray();
    }

    private static double[] shares(double[] sorted, double[] edges, double[] grid) {
        double[] shares = new double[edges.length + 1];
        double before = 0;
        for (int i = 0; i < edges.length; i++) {
            double below = below(sorted, edges[i], grid);
            shares[i] = Math.max(0, below - before) / sorted.length;
            before = below;
        }
        shares[edges.length] = Math.max(0, sorted.length - before) / sorted.length;
        return shares;
    }

    /** How many values are below a bound; of values that are known by their bin, as many as its part below the bound. */
    private static double below(double[] sorted, double bound, double[] grid) {
        int found = Arrays.binarySearch(grid, bound);
        int bin = found >= 0 ? found : -found - 2;
        if (bin < 0 || bin >= grid.length - 1) {
            return SortedValues.countBelow(sorted, bound);
        }
        int first = SortedValues.countBelow(sorted, grid[bin]);
        int next = SortedValues.countBelow(sorted, grid[bin + 1]);
        double part = (bound / 2 - grid[bin] / 2) / (grid[bin + 1] / 2 - grid[bin] / 2);
        return part >= 0 && part <= 1 ? first + (next - first) * part : first;
    }

    /** How many bins there are, without what is outside of them. */
    int size() {
        return edges.length - 1;
    }

    /** The highest share of a bar. */
    double highest() {
        double highest = Math.max(
                Arrays.stream(reference).max().orElse(0),
                Arrays.stream(current).max().orElse(0));
        return highest > 0 ? highest : 1;
    }

    /** Whether something is below the first edge. */
    boolean hasBelow() {
        return reference[0] > 0 || current[0] > 0;
    }

    /** Whether something is at the last edge or above it. */
    boolean hasAbove() {
        return reference[edges.length] > 0 || current[edges.length] > 0;
    }
}
