package io.github.modelkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The forms of a report besides its page and its JSON, and what ends a job or a test. */
class ReportFormsTest {
    private static final String HOSTILE = "a|b\n`c` <b>*d*</b> ]]>&\"\u0000\ud800\uffff[x](javascript:1)";

    @TempDir
    Path directory;

    private static double[] numbers(double move) {
        return IntStream.range(0, 400).mapToDouble(i -> i * 7919 % 400 + move).toArray();
    }

    private static Profile profile(double move, int columns) {
        Profile.Builder profile = Profile.builder().number(HOSTILE, numbers(move));
        for (int i = 1; i < columns; i++) {
            profile.number("calm" + i, numbers(0));
        }
        return profile.text("id", IntStream.range(0, 400).mapToObj(i -> "x" + i).toList())
                .number("none", nothing())
                .build();
    }

    private static double[] nothing() {
        return IntStream.range(0, 400).mapToDouble(i -> Double.NaN).toArray();
    }

    /** Drifted as a whole, shifted with one drifted column, and with nothing to judge. */
    private static DriftReport drifted() {
        return Drift.compare(profile(0, 1), profile(900, 1));
    }

    private static DriftReport shifted() {
        return Drift.compare(profile(0, 5), profile(90, 5));
    }

    private static DriftReport undecided() {
        Profile none = Profile.builder().number("none", nothing()).build();
        return Drift.compare(none, none);
    }

    private static Element xml(DriftReport report) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(report.toJunitXml())))
                .getDocumentElement();
    }

    private static int count(Element xml, String tag) {
        return xml.getElementsByTagName(tag).getLength();
    }

    @Test
    void theXmlOfJunitFailsExactlyWhereTheReportDoes() throws Exception {
        for (DriftReport report : new DriftReport[] {drifted(), shifted(), undecided()}) {
            Element xml = xml(report);
            Element suite = (Element) xml.getElementsByTagName("testsuite").item(0);
            int failures = count(xml, "failure");
            int errors = count(xml, "error");
            assertThat(failures + errors > 0).as(report.summary()).isEqualTo(report.failed());
            assertThat(suite.getAttribute("failures")).isEqualTo(String.valueOf(failures));
            assertThat(suite.getAttribute("errors")).isEqualTo(String.valueOf(errors));
            assertThat(suite.getAttribute("skipped")).isEqualTo(String.valueOf(count(xml, "skipped")));
            assertThat(suite.getAttribute("tests"))
                    .isEqualTo(String.valueOf(report.columns().size() + 1));
            assertThat(count(xml, "testcase")).isEqualTo(report.columns().size() + 1);
        }
        assertThat(count(xml(drifted()), "failure")).isEqualTo(2);
        assertThat(count(xml(undecided()), "error")).isEqualTo(1);
    }

    @Test
    void namesAreTextInXml() throws Exception {
        NodeList cases =
                xml(drifted().withModel("<m>").withCreated(Instant.EPOCH)).getElementsByTagName("testcase");
        assertThat(((Element) cases.item(0)).getAttribute("name")).isEqualTo("data set");
        assertThat(((Element) cases.item(1)).getAttribute("name"))
                .startsWith("a|b")
                .endsWith("`c` <b>*d*</b> ]]>&\"\ufffd\ufffd\ufffd[x](javascript:1)");
        Element failure = (Element)
                ((Element) cases.item(1)).getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message")).startsWith("DRIFTED: ");
    }

    @Test
    void markdownHasWhatChangedAndNoMarkupFromTheData() {
        String page = shifted()
                .withModel("models:/house/3")
                .withCreated(Instant.parse("2026-03-01T10:20:30Z"))
                .toMarkdown();
        assertThat(page.lines().findFirst()).contains("## Drift report: SHIFTED");
        assertThat(page).contains("400 reference rows, 400 current rows, for models:/house/3, 2026-03-01 10:20 UTC");
        assertThat(page.lines().filter(line -> line.startsWith("|"))).hasSize(3);
        String row =
                page.lines().filter(line -> line.startsWith("| a")).findFirst().orElseThrow();
        assertThat(row.replaceAll("[^|]", "")).hasSize(6);
        assertThat(row).contains("| drifted |", " sd |").doesNotContain("<b>", "`", "*", "](");
        assertThat(page).contains("Undecided: none", "Not scored: id");
        assertThat(undecided().toMarkdown()).doesNotContain("|---|");
    }

    @Test
    void allFormsAreWrittenIntoADirectory() throws IOException {
        DriftReport report = shifted().withCreated(Instant.EPOCH);
        report.writeFiles(directory.resolve("new/report"));
        assertThat(report.files()).containsOnlyKeys("report.html", "report.json", "summary.md", "junit.xml");
        for (var file : report.files().entrySet()) {
            assertThat(Files.readAllBytes(directory.resolve("new/report").resolve(file.getKey())))
                    .isEqualTo(file.getValue());
        }
        assertThat(new String(report.files().get("report.json"), StandardCharsets.UTF_8))
                .isEqualTo(report.toJson());
        assertThat(report.metrics())
                .containsEntry("drift.failed", 0.0)
                .containsEntry("drift.columns.drifted", 1.0)
                .containsEntry("drift.columns.judged", 5.0)
                .containsEntry("drift.share", 0.2);
        assertThat(drifted().metrics()).containsEntry("drift.failed", 1.0);
    }

    @Test
    void aJobEndsWhereTheDataFail() {
        assertThat(shifted().orThrow().failed()).isFalse();
        assertThatThrownBy(drifted()::orThrow)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("DRIFTED: ");
        assertThatThrownBy(undecided()::orThrow)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("UNDECIDED: ");
    }

    @Test
    void aTestFailsWithTheReasons() {
        DriftReport report = shifted();
        assertThat(report.assertStable("calm1", "calm2")).isSameAs(report);
        assertThatThrownBy(() -> report.assertStable("calm1", HOSTILE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("is DRIFTED: distribution: PSI")
                .hasMessageNotContaining("calm1");
        assertThatThrownBy(() -> report.assertStable("none"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("none is UNDECIDED");
        assertThatThrownBy(report::assertStable).isInstanceOf(AssertionError.class);
        assertThatThrownBy(undecided()::assertStable).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> report.assertStable("cal1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no column 'cal1'")
                .hasMessageContaining("did you mean 'calm1'?");
        Profile calm = Profile.builder().number("n", numbers(0)).build();
        assertThat(Drift.compare(calm, calm).assertStable().state()).isEqualTo(DriftState.STABLE);
    }
}
