package io.github.modelkeel.drift;

import java.util.List;

/**
 * The result of comparing one column: a score, or the reason why there is none. Implementations are immutable and safe for use by multiple
 * threads.
 */
public sealed interface ColumnResult {

    /**
     * The column was scored. Its distribution drifted if the excess of the score reached its threshold and the adjusted p-value is below
     * alpha: the first says that the change is large, the second that it is not noise. {@link ColumnDrift#state()} is the decision.
     *
     * @param score the population stability index and what to hold it against
     * @param test the test of whether the two samples come from one distribution
     * @param nReference how many reference values were used: finite numbers, or texts that are not missing
     * @param nCurrent how many current values were used
     * @param bins the bins of the score: by value for numbers, by category for text
     */
    record Scored(Score score, DriftTest test, long nReference, long nCurrent, List<Bin> bins) implements ColumnResult {
        /**
         * Copies the bins.
         *
         * @param score the population stability index and what to hold it against
         * @param test the test
         * @param nReference how many reference values were used
         * @param nCurrent how many current values were used
         * @param bins the bins of the score
         */
        public Scored {
            bins = List.copyOf(bins);
        }

        Scored adjusted(double adjustedPValue) {
            return new Scored(score, test.adjusted(adjustedPValue), nReference, nCurrent, bins);
        }

        Scored with(DriftTest other) {
            return new Scored(score, other, nReference, nCurrent, bins);
        }
    }

    /**
     * The column cannot be scored, because of what the data is.
     *
     * @param reason a description of the reason
     */
    record NotApplicable(String reason) implements ColumnResult {}

    /**
     * Scoring the column failed. The other columns are not affected.
     *
     * @param reason a description of what went wrong
     */
    record Failed(String reason) implements ColumnResult {}

    /**
     * A population stability index: the sum over the bins of {@code (q - p) ln(q / p)}, where p and q are the reference's and the
     * current shares, each at least that of half a row.
     *
     * @param psi the index; 0 for equal shares
     * @param threshold from which excess on the change counts as large
     * @param noiseFloor the value to expect of samples of these sizes without drift: {@code (bins - 1) (1/n + 1/m)} over the bins that hold
     *     a value of either side, or the mean over the ways to deal the rows to the sides where a bin expects fewer than ten
     * @param pValue how likely the value or a larger one is without drift: by the chi-square distribution, or from the counts themselves
     *     (a mid-p-value) where a bin expects fewer than fifteen rows
     */
    record Score(double psi, double threshold, double noiseFloor, double pValue) {
        /** {@return the index less the noise floor: what the change adds to what no drift would give; may be negative} */
        public double excess() {
            return psi - noiseFloor;
        }
    }

    /**
     * One bin of the score.
     *
     * @param label the interval as text, or the category
     * @param referenceCount how many reference values fall into it
     * @param currentCount how many current values fall into it
     * @param contribution its part of the index
     */
    record Bin(String label, long referenceCount, long currentCount, double contribution) {}
}
