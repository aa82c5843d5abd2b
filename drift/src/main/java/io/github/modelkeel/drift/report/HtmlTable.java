package io.github.modelkeel.drift.report;

import io.github.modelkeel.drift.message.Numerals;
import java.util.List;

/** The table of all columns. */
final class HtmlTable {
    private static final String LEGEND =
            "<p class=\"legend\"><span><svg width=\"12\" height=\"12\" aria-hidden=\"true\"><rect width=\"12\""
                    + " height=\"12\" " + Svg.REFERENCE
                    + "/></svg>reference</span><span><svg width=\"12\" height=\"12\" aria-hidden=\"true\">"
                    + "<rect width=\"12\" height=\"12\" " + Svg.CURRENT
                    + "/></svg>current</span><span>in the PSI bar: line threshold above the noise floor, shade noise"
                    + " floor</span></p>\n";
    private static final String HEAD = "<div class=\"frame\"><table id=\"columns\">\n<thead><tr>"
            + "<th scope=\"col\" data-sort=\"1\">Column</th>"
            + "<th scope=\"col\" data-sort=\"1\">Verdict</th>"
            + "<th scope=\"col\" class=\"wide\" data-sort=\"1\">Type</th>"
            + "<th scope=\"col\">Distribution</th>"
            + "<th scope=\"col\" data-sort=\"1\">PSI</th>"
            + "<th scope=\"col\" class=\"n wide\" data-sort=\"1\">Excess</th>"
            + "<th scope=\"col\" class=\"n wide\" data-sort=\"1\">Statistic</th>"
            + "<th scope=\"col\" class=\"n wide\" data-sort=\"1\">p, adjusted</th>"
            + "<th scope=\"col\" class=\"n wide\" data-sort=\"1\">Missing Δ, pp</th>"
            + "<th scope=\"col\" class=\"n wide\">Values</th></tr></thead>\n<tbody>\n";

    private final Html html;

    HtmlTable(Html html) {
        this.html = html;
    }

    public void write(List<ColumnData> columns) {
        html.element("h2", "Columns").raw("\n");
        if (columns.isEmpty()) {
            html.element("p class=\"soft\"", "The two profiles have no column in common.")
                    .raw("\n");
            return;
        }
        html.raw(
                        "<div class=\"controls\" id=\"controls\" hidden><input type=\"search\" id=\"search\" placeholder=\"Find a column\""
                                + " aria-label=\"Find a column\"><label><input type=\"checkbox\" id=\"only\"> changed or undecided only</label>"
                                + "<button type=\"button\" id=\"all\" aria-pressed=\"false\">Open all</button></div>\n")
                .raw(LEGEND)
                .raw(HEAD);
        for (int i = 0; i < columns.size(); i++) {
            row(columns.get(i), "c" + i);
        }
        html.raw("</tbody>\n</table></div>\n");
    }

    private void row(ColumnData column, String id) {
        html.raw("<tr data-drifted=\"" + isMarked(column) + "\" data-name=\"" + Html.escape(column.name()) + "\">")
                .raw("<th scope=\"row\"><a href=\"#" + id + "\">")
                .text(column.name())
                .raw("</a></th><td>" + verdict(column) + "</td>")
                .element("td class=\"wide soft\"", column.type().saved());
        ScoreData scored = column.scored();
        if (scored != null) {
            scored(column, scored);
        } else {
            html.raw("<td class=\"soft\">none</td><td class=\"soft\" data-key=\"-1\">none</td>")
                    .raw(excess(column))
                    .raw(
                            "<td class=\"n wide soft\" data-key=\"-1\">none</td><td class=\"n wide soft\" data-key=\"2\">none</td>")
                    .raw(missing(column))
                    .raw("<td class=\"n wide soft\">none</td>");
        }
        html.raw("</tr>\n");
    }

    private void scored(ColumnData column, ScoreData scored) {
        ScoreData score = scored;
        TestData test = scored.test();
        html.raw("<td>" + Svg.sparkline(BarSeries.of(scored, column.type())) + "</td>")
                .raw("<td data-key=\"" + score.psi() + "\"><div class=\"meter\"><b>" + Numerals.score(score.psi())
                        + "</b>" + Svg.meter(score) + "</div></td>")
                .raw(excess(column))
                .raw("<td class=\"n wide\" data-key=\"" + test.statistic() + "\">" + statistic(test) + "</td>")
                .raw("<td class=\"n wide\" data-key=\"" + test.adjustedPValue() + "\">")
                .text(Numerals.pValue(test.adjustedPValue()))
                .raw("</td>")
                .raw(missing(column))
                .raw("<td class=\"n wide soft\">" + Numerals.count(scored.nReference()) + " / "
                        + Numerals.count(scored.nCurrent()) + "</td>");
    }

    private static String excess(ColumnData column) {
        return column.excess().isPresent()
                ? "<td class=\"n wide\" data-key=\"" + column.excess().getAsDouble() + "\">"
                        + Numerals.score(column.excess().getAsDouble()) + "</td>"
                : "<td class=\"n wide soft\" data-key=\"-1\">none</td>";
    }

    /** Whether a reader should look at the column: it changed, or could not be judged. */
    static boolean isMarked(ColumnData column) {
        return switch (column.state()) {
            case SHIFTED, DRIFTED, UNDECIDED -> true;
            case STABLE, NOT_SCORED -> false;
        };
    }

    private static String missing(ColumnData column) {
        double change = column.current().missingRate() - column.reference().missingRate();
        return "<td class=\"n wide\" data-key=\"" + change + "\">" + Numerals.points(change) + "</td>";
    }

    private static String statistic(TestData test) {
        if (test.name().equals(TestData.KOLMOGOROV_SMIRNOV)) {
            return "D " + Numerals.score(test.statistic());
        }
        return test.name().equals(TestData.CHI_SQUARE)
                ? "χ² " + Numerals.brief(Math.rint(test.statistic() * 10) / 10)
                : Html.escape(test.name().replace('_', ' ')) + " " + Numerals.brief(test.statistic());
    }

    /** The state as a word with its colour, one more for alarms, and the reason. */
    public static String verdict(ColumnData column) {
        String alarm = column.issues().isEmpty() ? "" : " <span class=\"badge note\">alarm</span>";
        String badge = switch (column.state()) {
            case DRIFTED -> "<span class=\"badge drift\">drifted</span>";
            case SHIFTED -> "<span class=\"badge note\">shifted</span>";
            case STABLE -> "<span class=\"badge calm\">stable</span>";
            case UNDECIDED -> "<span class=\"badge\">undecided</span>";
            case NOT_SCORED -> "<span class=\"badge\">not scored</span>";
        };
        return badge + alarm;
    }
}
