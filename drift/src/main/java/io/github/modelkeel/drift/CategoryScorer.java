package io.github.modelkeel.drift;

import io.github.modelkeel.drift.report.ScoreData;
import io.github.modelkeel.drift.report.TestData;
import io.github.modelkeel.drift.statistics.CountTable;
import io.github.modelkeel.drift.statistics.Psi;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Scores a column of text: the stability index over the categories of both sides, and the chi-square test. */
final class CategoryScorer {
    private CategoryScorer() {}

    /** Both need at least one category. */
    static ScoreData score(Map<String, Long> reference, Map<String, Long> current, double threshold) {
        TreeSet<String> keys = new TreeSet<>(reference.keySet());
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
        return new ScoreData(psi.value(), threshold, psi.noise(), psi.pValue(), TestData.chiSquare(table), n, m, bins);
    }
}
