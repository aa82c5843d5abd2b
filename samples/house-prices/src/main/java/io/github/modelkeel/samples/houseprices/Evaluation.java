package io.github.modelkeel.samples.houseprices;

import java.util.Map;

/**
 * How far predictions are from the truth.
 *
 * @param rmse root mean squared error, in the target's unit
 * @param mae mean absolute error, in the target's unit
 * @param r2 the share of the target's variance that is explained; 0 is no better than the mean
 */
record Evaluation(double rmse, double mae, double r2) {
    static Evaluation of(double[] actual, double[] predicted) {
        if (actual.length != predicted.length || actual.length == 0) {
            throw new IllegalArgumentException("need as many predictions as actual values, and at least one: %d and %d"
                    .formatted(predicted.length, actual.length));
        }
        double mean = 0;
        for (double value : actual) {
            mean += value / actual.length;
        }
        double squared = 0;
        double absolute = 0;
        double total = 0;
        for (int i = 0; i < actual.length; i++) {
            double error = predicted[i] - actual[i];
            squared += error * error;
            absolute += Math.abs(error);
            total += (actual[i] - mean) * (actual[i] - mean);
        }
        return new Evaluation(
                Math.sqrt(squared / actual.length), absolute / actual.length, total == 0 ? 0 : 1 - squared / total);
    }

    Map<String, Double> metrics() {
        return Map.of("rmse", rmse, "mae", mae, "r2", r2);
    }
}
