package io.github.modelkeel.evaluation;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The metrics of numbers that were predicted. */
final class RegressionScore implements Score<double[]> {
    static final List<String> NAMES = List.of("mae", "rmse", "r2", "median_absolute_error");

    private final double[] errors;
    private final int[] order;

    RegressionScore(double[] actual, double[] predicted) {
        errors = new double[actual.length];
        for (int i = 0; i < errors.length; i++) {
            errors[i] = Math.abs(actual[i] - predicted[i]);
        }
        order = IntStream.range(0, errors.length)
                .boxed()
                .sorted((a, b) -> Double.compare(errors[a], errors[b]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    @Override
    public List<String> names() {
        return NAMES;
    }

    @Override
    public double[] values(double[] actual, double[] weights) {
        double total = 0;
        double mean = 0;
        double absolute = 0;
        double squares = 0;
        int rows = 0;
        for (int i = 0; i < errors.length; i++) {
            double weight = weights[i];
            rows += weight > 0 ? 1 : 0;
            total += weight;
            mean += weight * actual[i];
            absolute += weight * errors[i];
            squares += weight * errors[i] * errors[i];
        }
        mean /= total;
        double spread = 0;
        for (int i = 0; i < errors.length; i++) {
            double distance = actual[i] - mean;
            spread += weights[i] * distance * distance;
        }
        double explained = spread == 0 ? (squares == 0 ? 1 : 0) : 1 - squares / spread;
        return new double[] {
            absolute / total, Math.sqrt(squares / total), rows < 2 ? Double.NaN : explained, median(weights, total)
        };
    }

    /** Half of the weight is at or below it; where that is so of two errors, their middle. */
    private double median(double[] weights, double total) {
        double below = 0;
        int i = 0;
        while (below + weights[order[i]] < total / 2) {
            below += weights[order[i]];
            i++;
        }
        double lower = errors[order[i]];
        if (below + weights[order[i]] > total / 2) {
            return lower;
        }
        do {
            i++;
        } while (weights[order[i]] == 0);
        return (lower + errors[order[i]]) / 2;
    }

    @Override
    public double @Nullable [] share(String name, double[] labels) {
        return null;
    }
}
