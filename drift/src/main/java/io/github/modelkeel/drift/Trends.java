package io.github.modelkeel.drift;

import io.github.modelkeel.drift.report.TestData;
import io.github.modelkeel.drift.statistics.MultipleTesting;
import io.github.modelkeel.drift.statistics.Trend;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether the columns of a series of reports move. */
final class Trends {
    private static final int FEWEST = 4;

    private Trends() {}

    static Map<String, DriftTest> of(List<DriftReport> windows) {
        Map<String, List<Double>> series = new LinkedHashMap<>();
        for (DriftReport window : windows) {
            for (ColumnDrift column : window.columns()) {
                column.score()
                        .ifPresent(score -> series.computeIfAbsent(column.name(), name -> new ArrayList<>())
                                .add(score.excess()));
            }
        }
        series.values().removeIf(values -> values.size() < FEWEST);
        List<Trend> trends = series.values().stream()
                .map(values -> Trend.of(
                        values.stream().mapToDouble(Double::doubleValue).toArray()))
                .toList();
        double[] adjusted = MultipleTesting.benjaminiHochberg(
                trends.stream().mapToDouble(Trend::pValue).toArray());
        Map<String, DriftTest> tests = new LinkedHashMap<>();
        int next = 0;
        for (String column : series.keySet()) {
            Trend trend = trends.get(next);
            TestData test = TestData.of(
                    "mann_kendall", trend.tau(), trend.pValue(), trend.exact(), Map.of("slope", trend.slope()));
            tests.put(column, new DriftTest(test.adjusted(adjusted[next])));
            next++;
        }
        return Collections.unmodifiableMap(tests);
    }
}
