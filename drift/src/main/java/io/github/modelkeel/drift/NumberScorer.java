package io.github.modelkeel.drift;

import java.util.ArrayList;
import java.util.List;

/** Scores a column of numbers: the stability index over quantile bins, and the Kolmogorov-Smirnov test. */
final class NumberScorer {
    private NumberScorer() {}

    /** Both need at least one finite value. */
    static ColumnResult.Scored score(double[] reference, double[] current, int bins, double threshold) {
        QuantileBins quantiles = QuantileBins.of(reference, bins);
        long[] before = quantiles.counts(reference);
        long[] after = quantiles.counts(current);
        Psi psi = Psi.of(before, after);
        KolmogorovSmirnov ks = KolmogorovSmirnov.of(reference, current);
        double p = ks.pValue();
        DriftTest test = new DriftTest.KolmogorovSmirnovTest(
                ks.statistic(), ks.location(), ks.sign(), p, p, ks.limitPValue(), ks.exact());
        List<ColumnResult.Bin> rows = new ArrayList<>();
        for (int i = 0; i < before.length; i++) {
            double part = Psi.contribution((double) before[i] / reference.length, (double) after[i] / current.length);
            rows.add(new ColumnResult.Bin(label(quantiles.lower(i), quantiles.upper(i)), before[i], after[i], part));
        }
        ColumnResult.Score score = new ColumnResult.Score(psi.value(), threshold, psi.noise(), psi.pValue());
        return new ColumnResult.Scored(score, test, false, reference.length, current.length, rows);
    }

    private static String label(double lower, double upper) {
        if (Double.isInfinite(lower)) {
            return "< " + Numerals.brief(upper);
        }
        if (Double.isInfinite(upper)) {
            return "≥ " + Numerals.brief(lower);
        }
        if (upper == Math.nextUp(lower)) {
            return "= " + Numerals.brief(lower);
        }
        return Numerals.brief(lower) + " – " + Numerals.brief(upper);
    }
}
