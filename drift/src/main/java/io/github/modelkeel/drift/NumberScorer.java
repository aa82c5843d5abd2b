package io.github.modelkeel.drift;

import io.github.modelkeel.drift.column.ProfileColumn;
import io.github.modelkeel.drift.column.WholeNumbers;
import io.github.modelkeel.drift.message.Edges;
import io.github.modelkeel.drift.report.ScoreData;
import io.github.modelkeel.drift.report.TestData;
import io.github.modelkeel.drift.statistics.CountTable;
import io.github.modelkeel.drift.statistics.DistinctValues;
import io.github.modelkeel.drift.statistics.KolmogorovSmirnov;
import io.github.modelkeel.drift.statistics.Psi;
import io.github.modelkeel.drift.statistics.QuantileBins;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Scores a column of numbers: the stability index over quantile bins, and the Kolmogorov-Smirnov test. Numbers of few distinct values are
 * tested as categories, because that test hardly ever rejects them.
 *
 * @param scored the score and the test that is shown
 * @param ks the test of Kolmogorov and Smirnov, also where it is not the one that is shown
 * @param pValue of the distribution: twice the smaller of two tests, because each sees what the other does not: that of Kolmogorov and
 *     Smirnov a tenth of zeros, the rank test a move of all values by a quarter of a standard deviation
 */
record NumberScorer(ScoreData scored, TestData ks, double pValue) {
    private static final int FEW_VALUES = 19;

    /** Both need at least one finite value. Longs that doubles cannot hold are compared by their distances to the least of them. */
    static NumberScorer score(ProfileColumn.Numbers before, ProfileColumn.Numbers after, int bins, double threshold) {
        return score(before, after, new double[0], bins, threshold);
    }

    /**
     * The same.
     *
     * @param grid of numbers that were counted over frozen bins, their edges; else empty
     */
    static NumberScorer score(
            ProfileColumn.Numbers before, ProfileColumn.Numbers after, double[] grid, int bins, double threshold) {
        long origin = WholeNumbers.origin(before, after);
        double[] reference = before.sortedFrom(origin);
        double[] current = after.sortedFrom(origin);
        KolmogorovSmirnov ks = KolmogorovSmirnov.of(reference, current);
        TestData test = TestData.of(ks, origin);
        if (grid.length > 0) {
            test = test.upTo(ks.bound(reference, current, grid));
        }
        QuantileBins quantiles = QuantileBins.of(reference, bins);
        long[] counts = quantiles.counts(reference);
        long[] counted = quantiles.counts(current);
        CountTable table = CountTable.of(counts, counted);
        Psi psi = table.psiOfQuantiles(reference, current, bins);
        String[] labels = labels(quantiles, origin);
        List<ScoreData.Bin> rows = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            double part = Psi.contribution((double) counts[i], reference.length, (double) counted[i], current.length);
            ScoreData.Interval interval =
                    new ScoreData.Interval(quantiles.lower(i) + origin, quantiles.upper(i) + origin);
            rows.add(new ScoreData.Bin(labels[i], interval, counts[i], counted[i], part));
        }
        CountTable values = DistinctValues.counts(reference, current, FEW_VALUES);
        TestData shown = values == null ? test : TestData.chiSquare(values);
        double smallest = values == null
                ? 2 * Math.min(test.pValue(), table.rankPValue())
                : values.cells() <= 2 ? shown.pValue() : 2 * Math.min(shown.pValue(), values.rankPValue());
        ScoreData scored = new ScoreData(
                psi.value(), threshold, psi.noise(), psi.pValue(), shown, reference.length, current.length, rows);
        return new NumberScorer(scored, test, Math.min(1, smallest));
    }

    /** Of longs all digits, because they may differ in the last one. */
    private static String[] labels(QuantileBins bins, long origin) {
        double[] edges =
                IntStream.range(1, bins.count()).mapToDouble(bins::lower).toArray();
        return origin == 0
                ? Edges.names(edges)
                : Edges.names(edges, edge -> Long.toString(origin + (long) Math.ceil(edge)));
    }
}
