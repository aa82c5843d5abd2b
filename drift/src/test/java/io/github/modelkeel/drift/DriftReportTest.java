package io.github.modelkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.drift.report.HtmlReport;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class DriftReportTest {
    private static final String HOSTILE =
            "<script>alert('x')</script>\"><img src=x onerror=alert(1)>&amp;\u0000\u202Etxt";

    @TempDir
    Path directory;

    private static double[] normal(long seed, int n, double shift) {
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.range(0, n)
                .mapToDouble(i ->
                        Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble())
                                + shift)
                .toArray();
    }

    private static String[] repeat(String... values) {
        return Stream.generate(() -> values).limit(500).flatMap(Stream::of).toArray(String[]::new);
    }

    private static Profile hostile(double shift, String extra) {
        return Profile.builder()
                .number(HOSTILE, normal(1, 1000, shift))
                .text("text" + HOSTILE, repeat(HOSTILE, extra))
                .build();
    }

    @Test
    void hostileNamesStayTextInThePage() throws IOException {
        DriftReport report = Drift.compare(hostile(0, "a"), hostile(2, "</svg></title><b>" + HOSTILE));
        Path file = directory.resolve("new/deep/report.html");
        report.writeHtml(file);
        String page = Files.readString(file);
        assertThat(page)
                .doesNotContain("<script>alert")
                .doesNotContain("<img")
                .doesNotContain("</title><b>")
                .doesNotContain("\u0000")
                .doesNotContain("\u202E")
                .contains("&lt;script&gt;alert(&#39;x&#39;)");
        assertThat(page.split("<script", -1)).hasSize(2);
        assertThat(page)
                .doesNotContain("http://")
                .doesNotContain("https://")
                .doesNotContain(" style=")
                .doesNotContain(" onclick=");
        assertThat(page).contains("default-src 'none'; style-src 'sha256-");
        try (Stream<Path> left = Files.list(directory.resolve("new/deep"))) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void everyDrawingIsWellFormed() throws Exception {
        String page =
                HtmlReport.write(Drift.compare(hostile(0, "a"), hostile(2, "b")).content());
        List<String> drawings = Stream.of(page.split("<svg", -1))
                .skip(1)
                .map(part -> "<svg" + part.substring(0, part.indexOf("</svg>")) + "</svg>")
                .toList();
        assertThat(drawings).hasSize(2 + 2 * 2 + 3);
        for (String drawing : drawings) {
            assertThat(DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(new InputSource(new StringReader(drawing)))
                            .getDocumentElement()
                            .getTagName())
                    .isEqualTo("svg");
            assertThat(drawing).doesNotContain("NaN").doesNotContain("Infinity");
        }
    }

    @Test
    void fingerprintsAreThereWhenTheyAreAskedFor() {
        Profile reference = hostile(0, "a");
        Profile current = hostile(2, "b");
        DriftOptions options = DriftOptions.builder().fingerprints(true).build();
        Path page = directory.resolve("fingerprints.html");
        DriftReport report = Drift.compare(reference, current, options);
        Json json = Json.parse(report.toJson());
        report.writeHtml(page);
        assertThat(json.get("reference").get("fingerprint").text()).isEqualTo(reference.fingerprint());
        assertThat(json.get("current").get("fingerprint").text()).isEqualTo(current.fingerprint());
        assertThat(page).content().contains(reference.fingerprint(), current.fingerprint());
        StoredProfile stored = StoredProfile.of(reference);
        String ofStored = Drift.compare(stored, stored, options).toJson();
        assertThat(Json.parse(ofStored).get("reference").get("fingerprint").text())
                .isEqualTo(stored.fingerprint());
    }

    @Test
    void jsonIsTheSameEveryTimeAndCarriesTheDecision() throws IOException {
        DriftReport report = Drift.compare(hostile(0, "a"), hostile(2, "b"));
        Path file = directory.resolve("report.json");
        report.writeJson(file);
        report.writeJson(file);
        assertThat(Files.readString(file))
                .isEqualTo(Drift.compare(hostile(0, "a"), hostile(2, "b")).toJson());
        Json json = Json.read(file);
        assertThat(json.get("format").text()).isEqualTo("modelkeel-drift-report");
        assertThat(json.number("format_version")).isEqualTo(2);
        assertThat(json.get("state").text()).isEqualTo("DRIFTED");
        assertThat(json.get("failed").value()).isEqualTo(true);
        assertThat(json.get("drifted").value()).isEqualTo(true);
        assertThat(json.get("reference").names()).containsExactly("rows", "columns");
        Json column = json.get("columns").list().get(0);
        assertThat(column.get("name").text()).isEqualTo(HOSTILE);
        Json result = column.get("result");
        ColumnDrift.Score scored = report.columns().get(0).score().orElseThrow();
        assertThat(result.number("psi")).isEqualTo(scored.psi());
        assertThat(result.number("psi_noise_floor")).isEqualTo(9 * (1.0 / 1000 + 1.0 / 1000));
        assertThat(result.get("test").number("p_value")).isEqualTo(scored.test().pValue());
        assertThat(result.get("bins").list()).hasSize(10);
    }

    /** UTF-8 has no bytes for it: reports have the replacement character, a profile the escaped original. */
    @Test
    void halfASurrogatePairDoesNotCostTheFiles() throws IOException {
        Profile profile = Profile.builder()
                .text("c\ud800", "a\ud83d", "a\ud83d", "b", "b")
                .build();
        DriftReport report = Drift.compare(profile, profile);
        report.writeHtml(directory.resolve("report.html"));
        report.writeJson(directory.resolve("report.json"));
        Json column = Json.read(directory.resolve("report.json"))
                .get("columns")
                .list()
                .get(0);
        assertThat(column.get("name").text()).isEqualTo("c\ufffd");
        assertThat(Files.readString(directory.resolve("report.html"))).contains("a\ufffd");
        StoredProfile.of(profile).write(directory.resolve("profile.json"));
        assertThat(StoredProfile.read(directory.resolve("profile.json"))).isEqualTo(StoredProfile.of(profile));
    }

    @Test
    void numbersThatJsonLacksAreStrings() {
        Profile huge = Profile.builder()
                .number("a", -Double.MAX_VALUE, Double.MAX_VALUE, 0)
                .build();
        Json json = Json.parse(Drift.compare(huge, huge).toJson());
        Json moments = json.get("columns").list().get(0).get("moments").get("reference");
        assertThat(moments.get("standard_deviation").value()).isEqualTo("Infinity");
        assertThat(HtmlReport.write(Drift.compare(huge, huge).content())).contains("∞");
    }

    @Test
    void aFailingColumnDoesNotCostTheReport() {
        Profile profile =
                Profile.builder().number("bad", 1, 2, 3).number("good", 1, 2, 3).build();
        DriftReport report = new Comparison(profile, profile, DriftOptions.defaults(), (pair, options) -> {
                    if (pair.name().equals("bad")) {
                        throw new ArithmeticException("does not converge");
                    }
                    return ColumnComparison.of(pair, options);
                })
                .report();
        assertThat(report.columns().get(0).score()).isEmpty();
        assertThat(report.columns().get(0).reason()).isEqualTo("java.lang.ArithmeticException: does not converge");
        assertThat(report.columns().get(1).score()).isPresent();
        assertThat(report.scoredCount()).isEqualTo(1);
        assertThat(report.columns().get(0).state()).isEqualTo(DriftState.UNDECIDED);
        assertThat(report.summary()).contains("undecided  bad: java.lang.ArithmeticException");
        assertThat(HtmlReport.write(report.content())).contains("Scoring this column failed");
        assertThat(Json.parse(report.toJson())
                        .get("columns")
                        .list()
                        .get(0)
                        .get("result")
                        .get("kind")
                        .text())
                .isEqualTo("failed");
    }

    @Test
    void whatCannotBeWrittenIsAnErrorThatNamesTheFile() throws IOException {
        DriftReport report = Drift.compare(hostile(0, "a"), hostile(0, "a"));
        Path occupied = Files.createFile(directory.resolve("occupied"));
        assertThatThrownBy(() -> report.writeHtml(occupied.resolve("report.html")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("report.html cannot be written");
        assertThatThrownBy(() -> report.writeJson(directory))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("it is a directory");
    }

    @Test
    void hostileNamesStayOnTheirLineOfTheSummary() {
        assertThat(Drift.compare(hostile(0, "a"), hostile(2, "b")).summary())
                .doesNotContain("\u0000")
                .doesNotContain("\u202E")
                .contains("drifted  <script>alert('x')</script>");
        Profile twoLines =
                Profile.builder().number("a\n  drifted  b", normal(1, 1000, 0)).build();
        Profile moved =
                Profile.builder().number("a\n  drifted  b", normal(1, 1000, 9)).build();
        assertThat(Drift.compare(twoLines, moved).summary().lines())
                .hasSize(3)
                .noneMatch(line -> line.startsWith("  drifted  b"));
    }

    @Test
    void theSummaryListsWhatMatters() {
        Profile before = Profile.builder()
                .number("x", normal(1, 1000, 0))
                .text("c", repeat("p", "q"))
                .number("gone", new double[1000])
                .number("turned", new double[1000])
                .build();
        Profile after = Profile.builder()
                .number("x", normal(2, 1000, 3))
                .text("c", repeat("p", "q"))
                .text("turned", repeat("a", "b"))
                .number("came", new double[1000])
                .build();
        DriftReport report = Drift.compare(before, after);
        assertThat(report.summary().lines())
                .startsWith("DRIFTED: the schema changed in 2 columns, for instance gone: removed (NUMBER)")
                .contains("  schema  gone: removed (NUMBER)", "  schema  came: added (NUMBER)")
                .contains("  schema  turned: NUMBER became TEXT")
                .contains("  drifted  gone: removed (NUMBER)")
                .anyMatch(line -> line.startsWith("  drifted  x: distribution: PSI "));
        assertThat(report.toString())
                .isEqualTo(report.summary().lines().findFirst().orElseThrow());
    }
}
