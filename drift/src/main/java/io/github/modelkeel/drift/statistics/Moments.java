package io.github.modelkeel.drift.statistics;

/**
 * A few figures of sorted numbers.
 *
 * @param mean the mean
 * @param standardDeviation of the population, that is divided by n
 * @param min the smallest
 * @param median the middle
 * @param max the largest
 */
public record Moments(double mean, double standardDeviation, double min, double median, double max) {

    /** Needs at least one value. */
    public static Moments of(double[] sorted) {
        int n = sorted.length;
        double least = sorted[0];
        double greatest = sorted[n - 1];
        if (least == greatest) {
            return new Moments(least, 0, least, least, least);
        }
        boolean huge = Math.max(Math.abs(least), Math.abs(greatest)) > Double.MAX_VALUE / n / 2;
        double about = huge ? ofShares(sorted) : sum(sorted, 0) / n;
        double rest = huge ? 0 : sum(sorted, about); // what the mean lost by rounding
        double squares = squares(sorted, about);
        if (squares < Double.POSITIVE_INFINITY) {
            squares = Math.max(0, squares - rest * (rest / n));
        }
        double median = QuantileBins.quantile(sorted, 0.5);
        return new Moments(about + rest / n, Math.sqrt(squares / n), least, median, greatest);
    }

    /** The mean where the sum of the values would overflow. */
    private static double ofShares(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value / values.length;
        }
        return sum;
    }

    /** Of the values less a number, in four sums, as each addition waits for the one before it. */
    private static double sum(double[] values, double origin) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < values.length; i += 4) {
            a += values[i] - origin;
            b += values[i + 1] - origin;
            c += values[i + 2] - origin;
            d += values[i + 3] - origin;
        }
        for (; i < values.length; i++) {
            a += values[i] - origin;
        }
        return a + b + (c + d);
    }

    private static double squares(double[] values, double origin) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < values.length; i += 4) {
            a += (values[i] - origin) * (values[i] - origin);
            b += (values[i + 1] - origin) * (values[i + 1] - origin);
            c += (values[i + 2] - origin) * (values[i + 2] - origin);
            d += (values[i + 3] - origin) * (values[i + 3] - origin);
        }
        for (; i < values.length; i++) {
            a += (values[i] - origin) * (values[i] - origin);
        }
        return a + b + (c + d);
    }
}
