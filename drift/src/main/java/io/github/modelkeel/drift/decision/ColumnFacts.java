package io.github.modelkeel.drift.decision;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a column when it is decided.
 *
 * @param schemaBreak why it cannot be compared, as it is gone or of another type; null if it can
 * @param ignored whether the options leave it out
 * @param notScored why its distribution is not compared on purpose, null if it is
 * @param undecided why its distribution could not be compared, null if it could
 * @param scored the distribution, null if it was not compared
 * @param evidence what was tested, the distribution first if it was
 */
public record ColumnFacts(
        String name,
        @Nullable String schemaBreak,
        boolean ignored,
        @Nullable String notScored,
        @Nullable String undecided,
        @Nullable Distribution scored,
        List<Evidence> evidence) {
    /**
     * A distribution that was compared.
     *
     * @param excess of its stability index over the noise floor
     * @param numbers whether these are numbers; else categories
     * @param evidently Evidently's test, null unless it decides
     * @param farthest what would be tested if the values had nothing in common; empty if there are enough for it to be found
     */
    public record Distribution(
            long nReference,
            long nCurrent,
            double excess,
            boolean numbers,
            @Nullable EvidentlyScore evidently,
            List<Evidence> farthest) {}
}
