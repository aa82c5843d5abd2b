package io.github.modelkeel.drift;

import io.github.modelkeel.drift.report.ScoreData;
import io.github.modelkeel.drift.report.TestData;
import io.github.modelkeel.drift.statistics.CountTable;
import io.github.modelkeel.drift.statistics.Psi;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Scores a column of text: the stability index over the categories of both sides, and the chi-square test.
 *
 * @param scored the score and the test that is shown
 * @param pValue of the distribution: that of the test; of categories with an order twice the smaller of it and of a rank test, which sees a
 *     move of all values to the next category sooner
 */
record CategoryScorer(ScoreData scored, double pValue) {
    private static Comparator<String> inOrder(List<String> order) {
        return Comparator.<String>comparingInt(order::indexOf).thenComparing(Comparator.naturalOrder());
    }

    /**
     * Both need at least one category.
     *
     * @param order of the categories, none if they have none; others are by name
     */
    static CategoryScorer score(
            Map<String, Long> reference, Map<String, Long> current, List<String> order, double threshold) {
        TreeSet<String> keys = order.isEmpty() ? new TreeSet<>() : new TreeSet<>(inOrder(order));
        keys.addAll(reference.keySet());
        keys.addAll(current.keySet());
        long[] before =
                keys.stream().mapToLong(key -> reference.getOrDefault(key, 0L)).toArray();
        long[] after =
                keys.stream().mapToLong(key -> current.getOrDefault(key, 0L)).toArray();
        long n = Arrays.stream(before).sum();
        long m = Arrays.stream(after).sum();
        CountTable table = CountTable.of(before, after);
        Psi psi = table.psi();
        List<ScoreData.Bin> bins = new ArrayList<>();
        int i = 0;
        for (String key : keys) {
            double part = Psi.contribution((double) before[i], (double) n, (double) after[i], (double) m);
            bins.add(new ScoreData.Bin(key, null, before[i], after[i], part));
            i++;
        }
        TestData test = TestData.chiSquare(table);
        ScoreData scored = new ScoreData(psi.value(), threshold, psi.noise(), psi.pValue(), test, n, m, bins);
        if (order.isEmpty()) {
            return new CategoryScorer(scored, test.pValue());
        }
        boolean ranked = table.cells() > 2;
        double smallest = ranked ? 2 * Math.min(test.pValue(), table.rankPValue()) : test.pValue();
        return new CategoryScorer(scored.inOrder(), Math.min(1, smallest));
    }
}
