package io.github.modelkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The JSON Schema of the report, which is in the jar, describes what is written. */
class ReportSchemaTest {
    private static final Json SCHEMA = schema();

    private static Json schema() {
        try (InputStream in = Drift.class.getResourceAsStream("/META-INF/modelkeel/drift-report.schema.json")) {
            return Json.parse(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> violations(DriftReport report) {
        return JsonSchema.violations(SCHEMA, Json.parse(report.toJson()));
    }

    private static double[] doubles(int seed, double... special) {
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.range(0, 300)
                .mapToDouble(i -> i < special.length ? special[i] : random.nextDouble())
                .toArray();
    }

    private static List<String> texts(int categories, String prefix) {
        return IntStream.range(0, 300).mapToObj(i -> prefix + i % categories).toList();
    }

    private static Profile profile(int seed, int categories, String prefix) {
        return Profile.builder()
                .number("plain", doubles(seed))
                .number(
                        "huge",
                        doubles(seed, -Double.MAX_VALUE, Double.MAX_VALUE, Double.POSITIVE_INFINITY, Double.NaN))
                .number("zeros", doubles(seed, new double[150]))
                .text("few", texts(3, ""))
                .text("many", texts(categories, prefix))
                .number("seed" + seed, doubles(seed))
                .build();
    }

    @Test
    void reportsAreAsTheSchemaSays() {
        DriftReport report = Drift.compare(profile(1, 150, "before"), profile(2, 120, "after"));
        assertThat(violations(report)).isEmpty();
        assertThat(violations(report.withModel("models:/house/3").withCreated(Instant.EPOCH)))
                .isEmpty();
        assertThat(violations(
                        Drift.compare(profile(1, 150, "b"), profile(2, 120, "a"), DriftOptions.evidentlyDefaults())))
                .isEmpty();
        Map<String, DriftReport> parts = new TreeMap<>();
        for (String name : List.of("a", "b", "c", "d")) {
            parts.put(name, Drift.compare(profile(1, 150, "before"), profile(name.hashCode(), 120, "after")));
        }
        DriftReport withParts = report.withWindows(parts).withSegments(parts).withPerformance("auc", 0.9, 0.8, -0.2, 0);
        assertThat(withParts.toJson()).contains("\"windows\"", "\"trends\"", "\"segments\"", "\"performance\"");
        assertThat(violations(withParts)).isEmpty();
        DriftOptions everyStatistic = DriftOptions.builder()
                .statistics(DriftTest.names().toArray(String[]::new))
                .build();
        DriftReport more = Drift.compare(profile(1, 150, "b"), profile(2, 120, "b"), everyStatistic);
        assertThat(more.toJson()).contains("\"statistics\":{");
        assertThat(violations(more)).isEmpty();
        Profile none = Profile.builder().build();
        assertThat(violations(Drift.compare(none, none))).isEmpty();
        assertThat(violations(Drift.compare(StoredProfile.of(profile(1, 150, "before")), profile(2, 120, "before"))))
                .isEmpty();
    }

    @Test
    void reportsOfEarlierBuildsAreAsTheSchemaSays() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/golden-reports/v2"))) {
            List<Path> reports = files.toList();
            assertThat(reports).isNotEmpty();
            for (Path file : reports) {
                assertThat(JsonSchema.violations(SCHEMA, Json.read(file)))
                        .as(file.toString())
                        .isEmpty();
            }
        }
    }

    @Test
    void theSchemaRefusesWhatIsNotAReport() {
        String json = Drift.compare(profile(1, 3, ""), profile(2, 3, "")).toJson();
        for (String[] change : new String[][] {
            {"\"format_version\":2", "\"format_version\":3"},
            {"\"lower\":null", "\"lower\":\"low\""},
            {"\"rows\":300", "\"rows\":-1"},
            {"\"result\":", "\"results\":"},
            {"\"alpha\":0.05", "\"alpha\":5"},
        }) {
            assertThat(json).contains(change[0]);
            assertThat(JsonSchema.violations(SCHEMA, Json.parse(json.replace(change[0], change[1]))))
                    .as(change[1])
                    .isNotEmpty();
        }
    }

    @Test
    void binsOfNumbersHaveTheirEdgesAndOpenOnesNull() {
        Json bins = Json.parse(
                        Drift.compare(profile(1, 3, ""), profile(2, 3, "")).toJson())
                .get("columns")
                .list()
                .get(2)
                .get("result")
                .get("bins");
        List<Json> all = bins.list();
        assertThat(all.get(0).get("lower").value()).isNull();
        assertThat(all.get(all.size() - 1).get("upper").value()).isNull();
        for (int i = 1; i < all.size(); i++) {
            assertThat(all.get(i).number("lower")).isEqualTo(all.get(i - 1).number("upper"));
        }
        assertThat(all.stream().map(bin -> bin.get("label").text()))
                .contains("= 0")
                .doesNotHaveDuplicates()
                .noneMatch(label -> label.contains("4.94066e"));
    }

    @Test
    void ofManyCategoriesTheMostFrequentAreListedAndTheOthersAreCountedTogether() {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            for (int times = 0; times <= i % 50; times++) {
                values.add("c" + i);
            }
        }
        Profile profile = Profile.builder().text("c", values).build();
        Json result = Json.parse(Drift.compare(profile, profile).toJson())
                .get("columns")
                .list()
                .get(0)
                .get("result");
        List<Json> bins = result.get("bins").list();
        assertThat(bins).hasSize(100).allMatch(bin -> bin.number("reference_count") >= 31);
        assertThat(bins).noneMatch(bin -> bin.has("lower"));
        assertThat(result.get("other").number("categories")).isEqualTo(150);
        double listed =
                bins.stream().mapToDouble(bin -> bin.number("current_count")).sum();
        assertThat(listed + result.get("other").number("current_count")).isEqualTo(values.size());
    }

    @Test
    void longLabelsAreCutAndStayDifferent() {
        String start = "é".repeat(150);
        Profile profile = Profile.builder()
                .text("c", Stream.of(start + 1, start + 2, "short", start + 3).toList())
                .build();
        List<String> labels = Json.parse(Drift.compare(profile, profile).toJson())
                .get("columns")
                .list()
                .get(0)
                .get("result")
                .get("bins")
                .list()
                .stream()
                .map(bin -> bin.get("label").text())
                .toList();
        assertThat(labels)
                .doesNotHaveDuplicates()
                .contains("short", "é".repeat(119) + "…", "é".repeat(111) + "… (2)")
                .allMatch(label -> label.length() <= 120);
    }
}
