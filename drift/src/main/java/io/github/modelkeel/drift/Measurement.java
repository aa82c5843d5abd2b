package io.github.modelkeel.drift;

import io.github.modelkeel.drift.decision.Evidence;
import io.github.modelkeel.drift.decision.EvidentlyScore;
import io.github.modelkeel.drift.decision.Quality;
import io.github.modelkeel.drift.report.NumberDetail;
import io.github.modelkeel.drift.report.ScoreData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A compared column before the correction for many tests.
 *
 * @param score of the distribution, null if it was not compared
 * @param evidently Evidently's test, null unless it decides
 * @param noScore why there is no score, null if there is one
 * @param quality the counts beside the score
 * @param detail more on numbers, null for other results
 * @param evidence what was tested, the distribution first if it was
 * @param farthest what would be tested if the values had nothing in common; empty if there are enough for it to be found
 */
record Measurement(
        @Nullable ScoreData score,
        @Nullable EvidentlyScore evidently,
        @Nullable NoScore noScore,
        Quality quality,
        @Nullable NumberDetail detail,
        List<Evidence> evidence,
        List<Evidence> farthest) {
    /**
     * Why a column has no score.
     *
     * @param failed whether scoring it failed; else the data do not allow it
     */
    record NoScore(boolean failed, String reason) {
        /** What the JSON report calls it. */
        String kind() {
            return failed ? "failed" : "not_applicable";
        }
    }

    static Measurement none(boolean failed, String reason, Quality quality, List<Evidence> evidence) {
        return new Measurement(null, null, new NoScore(failed, reason), quality, null, evidence, List.of());
    }
}
