package io.github.modelkeel.drift;

import java.util.List;

/**
 * The result of comparing one column: a score, or the reason why there is none. Implementations are immutable and safe for use by multiple
 * threads.
 */
public sealed interface ColumnResult {

    /**
     * The column was scored. It drifted if the score reached its threshold and the adjusted p-value of the test is below alpha: the
     * first says that the change is large, the second that it is not noise.
     *
     * @param score the population stability index and what to hold it against
     * @param test the test of whether the two samples come from one distribution
     * @param drifted the decision
     * @param nReference how many reference values were used: finite numbers, or texts that are not missing
     * @param nCurrent how many current values were used
     * @param bins the bins of the score: by value for numbers, by category for text
     */
    record Scored(Score score, DriftTest test, boolean drifted, long nReference, long nCurrent, List<Bin> bins)
            implements ColumnResult {
        /**
         * Copies the bins.
         *
         * @param score the population stability index and what to hold it against
         * @param test the test
         * @param drifted the decision
         * @param nReference how many reference values were used
         * @param nCurrent how many current values were used
         * @param bins the bins of the score
         */
        public Scored {
            bins = List.copyOf(bins);
        }

        Scored decided(double adjustedPValue, double alpha) {
            boolean decision = score.psi() >= score.threshold() && adjustedPValue < alpha;
            return new Scored(score, test.adjusted(adjustedPValue), decision, nReference, nCurrent, bins);
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
     * current shares, each at least 0.0001.
     *
     * @param psi the index; 0 for equal shares
     * @param threshold from which value on the change counts as large
     * @param noiseFloor the value to expect of samples of these sizes without drift, {@code (bins - 1) (1/n + 1/m)}
     * @param pValue how likely the value or a larger one is without drift, by the chi-square approximation (which is poor where bins hold
     *     only a few values; the decision uses the test's p-value)
     */
    record Score(double psi, double threshold, double noiseFloor, double pValue) {}

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
