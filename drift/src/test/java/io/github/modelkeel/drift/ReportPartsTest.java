package io.github.modelkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows, segments and metrics beside a report. */
class ReportPartsTest {
    private static final Profile REFERENCE = profile(0);
    private static final DriftReport REPORT = Drift.compare(REFERENCE, profile(0));

    @TempDir
    Path directory;

    private static Profile profile(double shift) {
        return Profile.builder()
                .number(
                        "moving",
                        IntStream.range(0, 500).mapToDouble(i -> i % 97 + shift).toArray())
                .number(
                        "standing",
                        IntStream.range(0, 500).mapToDouble(i -> i % 89).toArray())
                .build();
    }

    private static Map<String, DriftReport> windows(String prefix, int count) {
        Map<String, Profile> windows = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            windows.put(prefix + i, profile(i * 15));
        }
        return Drift.compareWindows(REFERENCE, windows, DriftOptions.defaults());
    }

    private String page(DriftReport report) throws IOException {
        Path file = directory.resolve("page.html");
        report.writeHtml(file);
        return Files.readString(file);
    }

    @Test
    void aPlainReportHasNoneOfThem() throws IOException {
        assertThat(page(REPORT)).doesNotContain("<h2>Windows", "<h2>Segments", "<h2>Performance");
        assertThat(Json.parse(REPORT.toJson()).names()).doesNotContain("windows", "trends", "segments", "performance");
    }

    @Test
    void theHeadlineOfShiftedDataCountsWhatChanged() throws IOException {
        DriftReport report = Drift.compare(REFERENCE, profile(6));
        assertThat(report.state()).isEqualTo(DriftState.SHIFTED);
        assertThat(page(report)).contains("<h1>Shifted: 1 of 2 columns changed</h1>");
    }

    @Test
    void alarmsNameTheirColumnsAndLongNamesAreBrokenAtTheirWords() throws IOException {
        Profile.Builder reference = Profile.builder();
        Profile.Builder current = Profile.builder();
        for (String name : List.of("a", "b", "c", "d", "share_of_the.upstream-service")) {
            double[] values = IntStream.range(0, 200).mapToDouble(i -> i).toArray();
            reference.number(name, values);
            current.number(
                    name,
                    IntStream.range(0, 200)
                            .mapToDouble(i -> i % 2 == 0 ? Double.NaN : i)
                            .toArray());
        }
        String page = page(Drift.compare(reference.build(), current.build()));
        assertThat(page)
                .contains("<b>Missing values</b>: 5 columns <span class=\"soft\">a, b, c, d …</span>")
                .contains("<bdi>share_<wbr>of_<wbr>the.<wbr>upstream-<wbr>service</bdi>");
    }

    @Test
    void aPartWithoutReportIsNamed() {
        Map<String, DriftReport> parts = new HashMap<>();
        parts.put("may", null);
        assertThatNullPointerException()
                .isThrownBy(() -> REPORT.withWindows(parts))
                .withMessage("windows: the report of 'may' is null");
        assertThatNullPointerException()
                .isThrownBy(() -> REPORT.withSegments(parts))
                .withMessage("segments: the report of 'may' is null");
    }

    @Test
    void windowsAreOnThePageAndInTheJson() throws IOException {
        Map<String, DriftReport> windows = windows("<day> ", 6);
        DriftReport report = REPORT.withWindows(windows);
        assertThat(report.state()).isEqualTo(REPORT.state());
        String page = page(report);
        assertThat(page)
                .contains("<h2>Windows</h2>", "&lt;day&gt; 0", "&lt;day&gt; 5", "moves away, PSI +")
                .contains(
                        "drifted in 5 of 6: &lt;day&gt; 1, &lt;day&gt; 2, &lt;day&gt; 3, &lt;day&gt; 4, &lt;day&gt; 5")
                .doesNotContain("<day>");
        Json json = Json.parse(report.toJson());
        List<Json> written = json.get("windows").list();
        assertThat(written.stream().map(window -> window.get("name").text()))
                .containsExactlyElementsOf(windows.keySet());
        assertThat(written.stream().map(window -> window.get("state").text()))
                .containsExactlyElementsOf(windows.values().stream()
                        .map(window -> window.state().name())
                        .toList());
        assertThat(written.get(0).get("changed").list()).isEmpty();
        Json changed = written.get(5).get("changed").list().get(0);
        assertThat(changed.get("column").text()).isEqualTo("moving");
        assertThat(changed.get("state").text()).isEqualTo("DRIFTED");
        Json trend = json.get("trends").list().get(0);
        assertThat(trend.get("column").text()).isEqualTo("moving");
        DriftTest expected =
                Objects.requireNonNull(Drift.trend(windows.values()).get("moving"));
        assertThat(trend.number("adjusted_p_value")).isEqualTo(expected.adjustedPValue());
    }

    @Test
    void segmentsAreListedByHowMuchTheyChanged() throws IOException {
        String page = page(REPORT.withSegments(windows("segment ", 6)));
        assertThat(page).contains("<h2>Segments</h2>", "5 drifted, 1 stable");
        assertThat(page.indexOf("segment 0<")).isGreaterThan(page.indexOf("segment 5<"));
        assertThat(page.indexOf("segment 5<")).isPositive();
    }

    @Test
    void ofManyWindowsTheLastAreShown() throws IOException {
        DriftReport report = REPORT.withWindows(windows("day ", 70));
        assertThat(page(report)).contains("60 are shown", "day 69<", "day 10<").doesNotContain("day 9<");
        assertThat(Json.parse(report.toJson()).get("windows").list()).hasSize(70);
    }

    @Test
    void metricsAreChangedIfTheirIntervalLeavesZeroOut() throws IOException {
        DriftReport report = REPORT.withPerformance("mae", 20, 25, 4, 6).withPerformance("r2", 0.9, 0.89, -0.03, 0.01);
        assertThat(page(report))
                .contains("<h2>Performance</h2>", "+4 to +6", "−0.03 to +0.01")
                .containsSubsequence(">mae<", ">changed<", ">r2<", ">within noise<");
        List<Json> metrics = Json.parse(report.toJson()).get("performance").list();
        assertThat(metrics.get(0).get("name").text()).isEqualTo("mae");
        assertThat(metrics.get(1).number("lower")).isEqualTo(-0.03);
    }

    @ParameterizedTest
    @CsvSource({"' ', 1, 1, 0, 0", "mae, 1, 1, 1, 0", "mae, NaN, 1, 0, 0", "mae, 1, 1, NaN, 0"})
    void metricsThatMakeNoSenseAreRefused(String name, double before, double now, double lower, double upper) {
        assertThatThrownBy(() -> REPORT.withPerformance(name, before, now, lower, upper))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name.isBlank() ? "metric" : name);
    }
}
