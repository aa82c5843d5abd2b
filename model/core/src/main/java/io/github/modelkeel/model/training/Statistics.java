package io.github.modelkeel.model.training;

import io.github.modelkeel.model.preprocessing.Step;
import java.util.Arrays;
import java.util.List;

/** What steps learn from the training values, none of which is NaN. The results do not depend on the machine. */
final class Statistics {
    private static final double EPSILON = Math.ulp(1.0);

    private Statistics() {}

    /** The sum with Neumaier's correction, whose error does not grow with the number of values. */
    private static double sum(double[] values) {
        double sum = 0;
        double lost = 0;
        for (double value : values) {
            double next = sum + value;
            lost += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
            sum = next;
        }
        return sum + lost;
    }

    static double mean(double[] values) {
        return sum(values) / values.length;
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The smallest of the most frequent values. */
    static double mostFrequent(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double best = sorted[0];
        int most = 0;
        int start = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || sorted[i] != sorted[start]) {
                if (i - start > most) {
                    most = i - start;
                    best = sorted[start];
                }
                start = i;
            }
        }
        return best;
    }

    /**
     * Mean and population standard deviation. The scale of a constant is 1; as in scikit-learn a variance that rounding alone can
     * explain, {@code n * eps * var + (n * mean * eps)^2} at most, is a constant's.
     */
    static Step standardize(double[] values) {
        double mean = mean(values);
        double[] deviations = values.clone();
        Arrays.setAll(deviations, i -> values[i] - mean);
        double correction = sum(deviations);
        Arrays.setAll(deviations, i -> deviations[i] * deviations[i]);
        int n = values.length;
        double variance = (sum(deviations) - correction * correction / n) / n;
        double noise = n * EPSILON * variance + Math.pow(n * mean * EPSILON, 2);
        return new Step.Standardize(mean, variance <= noise ? 1 : Math.sqrt(variance));
    }

    /** The range 0 to 1; a range that rounding alone can explain, {@code 10 eps} at most, counts as 1, as in scikit-learn. */
    static Step minMax(double[] values) {
        double low = Arrays.stream(values).min().orElse(0);
        double high = Arrays.stream(values).max().orElse(1);
        double range = high - low;
        double scale = 1 / (range < 10 * EPSILON ? 1 : range);
        return new Step.MinMax(scale, 0 - low * scale);
    }

    static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
