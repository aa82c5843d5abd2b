package io.github.modelkeel.drift.report;

import io.github.modelkeel.drift.decision.State;
import java.util.List;

/**
 * Writes a report as the XML of JUnit, which build servers show: a test of the data set, and one a column. It fails exactly where
 * {@code failed()} is true, so that a build server and an exit code never differ: in a report that did not fail, a column that drifted is a
 * test that passed, with its reason as output.
 */
public final class JunitXml {
    private final ReportData report;
    private final StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    private int failures;
    private int errors;
    private int skipped;

    private JunitXml(ReportData report) {
        this.report = report;
    }

    public static String write(ReportData report) {
        return new JunitXml(report).suite();
    }

    private String suite() {
        StringBuilder cases = new StringBuilder();
        cases.append(test("data set", dataSet()));
        report.columns().forEach(column -> cases.append(test(column.name(), outcome(column))));
        String counts = "tests=\"" + (report.columns().size() + 1) + "\" failures=\"" + failures + "\" errors=\""
                + errors + "\"";
        String name = "name=\"" + escape(report.options().title()) + "\" ";
        String time = report.origin().created().toString();
        return xml.append("<testsuites ")
                .append(name)
                .append(counts)
                .append(">\n<testsuite ")
                .append(name)
                .append(counts)
                .append(" skipped=\"" + skipped + "\" time=\"0\" timestamp=\"" + time + "\">\n<properties>\n")
                .append(property("modelkeel.version", report.origin().version()))
                .append(property("state", report.stateName()))
                .append(
                        report.origin().model() == null
                                ? ""
                                : property("model", report.origin().model()))
                .append("</properties>\n")
                .append(cases)
                .append("</testsuite>\n</testsuites>\n")
                .toString();
    }

    private static String property(String name, String value) {
        return "<property name=\"" + name + "\" value=\"" + escape(value) + "\"/>\n";
    }

    private String test(String name, String outcome) {
        return "<testcase classname=\"" + escape(report.options().title()) + "\" name=\"" + escape(name)
                + "\" time=\"0\">" + outcome + "</testcase>\n";
    }

    private String dataSet() {
        return switch (report.state()) {
            case DRIFTED -> failure(report.reason());
            case UNDECIDED, NOT_SCORED -> error(report.reason());
            case SHIFTED, STABLE -> output(report.stateName() + ": " + report.reason());
        };
    }

    private String outcome(ColumnData column) {
        String text = column.stateName() + ": " + column.reason() + notes(column.issues());
        if (column.state() == State.DRIFTED && report.failed()) {
            return failure(text);
        }
        if (column.state() == State.UNDECIDED || column.state() == State.NOT_SCORED) {
            skipped++;
            return "<skipped message=\"" + escape(text) + "\"/>";
        }
        return output(text);
    }

    private static String notes(List<ReportData.Issue> issues) {
        StringBuilder notes = new StringBuilder();
        issues.forEach(issue -> notes.append("; ").append(issue.message()));
        return notes.toString();
    }

    private String failure(String text) {
        failures++;
        return "<failure type=\"drift\" message=\"" + escape(text) + "\"/>";
    }

    private String error(String text) {
        errors++;
        return "<error type=\"undecided\" message=\"" + escape(text) + "\"/>";
    }

    private static String output(String text) {
        return "<system-out>" + escape(text) + "</system-out>";
    }

    /** XML 1.0 has no way to write two more characters than HTML. */
    private static String escape(String text) {
        return Html.escape(text).replace('\uFFFE', '\uFFFD').replace('\uFFFF', '\uFFFD');
    }
}
