package io.github.modelkeel.drift;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The report in a few lines of text. */
final class TextSummary {
    private static final int MAX = 10;

    private TextSummary() {}

    static String verdict(DriftReport report) {
        return report.state() + ": " + report.reason();
    }

    static String write(DriftReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(verdict(report));
        add(lines, report, DriftState.DRIFTED, "drifted");
        add(lines, report, DriftState.SHIFTED, "shifted");
        add(lines, report, DriftState.UNDECIDED, "undecided");
        add(lines, report, DriftState.NOT_SCORED, "not scored");
        report.issues().forEach(issue -> lines.add("  alarm  " + issue.column() + ": " + issue.message()));
        report.schemaChanges().forEach(change -> lines.add("  schema  " + change.message()));
        return String.join("\n", lines);
    }

    /** The columns of a state, those that changed most first. */
    private static void add(List<String> lines, DriftReport report, DriftState state, String word) {
        List<ColumnDrift> columns = report.columns().stream()
                .filter(column -> column.state() == state)
                .sorted(Comparator.comparingDouble(
                                (ColumnDrift column) -> column.excess().orElse(0))
                        .reversed())
                .toList();
        columns.stream().limit(MAX).forEach(column -> lines.add("  " + word + "  " + line(column)));
        if (columns.size() > MAX) {
            lines.add("  … and " + (columns.size() - MAX) + " more " + word);
        }
    }

    private static String line(ColumnDrift column) {
        String line = column.name() + ": " + column.reason();
        if (!(column.result() instanceof ColumnResult.Scored scored)
                || column.excess().isEmpty()) {
            return line;
        }
        return line + ", " + Numerals.count(scored.nReference()) + " and " + Numerals.count(scored.nCurrent())
                + " values"
                + column.smallestDetectableChange().stream()
                        .mapToObj(
                                change -> ", smallest detectable change " + Numerals.detectable(column.type(), change))
                        .findFirst()
                        .orElse("");
    }
}
