package io.github.modelkeel.drift.report;

import io.github.modelkeel.drift.statistics.MultipleTesting;
import io.github.modelkeel.drift.statistics.Trend;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether the columns of a series of reports move. */
public final class Trends {
    private static final int FEWEST = 4;

    private Trends() {}

    /** The test of each column that has enough scores. */
    public static Map<String, TestData> of(Collection<ReportData> windows) {
        Map<String, List<Double>> series = new LinkedHashMap<>();
        for (ReportData window : windows) {
            for (ColumnData column : window.columns()) {
                ScoreData scored = column.scored();
                if (scored != null) {
                    series.computeIfAbsent(column.name(), name -> new ArrayList<>())
                            .add(scored.excess());
                }
            }
        }
        series.values().removeIf(values -> values.size() < FEWEST);
        List<Trend> trends = series.values().stream()
                .map(values -> Trend.of(
                        values.stream().mapToDouble(Double::doubleValue).toArray()))
                .toList();
        double[] adjusted = MultipleTesting.benjaminiHochberg(
                trends.stream().mapToDouble(Trend::pValue).toArray());
        Map<String, TestData> tests = new LinkedHashMap<>();
        for (String column : series.keySet()) {
            int place = tests.size();
            Trend trend = trends.get(place);
            TestData test = TestData.of(
                    "mann_kendall", trend.tau(), trend.pValue(), trend.exact(), Map.of("slope", trend.slope()));
            tests.put(column, test.adjusted(adjusted[place]));
        }
        return tests;
    }
}
