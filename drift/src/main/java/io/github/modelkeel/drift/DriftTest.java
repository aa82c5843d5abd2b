package io.github.modelkeel.drift;

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
     * The p-value after the correction for testing many columns; the decision uses it.
     *
     * @return the adjusted p-value
     */
    double adjustedPValue();

    /**
     * The name of the test.
     *
     * @return {@code kolmogorov_smirnov} or {@code chi_square}
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
     * Pearson's chi-square test of homogeneity of categories, without Yates' correction.
     *
     * @param statistic the chi-square statistic
     * @param dof the degrees of freedom: categories less one
     * @param cramersV the effect size, 0 to 1
     * @param pValue the p-value
     * @param adjustedPValue the p-value after correction
     */
    record ChiSquareTest(double statistic, int dof, double cramersV, double pValue, double adjustedPValue)
            implements DriftTest {
        @Override
        public String name() {
            return "chi_square";
        }

        @Override
        public ChiSquareTest adjusted(double adjusted) {
            return new ChiSquareTest(statistic, dof, cramersV, pValue, adjusted);
        }
    }
}
