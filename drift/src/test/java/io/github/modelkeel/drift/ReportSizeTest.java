package io.github.modelkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.drift.report.AtomicFile;
import io.github.modelkeel.drift.report.ColumnData;
import io.github.modelkeel.drift.report.HtmlReport;
import io.github.modelkeel.drift.report.ReportData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How large a page gets. The pages stay in {@code target/report-pages}, to be looked at. */
class ReportSizeTest {
    private static final Path PAGES = Path.of("target", "report-pages");

    /** Of every kind that a page draws; every third column moves, or all of them. */
    private static Profile profile(int columns, int rows, boolean later, boolean all) {
        Profile.Builder profile = Profile.builder();
        SplittableRandom random = new SplittableRandom(later ? 2 : 1);
        for (int i = 0; i < columns; i++) {
            boolean moved = later && (all || i % 3 == 0);
            String name = "column_" + i;
            switch (i % 4) {
                case 0 -> profile.number(name, values(random, rows, moved ? 0.8 : 0, false));
                case 3 -> profile.number(name, counts(random, rows, moved ? 4 : 0));
                case 2 -> profile.text(name, categories(random, rows, moved ? 3 : 0));
                default -> profile.number(name, values(random, rows, moved ? 1 : 0, true));
            }
        }
        return profile.build();
    }

    private static double[] values(SplittableRandom random, int rows, double move, boolean skewed) {
        double[] values = new double[rows];
        for (int i = 0; i < rows; i++) {
            double normal =
                    Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
            values[i] = skewed ? Math.exp(10 + normal + move) : normal * 12.345 + 70 + 12 * move;
        }
        return values;
    }

    private static double[] counts(SplittableRandom random, int rows, int move) {
        return IntStream.range(0, rows)
                .mapToDouble(i -> Math.floor(20 * random.nextDouble() * random.nextDouble()) + move)
                .toArray();
    }

    private static String[] categories(SplittableRandom random, int rows, int move) {
        return IntStream.range(0, rows)
                .mapToObj(i -> "category number " + (int) (25 * random.nextDouble() * random.nextDouble() + move))
                .toArray(String[]::new);
    }

    /** The same columns again and again, because comparing ten thousand takes longer than writing them. */
    private static ReportData repeated(ReportData report, int columns) {
        int own = report.columns().size();
        List<ColumnData> more = IntStream.range(0, columns)
                .mapToObj(i -> report.columns().get(i % own))
                .toList();
        List<ReportData.Issue> issues = IntStream.range(0, columns)
                .mapToObj(i -> new ReportData.Issue("column_" + i, "OUT_OF_RANGE", "some numbers are out of range"))
                .toList();
        return new ReportData(
                report.origin(),
                report.state(),
                report.stateName(),
                report.reason(),
                report.driftedCount(),
                report.judgedCount(),
                report.scoredCount(),
                report.driftShare(),
                report.reference(),
                report.current(),
                report.options(),
                report.changes(),
                issues,
                more,
                report.parts());
    }

    @ParameterizedTest
    @CsvSource({
        "12, 2000, 200_000, 12",
        "300, 2000, 2_000_000, 300",
        "10000, 2000, 10_000_000, 400",
    })
    void aPageHasABoundedSizeAndARowForEveryColumn(int columns, int rows, String most, int withDetails)
            throws IOException {
        for (boolean all : new boolean[] {true, false}) {
            Profile before = profile(12, rows, false, all);
            ReportData report =
                    Drift.compare(before, profile(12, rows, true, all)).content();
            Path page = PAGES.resolve((all ? "all-" : "some-") + columns + ".html");
            AtomicFile.write(page, HtmlReport.write(repeated(report, columns)));
            String text = Files.readString(page);
            assertThat(Files.size(page)).isLessThanOrEqualTo(Long.parseLong(most.replace("_", "")));
            assertThat(count(text, "<tbody data-state")).isEqualTo(columns);
            assertThat(count(text, "<tr class=\"more\">")).isGreaterThanOrEqualTo(withDetails);
        }
    }

    @Test
    void windowsAndSegmentsDoNotBreakTheBound() throws IOException {
        Profile before = profile(12, 2_000, false, true);
        DriftReport report = Drift.compare(before, profile(12, 2_000, true, true));
        Map<String, DriftReport> parts = new TreeMap<>();
        for (int i = 100; i < 400; i++) {
            parts.put(i + "<name>".repeat(50), report);
        }
        Path page = PAGES.resolve("parts.html");
        report.withWindows(parts).withSegments(parts).writeHtml(page);
        assertThat(Files.size(page)).isLessThanOrEqualTo(200_000);
        assertThat(count(Files.readString(page), "<tbody data-state")).isEqualTo(12);
    }

    private static int count(String text, String part) {
        int count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            count++;
        }
        return count;
    }

    @Test
    void longNamesAndLabelsAreCutAndDoNotBreakTheBound() throws IOException {
        String[] texts = IntStream.range(0, 400)
                .mapToObj(i -> "<&\"'>".repeat(i == 0 ? 60 : 20) + "é".repeat(200) + i % 40)
                .toArray(String[]::new);
        List<String> reversed = new ArrayList<>(Arrays.asList(texts));
        Map<String, Object> before = new TreeMap<>();
        Map<String, Object> after = new TreeMap<>();
        for (int i = 0; i < 12; i++) {
            before.put("<name>".repeat(50) + i, texts);
            after.put("<name>".repeat(50) + i, reversed);
        }
        Path page = PAGES.resolve("long.html");
        DriftReport report = Drift.compare(Profile.ofColumns(before), Profile.ofColumns(after));
        report.writeHtml(page);
        assertThat(Files.size(page)).isLessThanOrEqualTo(200_000);
        assertThat(Files.readString(page)).doesNotContain("é".repeat(121)).doesNotContain("<name>");
    }
}
