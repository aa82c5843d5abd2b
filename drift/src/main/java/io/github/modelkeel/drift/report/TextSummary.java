package io.github.modelkeel.drift.report;

import io.github.modelkeel.drift.decision.State;
import io.github.modelkeel.drift.message.Numerals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The report in a few lines of text. */
public final class TextSummary {
    private static final int MAX = 10;

    private TextSummary() {}

    private static String verdict(ReportData report) {
        return report.stateName() + ": " + report.reason();
    }

    public static String write(ReportData report) {
        List<String> lines = new ArrayList<>();
        lines.add(verdict(report));
        add(lines, report, State.DRIFTED, "drifted");
        add(lines, report, State.SHIFTED, "shifted");
        add(lines, report, State.UNDECIDED, "undecided");
        add(lines, report, State.NOT_SCORED, "not scored");
        report.issues().forEach(issue -> lines.add("  alarm  " + Labels.line(issue.column()) + ": " + issue.message()));
        report.changes().forEach(change -> lines.add("  schema  " + change.message()));
        return String.join("\n", lines);
    }

    /** The columns of a state, those that changed most first. */
    private static void add(List<String> lines, ReportData report, State state, String word) {
        List<ColumnData> columns = report.columns().stream()
                .filter(column -> column.state() == state)
                .sorted(Comparator.comparingDouble(
                                (ColumnData column) -> column.excess().orElse(0))
                        .reversed())
                .toList();
        columns.stream().limit(MAX).forEach(column -> lines.add("  " + word + "  " + line(column)));
        if (columns.size() > MAX) {
            lines.add("  … and " + (columns.size() - MAX) + " more " + word);
        }
    }

    private static String line(ColumnData column) {
        String line = Labels.line(column.name()) + ": " + column.reason();
        ScoreData scored = column.scored();
        if (scored == null || column.excess().isEmpty()) {
            return line;
        }
        return line + ", " + Numerals.count(scored.nReference()) + " and " + Numerals.count(scored.nCurrent())
                + " values"
                + column.smallestDetectableChange().stream()
                        .mapToObj(change -> ", smallest detectable change " + column.detectable(change))
                        .findFirst()
                        .orElse("");
    }
}
