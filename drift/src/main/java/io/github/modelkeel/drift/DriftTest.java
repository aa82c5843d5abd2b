package io.github.modelkeel.drift;

import io.github.modelkeel.drift.report.TestData;
import java.util.Map;

/**
 * A test of whether reference and current values come from one distribution. Immutable and safe for use by multiple threads.
 *
 * <ul>
 *   <li>{@code kolmogorov_smirnov}, of numbers: the statistic is the largest gap between the two distribution functions, 0 to 1. Figures:
 *       {@code location}, the value at which the gap is largest, the smallest of them; {@code sign}, 1 if the reference's function is the
 *       higher one there (its values are smaller), else -1; {@code limit_p_value}, by Kolmogorov's limit distribution, for comparison with
 *       tools that use it.
 *   <li>{@code chi_square}, Pearson's test of homogeneity without Yates' correction, of categories and of numbers of fewer than twenty
 *       distinct values, each of which is a category then, because the test of Kolmogorov and Smirnov hardly ever rejects them. Figures:
 *       {@code dof}, the degrees of freedom: categories less one; {@code cramers_v}, the effect size, 0 to 1; {@code limit_p_value}, by the
 *       chi-square distribution whatever the counts.
 *   <li>With {@link DriftOptions#evidentlyDefaults()} the test that Evidently chooses, by Evidently's name: {@code ks}, {@code z},
 *       {@code chisquare} (the statistic is the p-value), {@code wasserstein_normed} or {@code jensenshannon} (a distance). Figure:
 *       {@code threshold}, Evidently's own.
 * </ul>
 */
public final class DriftTest {
    private final TestData data;

    DriftTest(TestData data) {
        this.data = data;
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
