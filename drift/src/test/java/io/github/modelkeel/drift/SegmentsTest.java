package io.github.modelkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.modelkeel.drift.statistics.Trend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments, windows and trends. */
class SegmentsTest {
    @TempDir
    private Path directory;

    private static List<Map<String, @Nullable Object>> rows(long seed, double moveOfSpain) {
        Random random = new Random(seed);
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < 900; i++) {
            String country = List.of("fr", "es", "it").get(i % 3);
            Map<String, @Nullable Object> row = new HashMap<>();
            row.put("country", country);
            row.put("x", random.nextGaussian() + (country.equals("es") ? moveOfSpain : 0));
            row.put("y", random.nextGaussian());
            rows.add(row);
        }
        return rows;
    }

    private static Profile numbers(long seed, double move) {
        Random random = new Random(seed);
        return Profile.builder()
                .number("x", random.doubles(400).map(x -> x + move).toArray())
                .number("y", random.doubles(400).toArray())
                .build();
    }

    private static DriftReport report(Map<String, DriftReport> reports, String name) {
        return Objects.requireNonNull(reports.get(name), name);
    }

    @Test
    void aChangeOfOneSegmentIsFoundThere() {
        Map<String, DriftReport> reports = Drift.compareBy(
                Profile.segments(rows(1, 0), "country"),
                Profile.segments(rows(2, 2), "country"),
                DriftOptions.defaults());
        assertThat(reports.keySet()).containsExactly("es", "fr", "it");
        assertThat(report(reports, "es").column("x").orElseThrow().drifted()).isTrue();
        assertThat(report(reports, "fr").state()).isEqualTo(DriftState.STABLE);
        assertThat(report(reports, "es").columns())
                .extracting(ColumnDrift::name)
                .containsOnly("x", "y");
    }

    /** Bonferroni shows it: with three segments of two columns each p-value counts six-fold. */
    @Test
    void allSegmentsShareOneCorrection() {
        DriftOptions options = DriftOptions.builder()
                .correction(DriftOptions.Correction.BONFERRONI)
                .build();
        Map<String, Profile> before = Profile.segments(rows(1, 0), "country");
        Map<String, Profile> after = Profile.segments(rows(2, 0.3), "country");
        ColumnDrift together = report(Drift.compareBy(before, after, options), "es")
                .column("x")
                .orElseThrow();
        ColumnDrift alone = Drift.compare(
                        Objects.requireNonNull(before.get("es")), Objects.requireNonNull(after.get("es")), options)
                .column("x")
                .orElseThrow();
        double p = alone.score().orElseThrow().test().adjustedPValue();
        assertThat(p).isLessThan(0.2);
        int tests = 3 * 4; // of each segment two distributions and, where a value is outside, a rate of it
        assertThat(together.score().orElseThrow().test().adjustedPValue()).isBetween(p * 1.5, p * tests);
        assertThat(together.smallestDetectableChange().orElseThrow())
                .isGreaterThan(alone.smallestDetectableChange().orElseThrow());
    }

    @Test
    void segmentsOfAStoredProfileShareOneCorrection() {
        DriftOptions options = DriftOptions.builder()
                .correction(DriftOptions.Correction.BONFERRONI)
                .build();
        List<Map<String, @Nullable Object>> normal = rows(1, 0);
        normal.forEach(row -> row.remove("country"));
        StoredProfile before = StoredProfile.of(Profile.ofRows(normal));
        Map<String, StoredProfile> after = new LinkedHashMap<>();
        Profile.segments(rows(2, 0.3), "country").forEach((name, rows) -> after.put(name, before.count(rows)));
        Map<String, DriftReport> reports = Drift.compareBy(before, after, options);
        assertThat(reports.keySet()).containsExactly("es", "fr", "it");
        double together = p(report(reports, "es"));
        double alone = p(Drift.compare(before, Objects.requireNonNull(after.get("es")), options));
        assertThat(together).isBetween(alone * 1.5, alone * 3 * 4);
        assertThat(Drift.compareBy(before, Map.of(), options)).isEmpty();
        assertThatThrownBy(() -> Drift.compareBy(
                        before, after, DriftOptions.builder().ignore("z").build()))
                .hasMessageContaining("'z'");
    }

    private static double p(DriftReport report) {
        return report.column("x").orElseThrow().score().orElseThrow().test().adjustedPValue();
    }

    @Test
    void aSegmentThatASideLacksCannotBeJudged() {
        Map<String, Profile> before = new LinkedHashMap<>(Profile.segments(rows(1, 0), "country"));
        Map<String, Profile> after = new LinkedHashMap<>(Profile.segments(rows(2, 0), "country"));
        before.remove("it");
        after.remove("fr");
        Map<String, DriftReport> reports = Drift.compareBy(
                before, after, DriftOptions.builder().ignore("y").build());
        assertThat(reports.keySet()).containsExactly("es", "fr", "it");
        assertThat(report(reports, "fr").state()).isEqualTo(DriftState.UNDECIDED);
        assertThat(report(reports, "it").failed()).isTrue();
        assertThat(report(reports, "es").failed()).isFalse();
        assertThatThrownBy(() -> Drift.compareBy(
                        before, after, DriftOptions.builder().ignore("z").build()))
                .hasMessageContaining("'z'");
    }

    @Test
    void missingValuesAndWholeNumbersAreSegments() {
        Map<String, Profile> segments = Profile.segments(
                List.of(
                        Map.of("k", 1, "x", 1.0),
                        Map.of("k", 1.0, "x", 2.0),
                        Map.of("k", "1.0", "x", 3.0),
                        Map.of("x", 4.0),
                        Map.of("k", "NA", "x", 5.0)),
                "k");
        assertThat(segments.keySet()).containsExactly("(missing)", "1");
        assertThat(Objects.requireNonNull(segments.get("1")).rows()).isEqualTo(3);
        List<Map<String, Integer>> many = new ArrayList<>();
        for (int i = 0; i < 1001; i++) {
            many.add(Map.of("id", i));
        }
        assertThatThrownBy(() -> Profile.segments(many, "id"))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining("'id'")
                .hasMessageContaining("1,000");
    }

    @Test
    void aFileHasTheSegmentsOfItsRows() throws IOException {
        List<Map<String, @Nullable Object>> rows = rows(1, 0);
        StringBuilder text = new StringBuilder("country,x,y\n");
        rows.forEach(row -> text.append(row.get("country"))
                .append(',')
                .append(row.get("x"))
                .append(',')
                .append(row.get("y"))
                .append('\n'));
        Path file = Files.writeString(directory.resolve("rows.csv"), text);
        Map<String, Profile> ofFile = Profile.segmentsOfCsv(file, CsvOptions.defaults(), "country");
        Map<String, Profile> ofRows = Profile.segments(rows, "country");
        assertThat(ofFile.keySet()).isEqualTo(ofRows.keySet());
        ofRows.forEach((name, profile) -> assertThat(
                        Objects.requireNonNull(ofFile.get(name)).fingerprint())
                .isEqualTo(profile.fingerprint()));
        assertThatThrownBy(() -> Profile.segmentsOfCsv(file, CsvOptions.defaults(), "contry"))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining("'contry'")
                .hasMessageContaining("did you mean");
    }

    @Test
    void aColumnWithTextInOneSegmentIsTextInAll() throws IOException {
        Path file = Files.writeString(
                directory.resolve("codes.csv"),
                "k,code,x\n" + "a,7,1\nb,E1,2\na,8,3\nb,E2,4\n,9,5\n".repeat(6) + "a,1,2,3\n");
        Map<String, Profile> segments = Profile.segmentsOfCsv(file, CsvOptions.defaults(), "k");
        assertThat(segments.keySet()).containsExactly("(missing)", "a", "b");
        for (Profile profile : segments.values()) {
            assertThat(profile.type("code")).contains(ColumnType.TEXT);
            assertThat(profile.type("x")).contains(ColumnType.NUMBER);
        }
    }

    @Test
    void windowsThatMoveAwayHaveATrend() {
        Map<String, Profile> windows = new LinkedHashMap<>();
        for (int day = 1; day <= 8; day++) {
            windows.put("day " + day, numbers(day, 0.05 * day));
        }
        Map<String, DriftReport> reports = Drift.compareWindows(numbers(0, 0), windows, DriftOptions.defaults());
        assertThat(reports.keySet()).containsExactlyElementsOf(windows.keySet());
        assertThat(report(reports, "day 8").column("x").orElseThrow().drifted()).isTrue();
        assertThat(report(reports, "day 1").drifted()).isFalse();
        Map<String, DriftTest> trend = Drift.trend(reports.values());
        assertThat(trend.keySet()).containsExactly("x", "y");
        DriftTest x = Objects.requireNonNull(trend.get("x"));
        assertThat(x.name()).isEqualTo("mann_kendall");
        assertThat(x.statistic()).isGreaterThan(0.9);
        assertThat(x.adjustedPValue()).isLessThan(0.01);
        assertThat(Objects.requireNonNull(x.figures().get("slope")).doubleValue())
                .isGreaterThan(0.05);
        assertThat(Objects.requireNonNull(trend.get("y")).adjustedPValue()).isGreaterThan(0.05);
        assertThat(Drift.trend(List.copyOf(reports.values()).subList(0, 3))).isEmpty();
    }

    @Test
    void windowsShareOneCorrection() {
        DriftOptions options = DriftOptions.builder()
                .correction(DriftOptions.Correction.BONFERRONI)
                .build();
        Profile window = numbers(2, 0.03);
        double alone = Drift.compare(numbers(0, 0), window, options)
                .column("x")
                .orElseThrow()
                .smallestDetectableChange()
                .orElseThrow();
        Map<String, Profile> windows = new LinkedHashMap<>();
        windows.put("a", window);
        windows.put("b", numbers(3, 0));
        assertThat(report(Drift.compareWindows(numbers(0, 0), windows, options), "a")
                        .column("x")
                        .orElseThrow()
                        .smallestDetectableChange()
                        .orElseThrow())
                .isGreaterThan(alone);
    }

    /** The figures of scipy.stats.kendalltau(range(n), values) 1.17.1, and of scipy.stats.theilslopes. */
    @Test
    void theTrendIsThatOfScipy() {
        trend(new double[] {1.0, 2.0, 3.0, 4.0}, 1.0, 0.08333333333333333, 1.0, true);
        trend(
                new double[] {3.0, 1.0, 2.0, 5.0, 4.0, 6.0, 8.0, 7.0},
                0.7142857142857142,
                0.014136904761904762,
                1.0,
                true);
        trend(new double[] {1.0, 1.0, 2.0, 2.0, 3.0, 1.0, 4.0}, 0.5821817364274594, 0.080716258431121, 0.5, false);
        trend(
                new double[] {2.041, -2.556, 0.418, -0.568, -0.453, -0.216, -2.02, -0.232, -0.865, 3.323, 0.226, -0.353
                },
                0.0606060606060606,
                0.8405883696421891,
                0.050270833333333334,
                true);
        trend(new double[] {5.0, 5.0, 5.0, 5.0}, 0.0, 1.0, 0.0, false);
        trend(new double[] {6.0, 5.0, 4.0, 3.0, 2.0, 1.0}, -0.9999999999999999, 0.002777777777777778, -1.0, true);
        trend(
                new double[] {
                    -1.08, 0.08, -1.72, -3.4, -0.27, -8.41, 1.18, 0.81, -5.42, -0.26, -3.28, 1.98, -6.38, -3.01, 1.89,
                    3.23, -6.68, -1.69, 0.8, -1.88, 4.8, -3.55, 1.16, -2.95, 4.49, 0.42, -0.58, -4.61, 5.63, 2.93, 2.96,
                    4.16, 1.93, -0.96, -1.4, -1.38, 5.22, -2.98, -0.24, 0.97
                },
                0.2,
                0.06913119713007558,
                0.0906984126984127,
                false);
    }

    private static void trend(double[] values, double tau, double p, double slope, boolean exact) {
        Trend trend = Trend.of(values);
        assertThat(trend.tau()).isCloseTo(tau, within(1e-12));
        assertThat(trend.pValue()).isCloseTo(p, within(1e-9 * p));
        assertThat(trend.slope()).isCloseTo(slope, within(1e-12));
        assertThat(trend.exact()).isEqualTo(exact);
    }
}
