package io.github.modelkeel.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class ReportTest {
    private static final String HOSTILE = "<b>|`\"&\u0001\n]]>_\uD800";

    private static final ValidationReport REPORT = ExpectationSuite.of(
                    Expectation.inSet("x", "a"),
                    Expectation.notNull("x"),
                    Expectation.mean("y", 0, 1),
                    Expectation.unique(HOSTILE))
            .validateRows(List.of(Map.of("x", HOSTILE, "z", 1), Map.of("x", "a", "y", "")));

    @TempDir
    private Path directory;

    @Test
    void theJsonHasEveryFigure() throws IOException {
        Path file = directory.resolve("report.json");
        REPORT.writeJson(file);
        String json = Files.readString(file);
        assertThat(json)
                .startsWith(
                        "{\n  \"format\":\"modelkeel-validation-report\",\n  \"format_version\":1,\n"
                                + "  \"state\":\"FAILED\",\n  \"rows\":2,\n  \"passed\":1,\n  \"failed\":2,\n  \"undecided\":1,")
                .contains("\"expect\":\"in_set\"", "\"observed\":0.5", "\"judged\":2", "\"unexpected\":1")
                .contains("\"observed\":null");
    }

    @Test
    void theMarkdownHasNoMarkupOfTheData() throws IOException {
        Path file = directory.resolve("report.md");
        REPORT.writeMarkdown(file);
        String[] lines = Files.readString(file).split("\n", -1);
        assertThat(lines[0]).isEqualTo("**FAILED: 1 of 4 expectations met, 2 not met, 1 undecided, of 2 rows**");
        assertThat(lines[2]).isEqualTo("| state | expectation | found | for instance |");
        assertThat(lines[4])
                .startsWith(
                        "| FAILED | x: one of 'a' | 1 of 2 values &#40;50.0%&#41; is not as expected | &#60;b&#62;&#124;&#96;");
        assertThat(lines[6])
                .startsWith(
                        "| UNDECIDED | y: mean between 0 and 1 | there is nothing to judge, all 2 values are missing |");
        assertThat(REPORT.toMarkdown()).doesNotContain("<b>").contains("<details><summary>1 met</summary>");
    }

    @Test
    void theXmlIsThatOfJUnit() throws IOException, ParserConfigurationException, SAXException {
        Path file = directory.resolve("report.xml");
        REPORT.writeJUnitXml(file);
        Element suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(Files.readString(file))))
                .getDocumentElement();
        assertThat(suite.getTagName()).isEqualTo("testsuite");
        assertThat(suite.getAttribute("tests")).isEqualTo("4");
        assertThat(suite.getAttribute("failures")).isEqualTo("2");
        assertThat(suite.getAttribute("errors")).isEqualTo("1");
        assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(4);
        Element failure = (Element) suite.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message"))
                .isEqualTo("x: one of 'a': 1 of 2 values (50.0%) is not as expected");
        assertThat(failure.getTextContent())
                .isEqualTo(HOSTILE.replace('\u0001', '\uFFFD').replace('\uD800', '\uFFFD'));
        Element error = (Element) suite.getElementsByTagName("error").item(0);
        assertThat(error.getAttribute("type")).isEqualTo("UNDECIDED");
        assertThat(((Element) error.getParentNode()).getAttribute("classname")).isEqualTo("y");
    }

    @Test
    void aResultSaysWhatCameOfIt() {
        ExpectationResult result = REPORT.results().get(0);
        assertThat(result.observed()).hasValue(0.5);
        assertThat(result.column()).contains("x");
        assertThat(result).hasToString("FAILED: x: one of 'a': 1 of 2 values (50.0%) is not as expected");
        assertThat(REPORT).hasToString(REPORT.summary());
        assertThat(REPORT.failed()).isTrue();
    }

    @Test
    void addressesDoNotBecomeLinks() {
        String markdown = ExpectationSuite.of(Expectation.exists("https://a.example www.b.example"))
                .validateRows(List.of(Map.of("x", 1)))
                .toMarkdown();
        assertThat(markdown).contains("https&#58;//a.example www&#46;b.example").doesNotContain("://", "www.");
    }
}
