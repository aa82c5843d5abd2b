package io.github.modelkeel.drift.report;

import io.github.modelkeel.drift.statistics.SortedValues;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * Two empirical distribution functions at common points, few enough to draw.
 *
 * @param points where, ascending; the place of the largest gap is one of them
 * @param reference the reference's function there
 * @param current the current function there
 * @param logarithmic whether the points are spaced evenly in the logarithm
 */
@SuppressWarnings("ArrayRecordComponent") // package-private and never written to
public record EcdfCurve(double[] points, double[] reference, double[] current, boolean logarithmic) {
    private static final int STEPS = 96;
    private static final double LOG_FROM_RATIO = 1000;

    /**
     * The points span what the histogram does and the largest gap, so that outliers do not press the curve into a corner.
     *
     * @param location of the largest gap
     * @param range from and to of the histogram
     */
    public static EcdfCurve of(double[] reference, double[] current, double location, double[] range) {
        double from = Math.min(range[0], location);
        double to = Math.max(range[1], location);
        boolean logarithmic = from > 0 && to / from > LOG_FROM_RATIO;
        double[] points = DoubleStream.concat(grid(from, to, logarithmic), DoubleStream.of(location))
                .sorted()
                .distinct()
                .toArray();
        return new EcdfCurve(points, shares(reference, points), shares(current, points), logarithmic);
    }

    private static DoubleStream grid(double from, double to, boolean logarithmic) {
        double[] grid = new double[STEPS + 1];
        for (int i = 0; i <= STEPS; i++) {
            double share = (double) i / STEPS;
            grid[i] = logarithmic
                    ? Math.exp(Math.log(from) * (1 - share) + Math.log(to) * share)
                    : from * (1 - share) + to * share;
        }
        grid[STEPS] = to;
        return Arrays.stream(grid);
    }

    private static double[] shares(double[] sorted, double[] points) {
        return Arrays.stream(points)
                .map(point -> (double) SortedValues.countUpTo(sorted, point) / sorted.length)
                .toArray();
    }

    /** Where a value is between the first point and the last, 0 to 1. */
    public double position(double value) {
        double first = scale(points[0]);
        double last = scale(points[points.length - 1]);
        return last > first ? (scale(value) - first) / (last - first) : 0.5;
    }

    private double scale(double value) {
        return logarithmic ? Math.log(value) : value / 2; // half, so that the width of the range is finite
    }
}
