package io.github.modelkeel.drift.report;

/** The test of a column in a report. */
public sealed interface TestData {
    /** Its name. */
    String name();

    /** The statistic. */
    double statistic();

    /** The p-value of this column alone. */
    double pValue();

    /** The p-value after correction. */
    double adjustedPValue();

    /** The test of Kolmogorov and Smirnov. */
    record Ks(
            String name,
            double statistic,
            double pValue,
            double adjustedPValue,
            double location,
            int sign,
            double limitPValue,
            boolean exact)
            implements TestData {}

    /** Pearson's chi-square test. */
    record Chi(
            String name,
            double statistic,
            double pValue,
            double adjustedPValue,
            int dof,
            double cramersV,
            boolean exact)
            implements TestData {}

    /** A test by Evidently's rule. */
    record Evidently(String name, double statistic, double pValue, double adjustedPValue, double threshold)
            implements TestData {}
}
