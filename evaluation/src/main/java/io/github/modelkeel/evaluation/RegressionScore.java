package io.github.modelkeel.evaluation;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The metrics of numbers that were predicted. */
final class RegressionScore implements Score<double[]> {
    static final List<String> NAMES = List.of("mae", "rmse", "r2", "median_absolute_error");

    /** Squares of numbers between two to these powers neither overflow nor vanish. */
    private static final int MAX_EXPONENT = 400;

    /** In units of two to the power of the exponent, which is 0 unless numbers are very large or very small. */
    private final double[] errors;

    private final int[] order;
    private final int exponent;

    RegressionScore(double[] actual, double[] predicted) {
        errors = new double[actual.length];
        exponent = exponent(actual, predicted);
        for (int i = 0; i < errors.length; i++) {
            errors[i] = Math.abs(scaled(actual[i]) - scaled(predicted[i]));
        }
        order = IntStream.range(0, errors.length)
                .boxed()
                .sorted((a, b) -> Double.compare(errors[a], errors[b]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static int exponent(double[] actual, double[] predicted) {
        double largest = 0;
        for (int i = 0; i < actual.length; i++) {
            largest = Math.max(largest, Math.max(Math.abs(actual[i]), Math.abs(predicted[i])));
        }
        int power = largest == 0 ? 0 : Math.getExponent(largest);
        return Math.abs(power) > MAX_EXPONENT ? power : 0;
    }

    private double scaled(double value) {
        return exponent == 0 ? value : Math.scalb(value, -exponent);
    }

    /** NaN if no double holds it. */
    private double inUnits(double value) {
        double whole = Math.scalb(value, exponent);
        return Double.isFinite(whole) ? whole : Double.NaN;
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
            mean += weight * scaled(actual[i]);
            absolute += weight * errors[i];
            squares += weight * errors[i] * errors[i];
        }
        double explained = rows < 2 ? Double.NaN : explained(actual, weights, mean / total, squares);
        return new double[] {
            inUnits(absolute / total), inUnits(Math.sqrt(squares / total)), explained, inUnits(median(weights, total))
        };
    }

    /** Equal labels are found by comparing them: their rounded mean may differ from them, and its squared distance is not 0 then. */
    private double explained(double[] actual, double[] weights, double mean, double squares) {
        double first = Double.NaN;
        boolean equal = true;
        double spread = 0;
        for (int i = 0; i < errors.length; i++) {
            if (weights[i] > 0) {
                first = Double.isNaN(first) ? actual[i] : first;
                equal &= actual[i] == first;
                double distance = scaled(actual[i]) - mean;
                spread += weights[i] * distance * distance;
            }
        }
        if (equal) {
            return squares == 0 ? 1 : 0;
        }
        double explained = 1 - squares / spread;
        return Double.isFinite(explained) ? explained : Double.NaN;
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
