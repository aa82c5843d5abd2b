package io.github.modelkeel.drift.decision;

import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What counts as a change, see {@code DriftOptions}.
 *
 * @param alpha the level of significance
 * @param correction of all p-values of a report
 * @param threshold of the excess from which on a significant change is drift
 * @param thresholds of single columns
 * @param shiftThreshold of the excess from which on a significant change is named at all
 * @param weights of single columns, 1 for the others
 * @param driftShare of the judged columns, by weight, from which on the data set drifted
 * @param evidently whether Evidently's tests decide instead
 */
public record Limits(
        double alpha,
        UnaryOperator<double[]> correction,
        double threshold,
        Map<String, Double> thresholds,
        double shiftThreshold,
        Map<String, Double> weights,
        double driftShare,
        double missingRateChange,
        double outOfRangeShare,
        double unseenShare,
        boolean evidently) {
    public double threshold(String column) {
        return thresholds.getOrDefault(column, threshold);
    }

    /** Whether a change is at least shifted: significant, large enough to be named, and its excess over the smaller limit. */
    boolean isFound(String column, Evidence evidence, double adjustedPValue) {
        return adjustedPValue < alpha
                && evidence.relevant()
                && evidence.excess() >= Math.min(threshold(column), shiftThreshold);
    }

    public double weight(String column) {
        return weights.getOrDefault(column, 1.0);
    }
}
