package io.github.modelkeel.drift;

import io.github.modelkeel.drift.decision.EvidentlyScore;
import io.github.modelkeel.drift.statistics.ChiSquare;
import io.github.modelkeel.drift.statistics.CountTable;

/**
 * A test of whether reference and current values come from one distribution. Implementations are immutable and safe for use by multiple
 * threads.
 */
public sealed interface DriftTest {
    /** {@return the test statistic} */
    double statistic();

    /** {@return the p-value of this column alone} */
    double pValue();

    /**
     * The p-value of the column's distribution after the correction for everything that was tested; the decision uses it. Of numbers it is
     * that of two tests together: this one and the rank test.
     *
     * @return the adjusted p-value
     */
    double adjustedPValue();

    /**
     * The name of the test.
     *
     * @return {@code kolmogorov_smirnov} or {@code chi_square}; of {@link EvidentlyTest} Evidently's name
     */
    String name();

    /**
     * The same test with another adjusted p-value.
     *
     * @param adjusted the adjusted p-value
     * @return a new test
     */
    DriftTest adjusted(double adjusted);

    /**
     * The two-sample Kolmogorov-Smirnov test of numbers.
     *
     * @param statistic the largest gap between the two distribution functions, 0 to 1
     * @param location the value at which the gap is largest; the smallest of them
     * @param sign 1 if the reference's distribution function is the higher one there (its values are smaller), else -1
     * @param pValue the p-value: exact up to 10,000 values a side, else by the one-sample distribution at the effective size
     * @param adjustedPValue the p-value after correction
     * @param limitPValue the p-value by Kolmogorov's limit distribution, for comparison with tools that use it
     * @param exact whether the p-value is exact (with ties: an upper bound)
     */
    record KolmogorovSmirnovTest(
            double statistic,
            double location,
            int sign,
            double pValue,
            double adjustedPValue,
            double limitPValue,
            boolean exact)
            implements DriftTest {
        @Override
        public String name() {
            return "kolmogorov_smirnov";
        }

        @Override
        public KolmogorovSmirnovTest adjusted(double adjusted) {
            return new KolmogorovSmirnovTest(statistic, location, sign, pValue, adjusted, limitPValue, exact);
        }
    }

    /**
     * Pearson's chi-square test of homogeneity of categories, without Yates' correction; also of numbers of fewer than twenty distinct values,
     * each of which is a category then, because the test of Kolmogorov and Smirnov hardly ever rejects them.
     *
     * @param statistic the chi-square statistic
     * @param dof the degrees of freedom: categories less one
     * @param cramersV the effect size, 0 to 1
     * @param pValue the p-value: by the chi-square distribution, or from the counts themselves (a mid-p-value) where a category expects
     *     fewer than five rows
     * @param adjustedPValue the p-value after correction
     * @param limitPValue the p-value by the chi-square distribution whatever the counts, for comparison with tools that use it
     * @param exact whether the p-value comes from the counts
     */
    record ChiSquareTest(
            double statistic,
            int dof,
            double cramersV,
            double pValue,
            double adjustedPValue,
            double limitPValue,
            boolean exact)
            implements DriftTest {
        @Override
        public String name() {
            return "chi_square";
        }

        @Override
        public ChiSquareTest adjusted(double adjusted) {
            return new ChiSquareTest(statistic, dof, cramersV, pValue, adjusted, limitPValue, exact);
        }

        static ChiSquareTest of(CountTable table) {
            ChiSquare chi = table.chiSquare();
            double p = table.chiSquarePValue();
            return new ChiSquareTest(
                    chi.statistic(),
                    chi.dof(),
                    chi.cramersV(),
                    p,
                    p,
                    chi.pValue(),
                    !table.isTrivial() && table.isSmall());
        }
    }

    /**
     * The test that Evidently chooses by default, see {@link DriftOptions#evidentlyDefaults()}.
     *
     * @param name Evidently's name of it: {@code ks}, {@code z}, {@code chisquare}, {@code wasserstein_normed} or {@code jensenshannon}
     * @param statistic the drift score: the p-value of the first three, else the distance
     * @param threshold Evidently's default threshold of the test
     * @param drifted whether the score is on the far side of the threshold
     */
    record EvidentlyTest(String name, double statistic, double threshold, boolean drifted) implements DriftTest {
        /** {@return the drift score if it is a p-value, else NaN} */
        @Override
        public double pValue() {
            return isDistance() ? Double.NaN : statistic;
        }

        /** {@return the same as {@link #pValue()}: Evidently does not correct for many columns} */
        @Override
        public double adjustedPValue() {
            return pValue();
        }

        @Override
        public EvidentlyTest adjusted(double adjusted) {
            return this;
        }

        static EvidentlyTest of(EvidentlyScore score) {
            return new EvidentlyTest(score.name(), score.statistic(), score.threshold(), score.drifted());
        }

        EvidentlyScore score() {
            return new EvidentlyScore(name, statistic, threshold, drifted);
        }

        private boolean isDistance() {
            return score().isDistance();
        }
    }
}
