package io.github.modelkeel.drift;

import io.github.modelkeel.drift.report.TestData;
import io.github.modelkeel.drift.statistics.KolmogorovSmirnov;
import java.util.List;
import java.util.Map;

/**
 * A test of whether reference and current values come from one distribution. Immutable and safe for use by multiple threads.
 *
 * <ul>
 *   <li>{@code kolmogorov_smirnov}, of numbers: the statistic is the largest gap between the two distribution functions, 0 to 1. Figures:
 *       {@code location}, the value at which the gap is largest, the smallest of them; {@code sign}, 1 if the reference's function is the
 *       higher one there (its values are smaller), else -1; {@code limit_p_value}, by Kolmogorov's limit distribution, for comparison with
 *       tools that use it. Of a {@link StoredProfile}, which has counts of bins, also {@code max_statistic} and {@code min_p_value}: the statistic of the
 *       values themselves is from {@link #statistic()} to the one, their p-value from the other to {@link #pValue()}.
 *   <li>{@code chi_square}, Pearson's test of homogeneity without Yates' correction, of categories and of numbers of fewer than twenty
 *       distinct values, each of which is a category then, because the test of Kolmogorov and Smirnov hardly ever rejects them. Figures:
 *       {@code dof}, the degrees of freedom: categories less one; {@code cramers_v}, the effect size, 0 to 1; {@code limit_p_value}, by the
 *       chi-square distribution whatever the counts.
 *   <li>With {@link DriftOptions#evidentlyDefaults()} the test that Evidently chooses, by Evidently's name: {@code ks}, {@code z},
 *       {@code chisquare} (the statistic is the p-value), {@code wasserstein_normed} or {@code jensenshannon} (a distance). Figure:
 *       {@code threshold}, Evidently's own.
 * </ul>
 *
 * <p>Of all columns together, by {@link Drift#domainClassifier}: {@code domain_classifier}, the area under the ROC curve of a classifier that
 * distinguishes current rows from reference rows, 0.5 without a difference. The p-value is twice the smaller of those of two halves of the rows, each judged by
 * trees that learned the other half. Figures: {@code gain.COLUMN}, the share of each column in what the trees learned; all of them are 1 together.
 *
 * <p>Statistics that {@link DriftOptions.Builder#statistics} asks for, none of which decides. Those of numbers are of the finite values, in
 * a {@link StoredProfile} of one value of each bin. A distance has no p-value; it is 0 for equal samples, and above 0 for two samples of one
 * distribution.
 *
 * <ul>
 *   <li>{@code wasserstein}, of numbers: the area between the two distribution functions, in the column's unit, 0 or more.
 *   <li>{@code wasserstein_normalised}, of numbers: the same divided by the reference's standard deviation (of the population). A constant
 *       reference has none.
 *   <li>{@code jensen_shannon}: the square root of the divergence of Jensen and Shannon to base 2, 0 to 1; {@code hellinger}: Hellinger's
 *       distance, 0 to 1; {@code tvd}: the total variation distance, half the sum of the differences of shares, 0 to 1. Over the bins of the
 *       score: of numbers the reference's quantiles, of text the categories. Empty bins count as they are.
 *   <li>{@code cramer_von_mises}, of numbers: the criterion T of Cramér and von Mises by Anderson; within ties the difference of the
 *       distribution functions goes evenly from one value to the other (mean ranks, as SciPy has them, give two equal constants a p-value of
 *       0.0003). The p-value is exact for at most 20 values a side, a mid-p-value over seeded deals for at most 40 distinct values of which
 *       some are tied, else by the limit distribution.
 *   <li>{@code mann_whitney}, of numbers: U of the reference, ties as halves. The p-value is two-sided: exact for at most eight values on a
 *       side without ties, else by the normal distribution with the corrections for continuity and ties. Figure: {@code vargha_delaney_a}, the
 *       effect size: the probability that a current value is larger than a reference value, ties as halves; 0.5 without a move.
 *   <li>{@code chi_square} and {@code g}, of text and of numbers of fewer than twenty distinct values: Pearson's and the likelihood-ratio test
 *       of homogeneity, {@code 2 sum(observed ln(observed / expected))}. Figures: {@code dof}, {@code limit_p_value}. The p-value is a
 *       mid-p-value from the counts where a category expects fewer than five rows, of {@code g} fifteen.
 *   <li>{@code z}, of two categories or two distinct values: the pooled z score of the share of the second one in order ({@code true}, 1),
 *       positive if the current share is smaller. The two-sided p-value is that of chi-square. Figure: {@code limit_p_value}.
 * </ul>
 */
public final class DriftTest {
    private final TestData data;

    DriftTest(TestData data) {
        this.data = data;
    }

    /**
     * The test of Kolmogorov and Smirnov, {@code kolmogorov_smirnov}, of a gap that was found elsewhere, for instance in parts on a cluster.
     *
     * @param distance the largest {@code |i m - j n|}, where {@code i} of {@code n} reference values and {@code j} of {@code m} current ones are
     *     at most a value
     * @param n how many reference values, at least 1
     * @param m how many current values, at least 1
     * @param location a value at which the gap is that large
     * @param sign 1 if the reference's distribution function is the higher one there, else -1
     * @return the test
     * @throws IllegalArgumentException if a side has no value, or the distance is larger than {@code n m} or negative, or the sign is not 1 or -1
     */
    public static DriftTest kolmogorovSmirnov(long distance, int n, int m, double location, int sign) {
        if (n < 1 || m < 1) {
            throw new IllegalArgumentException(
                    "both sides need a value: the reference has " + n + ", the current " + m);
        }
        if (distance < 0 || distance > (long) n * m) {
            throw new IllegalArgumentException("distance is |i m - j n|, 0 to " + (long) n * m + ": " + distance);
        }
        if (Math.abs(sign) != 1) {
            throw new IllegalArgumentException("sign is 1 or -1: " + sign);
        }
        return new DriftTest(TestData.of(new KolmogorovSmirnov(distance, location, sign, n, m), 0));
    }

    /** {@return the names of the statistics that can be asked for} */
    public static List<String> names() {
        return NamedStatistics.NAMES;
    }

    /** {@return the name of the test} */
    public String name() {
        return data.name();
    }

    /** {@return the test statistic} */
    public double statistic() {
        return data.statistic();
    }

    /** {@return the p-value of this column alone, 0 to 1; NaN if the statistic is one of Evidently's distances} */
    public double pValue() {
        return data.pValue();
    }

    /**
     * The p-value of the column's distribution after the correction for everything that was tested; the decision uses it. Of numbers it is
     * that of two tests together: this one and the rank test. Evidently does not correct: of its tests it is {@link #pValue()}.
     *
     * @return the adjusted p-value
     */
    public double adjustedPValue() {
        return data.adjustedPValue();
    }

    /**
     * Whether the p-value is exact: of Kolmogorov and Smirnov up to 10,000 values a side (with ties an upper bound), of chi-square where a
     * category expects fewer than five rows (a mid-p-value from the counts themselves).
     *
     * @return false for the distribution of large samples, and for the tests of Evidently
     */
    public boolean exact() {
        return data.exact();
    }

    /** {@return what the test says besides, by the names above; unmodifiable} */
    public Map<String, Number> figures() {
        return data.figures();
    }

    /** {@return the name, the statistic and the p-value} */
    @Override
    public String toString() {
        return "DriftTest[" + name() + ": statistic " + statistic() + ", p " + pValue() + "]";
    }
}
