package io.github.modelkeel.drift.report;

import io.github.modelkeel.drift.message.Numerals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a short report as Markdown, for the summary of a build or a comment: what changed, in a table, and a line for the rest. */
public final class Markdown {
    private static final int MOST = 50;
    private static final int NAMES = 20;
    private static final int LABEL = 60;

    private final ReportData report;
    private final List<String> lines = new ArrayList<>();

    private Markdown(ReportData report) {
        this.report = report;
    }

    public static String write(ReportData report) {
        return new Markdown(report).page();
    }

    private String page() {
        ReportData.Origin origin = report.origin();
        lines.add("## " + text(report.options().title()) + ": " + report.stateName());
        lines.add("");
        lines.add(text(report.reason()) + ".");
        lines.add("");
        lines.add(Numerals.count(report.reference().rows()) + " reference rows, "
                + Numerals.count(report.current().rows()) + " current rows"
                + (origin.model() == null ? "" : ", for " + text(origin.model())) + ", "
                + origin.minutes() + ", Modelkeel " + text(origin.version()));
        columns();
        names(
                "Undecided",
                report.columns().stream().filter(column -> column.rank() == 3).toList());
        names(
                "Not scored",
                report.columns().stream().filter(column -> column.rank() == 0).toList());
        Map<String, List<String>> notes = new LinkedHashMap<>();
        report.changes()
                .forEach(change -> notes.computeIfAbsent("Schema", none -> new ArrayList<>())
                        .add(change.message()));
        report.issues()
                .forEach(issue -> notes.computeIfAbsent("Alarms", none -> new ArrayList<>())
                        .add(issue.column() + ": " + issue.message()));
        notes.forEach(this::list);
        return String.join("\n", lines) + "\n";
    }

    private void columns() {
        List<ColumnData> changed = report.columns().stream()
                .filter(column -> column.rank() == 4 || column.rank() == 2)
                .sorted(Comparator.comparingDouble(ColumnData::weight).reversed())
                .toList();
        if (changed.isEmpty()) {
            return;
        }
        lines.addAll(List.of("", "| column | state | change | PSI | why |", "|---|---|---|---:|---|"));
        for (ColumnData column : changed.subList(0, Math.min(MOST, changed.size()))) {
            ScoreData scored = column.scored();
            lines.add("| " + text(column.name()) + " | " + column.word() + " | " + text(Effect.of(column)) + " | "
                    + (scored == null ? "" : Numerals.score(scored.psi())) + " | " + text(column.reason()) + " |");
        }
        if (changed.size() > MOST) {
            lines.addAll(List.of("", "… and " + (changed.size() - MOST) + " more that changed."));
        }
    }

    private void names(String what, List<ColumnData> columns) {
        if (!columns.isEmpty()) {
            String names = columns.stream()
                    .limit(NAMES)
                    .map(column -> text(column.name()))
                    .collect(Collectors.joining(", "));
            lines.addAll(List.of(
                    "",
                    what + ": " + names
                            + (columns.size() > NAMES ? " and " + (columns.size() - NAMES) + " more" : "")));
        }
    }

    private void list(String what, List<String> notes) {
        lines.addAll(List.of("", what + ":", ""));
        notes.stream().limit(NAMES).forEach(note -> lines.add("- " + text(note)));
        if (notes.size() > NAMES) {
            lines.add("- … and " + (notes.size() - NAMES) + " more");
        }
    }

    /** On one line, with nothing that Markdown or HTML would take for markup. */
    private static String text(String text) {
        StringBuilder plain = new StringBuilder();
        Labels.cut(text, text.length() > 4 * LABEL ? 4 * LABEL : Math.max(1, text.length()))
                .codePoints()
                .forEach(point -> {
                    if (Character.isWhitespace(point) || Character.isISOControl(point)) {
                        plain.append(' ');
                    } else if ("\\`*_[]<>|#&@~!".indexOf(point) >= 0) {
                        plain.append('&').append('#').append(point).append(';');
                    } else {
                        plain.appendCodePoint(Html.shown(point));
                    }
                });
        return plain.toString().replace("://", "&#58;//").replaceAll("(?i)(www)\\.", "$1&#46;"); // no links
    }
}
