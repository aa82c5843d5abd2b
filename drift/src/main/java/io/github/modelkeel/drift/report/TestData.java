package io.github.modelkeel.drift.report;

import io.github.modelkeel.drift.decision.EvidentlyScore;
import io.github.modelkeel.drift.statistics.ChiSquare;
import io.github.modelkeel.drift.statistics.CountTable;
import io.github.modelkeel.drift.statistics.KolmogorovSmirnov;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The test of a column.
 *
 * @param pValue of this column alone, NaN if the statistic is a distance
 * @param adjustedPValue after correction
 * @param exact whether the p-value comes from the counts or ranks themselves
 * @param figures what the test says besides, in the order in which a report has them
 */
public record TestData(
        String name,
        double statistic,
        double pValue,
        double adjustedPValue,
        boolean exact,
        Map<String, Number> figures) {
    static final String KOLMOGOROV_SMIRNOV = "kolmogorov_smirnov";
    static final String CHI_SQUARE = "chi_square";

    /**
     * The test of Kolmogorov and Smirnov.
     *
     * @param origin what the values were reduced by
     */
    public static TestData of(KolmogorovSmirnov ks, long origin) {
        Map<String, Number> figures = new LinkedHashMap<>();
        figures.put("location", origin + ks.location());
        figures.put("sign", ks.sign());
        figures.put("limit_p_value", ks.limitPValue());
        double p = ks.pValue();
        return new TestData(KOLMOGOROV_SMIRNOV, ks.statistic(), p, p, ks.exact(), unmodifiable(figures));
    }

    /**
     * The same with what the test of the values themselves may be, where this is of bins: its statistic is between that of this and
     * that of a bound, and so is its p-value.
     */
    public TestData upTo(KolmogorovSmirnov bound) {
        Map<String, Number> more = new LinkedHashMap<>(figures);
        more.put("max_statistic", bound.statistic());
        more.put("min_p_value", bound.statistic() == statistic ? pValue : Math.min(pValue, bound.pValue()));
        return new TestData(name, statistic, pValue, adjustedPValue, exact, unmodifiable(more));
    }

    /** Pearson's test of homogeneity. */
    public static TestData chiSquare(CountTable table) {
        ChiSquare chi = table.chiSquare();
        Map<String, Number> figures = new LinkedHashMap<>();
        figures.put("dof", chi.dof());
        figures.put("cramers_v", chi.cramersV());
        figures.put("limit_p_value", chi.pValue());
        double p = table.chiSquarePValue();
        boolean exact = !table.isTrivial() && table.isSmall();
        return new TestData(CHI_SQUARE, chi.statistic(), p, p, exact, unmodifiable(figures));
    }

    /** A statistic that was asked for by its name. */
    public static TestData of(
            String name, double statistic, double pValue, boolean exact, Map<String, Number> figures) {
        return new TestData(name, statistic, pValue, pValue, exact, unmodifiable(new TreeMap<>(figures)));
    }

    /** What Evidently says; it does not correct for many columns. */
    public static TestData of(EvidentlyScore score) {
        double p = score.isDistance() ? Double.NaN : score.statistic();
        return new TestData(score.name(), score.statistic(), p, p, false, Map.of("threshold", score.threshold()));
    }

    private static Map<String, Number> unmodifiable(Map<String, Number> figures) {
        return Collections.unmodifiableMap(figures);
    }

    /** The same with the p-value after correction; Evidently's has none. */
    public TestData adjusted(double adjusted) {
        return isEvidently() ? this : new TestData(name, statistic, pValue, adjusted, exact, figures);
    }

    boolean isEvidently() {
        return figures.containsKey("threshold");
    }

    /** One of the figures, NaN if the test has none of that name. */
    public double figure(String figure) {
        return figures.getOrDefault(figure, Double.NaN).doubleValue();
    }
}
