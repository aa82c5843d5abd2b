package io.github.modelkeel.validation.report;

import io.github.modelkeel.validation.check.CheckResult;
import io.github.modelkeel.validation.check.CheckResult.State;
import io.github.modelkeel.validation.rule.RuleText;

/** A report as the XML of JUnit, which build servers show: a test for each expectation, undecided ones as errors. */
public final class JUnitReport {
    private static final char REPLACEMENT = '\uFFFD';

    private JUnitReport() {}

    public static String write(ReportData data) {
        StringBuilder out =
                new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"expectations\"");
        attribute(
                out,
                "tests",
                String.valueOf(data.results().size() + data.skipped().size()));
        attribute(out, "failures", String.valueOf(data.count(State.FAILED)));
        attribute(out, "errors", String.valueOf(data.count(State.UNDECIDED)));
        attribute(out, "skipped", String.valueOf(data.skipped().size()));
        out.append(">\n");
        data.results().forEach(each -> test(out, each));
        for (String each : data.skipped()) {
            start(out, "skipped", each);
            out.append(">\n    <skipped/>\n  </testcase>\n");
        }
        return out.append("</testsuite>\n").toString();
    }

    private static void test(StringBuilder out, CheckResult result) {
        String column = result.rule().column();
        start(out, column == null ? "table" : column, RuleText.describe(result.rule()));
        if (result.state() == State.PASSED) {
            out.append("/>\n");
            return;
        }
        String element = result.state() == State.FAILED ? "failure" : "error";
        out.append(">\n    <").append(element);
        attribute(out, "type", ReportData.name(result.state()));
        attribute(out, "message", result.sentence());
        out.append('>').append(escaped(String.join("\n", result.examples())));
        out.append("</").append(element).append(">\n  </testcase>\n");
    }

    private static void start(StringBuilder out, String of, String name) {
        out.append("  <testcase");
        attribute(out, "classname", of);
        attribute(out, "name", name);
    }

    private static void attribute(StringBuilder out, String name, String value) {
        out.append(' ').append(name).append("=\"").append(escaped(value)).append('"');
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(point -> {
            switch (point) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\n', '\r', '\t' -> out.append("&#").append(point).append(';');
                default -> {
                    boolean valid = point >= ' '
                            && !(point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)
                            && point != 0xFFFE
                            && point != 0xFFFF;
                    out.appendCodePoint(valid ? point : REPLACEMENT);
                }
            }
        });
        return out.toString();
    }
}
