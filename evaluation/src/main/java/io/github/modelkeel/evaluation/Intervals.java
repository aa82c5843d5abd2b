package io.github.modelkeel.evaluation;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;

/**
 * Intervals of metrics: of shares of rows Wilson's (<i>Probable inference, the law of succession, and statistical inference</i>, 1927), of
 * others the percentiles of resampled values (B. Efron, <i>Bootstrap methods: another look at the jackknife</i>, 1979).
 */
final class Intervals {
    private Intervals() {}

    /** The interval of a share of rows; all of 0 to 1 of no rows. */
    static double[] wilson(double hits, double rows, double confidence) {
        if (rows == 0) {
            return new double[] {0, 1};
        }
        double z = NormalQuantile.of((1 + confidence) / 2);
        double share = hits / rows;
        double middle = (share + z * z / (2 * rows)) / (1 + z * z / rows);
        double half = z / (1 + z * z / rows) * Math.sqrt(share * (1 - share) / rows + z * z / (4 * rows * rows));
        return new double[] {Math.max(0, Math.min(share, middle - half)), Math.min(1, Math.max(share, middle + half))};
    }

    /** A resample: how often each row is drawn with replacement, times its weight. */
    static double[] resampled(SplittableRandom random, double[] weights) {
        double[] drawn = new double[weights.length];
        double total = 0;
        while (total == 0) { // weights of 0 may be all that was drawn
            Arrays.fill(drawn, 0);
            for (int i = 0; i < weights.length; i++) {
                int row = random.nextInt(weights.length);
                drawn[row] += weights[row];
                total += weights[row];
            }
        }
        return drawn;
    }

    /** The middle part of values, of which NaN do not count; NaN if they are fewer than half. */
    static double[] percentiles(double[] values, double confidence) {
        double[] sorted = DoubleStream.of(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        if (sorted.length == 0 || sorted.length < values.length / 2) {
            return new double[] {Double.NaN, Double.NaN};
        }
        return new double[] {quantile(sorted, (1 - confidence) / 2), quantile(sorted, (1 + confidence) / 2)};
    }

    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
