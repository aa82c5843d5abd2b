package io.github.modelkeel.drift.decision;

/**
 * What Evidently says of a column.
 *
 * @param name Evidently's name of the test
 * @param statistic a p-value or a distance
 */
public record EvidentlyScore(String name, double statistic, double threshold, boolean drifted) {
    /** Whether the statistic is a distance, not a p-value. */
    public boolean isDistance() {
        return name.equals("wasserstein_normed") || name.equals("jensenshannon");
    }
}
