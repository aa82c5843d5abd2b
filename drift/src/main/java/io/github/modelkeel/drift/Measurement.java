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
 * @param parts of dates, each measured on its own; empty of anything else
 */
record Measurement(
        @Nullable ScoreData score,
        @Nullable EvidentlyScore evidently,
        @Nullable NoScore noScore,
        Quality quality,
        @Nullable NumberDetail detail,
        List<Evidence> evidence,
        List<Evidence> farthest,
        List<Part> parts) {
    /**
     * A part of dates.
     *
     * @param place of its evidence among that of the column
     */
    record Part(String name, Measurement measurement, int place) {
        double excess() {
            return measurement.score == null ? Double.NEGATIVE_INFINITY : measurement.score.excess();
        }

        Part at(int other) {
            return new Part(name, measurement, other);
        }
    }

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
        return new Measurement(null, null, new NoScore(failed, reason), quality, null, evidence, List.of(), List.of());
    }

    /** The same with what was counted and tested besides. */
    Measurement with(Quality counts, List<Evidence> tested) {
        return new Measurement(score, evidently, noScore, counts, detail, List.copyOf(tested), farthest, parts);
    }

    /** The same with parts. */
    Measurement with(List<Part> measured) {
        return new Measurement(score, evidently, noScore, quality, detail, evidence, farthest, List.copyOf(measured));
    }
}
