package io.github.modelkeel.drift;

import java.util.ArrayList;
import java.util.List;

/** Scores a column of numbers: the stability index over quantile bins, and the Kolmogorov-Smirnov test. */
final class NumberScorer {
    private NumberScorer() {}

    /** Both need at least one finite value. Longs that doubles cannot hold are compared by their distances to the least of them. */
    static ColumnResult.Scored score(
            ProfileColumn.Numbers before, ProfileColumn.Numbers after, int bins, double threshold) {
        long origin = WholeNumbers.origin(before, after);
        return score(before.sortedFrom(origin), after.sortedFrom(origin), origin, bins, threshold);
    }

    private static ColumnResult.Scored score(
            double[] reference, double[] current, long origin, int bins, double threshold) {
        QuantileBins quantiles = QuantileBins.of(reference, bins);
        long[] before = quantiles.counts(reference);
        long[] after = quantiles.counts(current);
        Psi psi = Psi.of(before, after);
        KolmogorovSmirnov ks = KolmogorovSmirnov.of(reference, current);
        double p = ks.pValue();
        DriftTest test = new DriftTest.KolmogorovSmirnovTest(
                ks.statistic(), origin + ks.location(), ks.sign(), p, p, ks.limitPValue(), ks.exact());
        List<ColumnResult.Bin> rows = new ArrayList<>();
        for (int i = 0; i < before.length; i++) {
            double part = Psi.contribution((double) before[i] / reference.length, (double) after[i] / current.length);
            rows.add(new ColumnResult.Bin(
                    label(quantiles.lower(i), quantiles.upper(i), origin), before[i], after[i], part));
        }
        ColumnResult.Score score = new ColumnResult.Score(psi.value(), threshold, psi.noise(), psi.pValue());
        return new ColumnResult.Scored(score, test, false, reference.length, current.length, rows);
    }

    private static String label(double lower, double upper, long origin) {
        if (Double.isInfinite(lower)) {
            return "< " + brief(upper, origin);
        }
        if (Double.isInfinite(upper)) {
            return "≥ " + brief(lower, origin);
        }
        if (upper == Math.nextUp(lower)) {
            return "= " + brief(lower, origin);
        }
        return brief(lower, origin) + " – " + brief(upper, origin);
    }

    /** Of longs all digits, because they may differ in the last one. */
    private static String brief(double edge, long origin) {
        return origin == 0 ? Numerals.brief(edge) : Long.toString(origin + (long) Math.ceil(edge));
    }
}
