package io.github.modelkeel.drift.report;

import io.github.modelkeel.drift.decision.State;
import io.github.modelkeel.drift.message.Numerals;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was put beside a report: the performance of the model, and the reports of windows and segments. */
final class HtmlParts {
    /** The most windows or segments that are shown. */
    private static final int MOST = 60;

    private static final int MOST_COLUMNS = 12;
    private static final int FEW = 6;
    private static final int NAMED = 3;
    private static final int SHORT = 36;
    private static final int SLOT = 12;
    private static final double SIGNIFICANT = 0.05;

    private static final String HEAD = "<th scope=\"col\">Verdict</th><th scope=\"col\" class=\"n\">Rows</th>"
            + "<th scope=\"col\" class=\"n\">Drifted</th><th scope=\"col\">Changed most</th></tr></thead><tbody>\n";

    private final Html html;

    HtmlParts(Html html) {
        this.html = html;
    }

    void write(ReportData.Parts parts) {
        if (!parts.performance().isEmpty()) {
            performance(parts.performance());
        }
        if (!parts.windows().isEmpty()) {
            windows(parts.windows());
        }
        if (!parts.segments().isEmpty()) {
            segments(parts.segments());
        }
    }

    private void performance(List<ReportData.Performance> metrics) {
        html.element("h2", "Performance")
                .raw("<div class=\"frame\"><table><thead><tr><th scope=\"col\">Metric</th>"
                        + "<th scope=\"col\" class=\"n\">Reference</th><th scope=\"col\" class=\"n\">Current</th>"
                        + "<th scope=\"col\" class=\"n\">Change</th><th scope=\"col\" class=\"n wide\">Interval of the change</th>"
                        + "<th scope=\"col\"></th></tr></thead><tbody>\n");
        for (ReportData.Performance metric : metrics) {
            boolean changed = metric.lower() > 0 || metric.upper() < 0;
            html.raw("<tr>").element("th scope=\"row\"", Labels.cut(metric.name(), Labels.MOST));
            html.element("td class=\"n\"", figure(metric.reference()));
            html.element("td class=\"n\"", figure(metric.current()));
            html.element("td class=\"n\"", signed(metric.current() - metric.reference()));
            html.element("td class=\"n wide\"", signed(metric.lower()) + " to " + signed(metric.upper()));
            html.raw("<td>" + badge(changed ? "note" : "calm", changed ? "changed" : "within noise") + "</td></tr>\n");
        }
        html.raw("</tbody></table></div>\n");
    }

    private static String figure(double value) {
        return Numerals.brief(value, 4);
    }

    private static String signed(double value) {
        return (value > 0 ? "+" : "") + figure(value);
    }

    private static String badge(String colour, String word) {
        return "<span class=\"badge " + colour + "\">" + word + "</span>";
    }

    /** A strip of squares for the data set and for each of the columns that changed most, and a table of the windows, folded. */
    private void windows(List<ReportData.Part> all) {
        List<ReportData.Part> shown = all.subList(Math.max(0, all.size() - MOST), all.size());
        Map<String, TestData> trends =
                Trends.of(all.stream().map(ReportData.Part::report).toList());
        html.element("h2", "Windows")
                .raw(
                        "\n<div class=\"frame\"><table class=\"parts\"><thead><tr><th scope=\"col\">Column</th><th scope=\"col\"><bdi>")
                .text(Labels.cut(shown.get(0).name(), SHORT))
                .raw("</bdi> → <bdi>")
                .text(Labels.cut(shown.get(shown.size() - 1).name(), SHORT))
                .raw("</bdi></th><th scope=\"col\">Trend</th></tr></thead><tbody>\n");
        strip(
                "All columns",
                shown,
                shown.stream().map(part -> part.report().state()).toList(),
                "");
        List<Map<String, ColumnData>> columns =
                shown.stream().map(part -> byName(part.report().columns())).toList();
        for (String name : changed(columns)) {
            List<State> states =
                    columns.stream().map(window -> state(window.get(name))).toList();
            strip(name, shown, states, trend(trends.get(name)));
        }
        html.raw("</tbody></table></div>\n<p class=\"legend key\">")
                .raw(key("c", "drifted") + key("cs", "shifted") + key("t", "stable") + key("u", "undecided or absent"))
                .raw("</p>\n<details class=\"group\"><summary>")
                .element("b", "Each window")
                .text(": " + count(all) + more(shown, all))
                .raw("</summary>\n");
        table("Window", shown);
        html.raw("</details>\n");
    }

    /** A table, the segments that changed most first. */
    private void segments(List<ReportData.Part> all) {
        List<ReportData.Part> shown = all.stream()
                .sorted(Comparator.comparingInt((ReportData.Part part) ->
                                ColumnData.rank(part.report().state()))
                        .thenComparingDouble(part -> part.report().driftShare())
                        .reversed())
                .limit(MOST)
                .toList();
        html.element("h2", "Segments").element("p class=\"soft\"", count(all) + more(shown, all));
        html.raw("\n<div class=\"frame\">");
        table("Segment", shown);
        html.raw("</div>\n");
    }

    private static String count(List<ReportData.Part> parts) {
        List<String> counts = new ArrayList<>();
        for (State state : List.of(State.DRIFTED, State.UNDECIDED, State.SHIFTED, State.STABLE)) {
            long count = parts.stream()
                    .filter(part -> part.report().state() == state)
                    .count();
            if (count > 0) {
                counts.add(count + " " + ColumnData.word(state));
            }
        }
        return String.join(", ", counts);
    }

    private static String more(List<ReportData.Part> shown, List<ReportData.Part> all) {
        return shown.size() < all.size() ? "; " + shown.size() + " are shown, the JSON report has all" : "";
    }

    private static String key(String colour, String word) {
        return "<span><svg width=\"12\" height=\"12\" aria-hidden=\"true\">" + square(colour, "M0 0h12v12H0z")
                + "</svg>" + word + "</span>";
    }

    private static State state(@Nullable ColumnData column) {
        return column == null ? State.NOT_SCORED : column.state();
    }

    private static Map<String, ColumnData> byName(List<ColumnData> columns) {
        Map<String, ColumnData> byName = new HashMap<>();
        columns.forEach(column -> byName.put(column.name(), column));
        return byName;
    }

    /** The columns that drifted or shifted in one of the reports, those that changed most first. */
    private static List<String> changed(List<Map<String, ColumnData>> windows) {
        Map<String, Double> most = new HashMap<>();
        windows.stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .filter(ColumnData::changed)
                .forEach(column -> most.merge(column.name(), column.weight(), Math::max));
        return most.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_COLUMNS)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String trend(@Nullable TestData trend) {
        if (trend == null || !(trend.adjustedPValue() < SIGNIFICANT)) {
            return "";
        }
        double slope = trend.figure("slope");
        return (slope > 0 ? "moves away" : "comes back") + ", PSI " + signed(slope) + " a window (p "
                + Numerals.pValue(trend.adjustedPValue()) + ")";
    }

    private void strip(String name, List<ReportData.Part> parts, List<State> states, String remark) {
        int width = SLOT * states.size();
        html.raw("<tr><th scope=\"row\"><bdi>")
                .text(Labels.cut(name, Labels.MOST))
                .raw("</bdi></th><td>");
        html.raw("<svg class=\"strip\" width=\"" + width + "\" height=\"16\" viewBox=\"0 0 " + width
                        + " 16\" role=\"img\" aria-label=\"")
                .text(description(parts, states))
                .raw("\"><title>")
                .text(description(parts, states))
                .raw("</title>");
        square("c", states, List.of(State.DRIFTED));
        square("cs", states, List.of(State.SHIFTED));
        square("t", states, List.of(State.STABLE));
        square("u", states, List.of(State.UNDECIDED, State.NOT_SCORED));
        html.raw("</svg></td>").element("td class=\"why\"", remark).raw("</tr>\n");
    }

    /** One path for all squares of a colour. */
    private void square(String colour, List<State> all, List<State> of) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < all.size(); i++) {
            if (of.contains(all.get(i))) {
                path.append('M').append(SLOT * i + 1).append(" 1h10v14h-10z");
            }
        }
        html.raw(path.isEmpty() ? "" : square(colour, path.toString()));
    }

    private static String square(String colour, String path) {
        String fill = switch (colour) {
            case "c" -> "fill=\"#c2570c\"";
            case "cs" -> "fill=\"#c2570c\" fill-opacity=\"0.4\"";
            case "t" -> "fill=\"#eceae5\"";
            default -> "fill=\"none\" stroke=\"#8a97a6\"";
        };
        return "<path class=\"" + colour + "\" " + fill + " d=\"" + path + "\"/>";
    }

    private static String description(List<ReportData.Part> parts, List<State> states) {
        List<String> drifted = new ArrayList<>();
        for (int i = 0; i < states.size(); i++) {
            if (states.get(i) == State.DRIFTED) {
                drifted.add(Labels.cut(parts.get(i).name(), SHORT));
            }
        }
        String names = String.join(", ", drifted.subList(0, Math.min(FEW, drifted.size())));
        return "drifted in " + drifted.size() + " of " + states.size() + (drifted.isEmpty() ? "" : ": " + names)
                + (drifted.size() > FEW ? " …" : "");
    }

    private void table(String what, List<ReportData.Part> parts) {
        html.raw("<table class=\"parts\"><thead><tr><th scope=\"col\">" + what + "</th>" + HEAD);
        for (ReportData.Part part : parts) {
            ReportData report = part.report();
            html.raw("<tr><th scope=\"row\"><bdi>")
                    .text(Labels.cut(part.name(), Labels.MOST))
                    .raw("</bdi></th><td>" + badge(ColumnData.colour(report.state()), ColumnData.word(report.state()))
                            + "</td>");
            html.element("td class=\"n\"", Numerals.count(report.current().rows()));
            html.element("td class=\"n\"", report.driftedCount() + " of " + report.judgedCount());
            html.element("td class=\"why\"", changes(report)).raw("</tr>\n");
        }
        html.raw("</tbody></table>");
    }

    private static String change(ColumnData column) {
        String effect = Effect.of(column);
        return Labels.cut(column.name(), SHORT) + (effect.isEmpty() ? "" : " (" + effect + ")");
    }

    /** The columns that changed most with their effects; of a report without any its reason. */
    private static String changes(ReportData report) {
        List<ColumnData> changed = report.columns().stream()
                .filter(ColumnData::changed)
                .sorted(Comparator.comparingDouble(ColumnData::weight).reversed())
                .toList();
        if (changed.isEmpty()) {
            return report.reason();
        }
        String rest = changed.size() > NAMED ? " and " + (changed.size() - NAMED) + " more" : "";
        return changed.stream().limit(NAMED).map(HtmlParts::change).collect(Collectors.joining(", ")) + rest;
    }
}
