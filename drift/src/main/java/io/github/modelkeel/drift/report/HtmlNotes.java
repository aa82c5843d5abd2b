package io.github.modelkeel.drift.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What there is to say besides the columns: alarms and schema changes, grouped by kind and folded. */
final class HtmlNotes {
    private static final int NAMED = 4;
    private static final int SHORT = 36;
    private static final int MOST = 100;

    private final Html html;

    HtmlNotes(Html html) {
        this.html = html;
    }

    void write(ReportData report) {
        if (!report.issues().isEmpty()) {
            html.element("h2", "Data-quality alarms").raw("\n");
            groups(report.issues(), ReportData.Issue::kind, ReportData.Issue::column, this::issue);
        }
        if (!report.changes().isEmpty()) {
            html.element("h2", "Schema changes").raw("\n");
            groups(
                    report.changes(),
                    ReportData.Change::kind,
                    ReportData.Change::column,
                    change -> html.text(change.message()));
        }
    }

    private <T> void groups(List<T> all, Function<T, String> kind, Function<T, String> column, Consumer<T> write) {
        Map<String, List<T>> groups =
                all.stream().collect(Collectors.groupingBy(kind, LinkedHashMap::new, Collectors.toList()));
        groups.forEach((name, notes) -> {
            html.raw("<details class=\"group\"><summary>")
                    .element("b", words(name))
                    .text(": " + notes.size() + (notes.size() == 1 ? " column" : " columns"))
                    .raw(" <span class=\"soft\">")
                    .text(names(notes, column))
                    .raw("</span></summary>\n<ul class=\"notes\">\n");
            notes.stream().limit(MOST).forEach(note -> {
                html.raw("<li>");
                write.accept(note);
                html.raw("</li>\n");
            });
            if (notes.size() > MOST) {
                html.element(
                        "li class=\"soft\"", "… and " + (notes.size() - MOST) + " more, which the JSON report has");
            }
            html.raw("</ul></details>\n");
        });
    }

    /** The first columns by name, so that a group need not be opened to see which they are. */
    private static <T> String names(List<T> notes, Function<T, String> column) {
        String names = notes.stream()
                .limit(NAMED)
                .map(column)
                .map(name -> Labels.cut(name, SHORT))
                .collect(Collectors.joining(", "));
        return notes.size() > NAMED ? names + " …" : names;
    }

    private void issue(ReportData.Issue issue) {
        html.element("bdi", Labels.cut(issue.column(), Labels.MOST)).text(": " + issue.message());
    }

    private static String words(String kind) {
        return switch (kind) {
            case "MISSING_RATE" -> "Missing values";
            case "OUT_OF_RANGE" -> "Out of range";
            case "UNSEEN_CATEGORIES" -> "Unseen categories";
            case "INFINITE_VALUES" -> "Infinite values";
            case "INVALID_VALUES" -> "Invalid values";
            case "ADDED" -> "Added";
            case "REMOVED" -> "Removed";
            case "TYPE_CHANGED" -> "Of another type";
            default -> kind;
        };
    }
}
