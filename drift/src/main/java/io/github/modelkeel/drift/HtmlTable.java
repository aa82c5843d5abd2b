package io.github.modelkeel.drift;

import java.util.List;

/** The table of all columns. */
final class HtmlTable {
    private static final String LEGEND =
            "<p class=\"legend\"><span><svg width=\"12\" height=\"12\" aria-hidden=\"true\"><rect width=\"12\""
                    + " height=\"12\" " + Svg.REFERENCE
                    + "/></svg>reference</span><span><svg width=\"12\" height=\"12\" aria-hidden=\"true\">"
                    + "<rect width=\"12\" height=\"12\" " + Svg.CURRENT
                    + "/></svg>current</span><span>in the PSI bar: line threshold, shade noise"
                    + " floor</span></p>\n";
    private static final String HEAD = "<div class=\"frame\"><table id=\"columns\">\n<thead><tr>"
            + "<th scope=\"col\" data-sort=\"1\">Column</th>"
            + "<th scope=\"col\" data-sort=\"1\">Verdict</th>"
            + "<th scope=\"col\" class=\"wide\" data-sort=\"1\">Type</th>"
            + "<th scope=\"col\">Distribution</th>"
            + "<th scope=\"col\" data-sort=\"1\">PSI</th>"
            + "<th scope=\"col\" class=\"n wide\" data-sort=\"1\">Statistic</th>"
            + "<th scope=\"col\" class=\"n wide\" data-sort=\"1\">p, adjusted</th>"
            + "<th scope=\"col\" class=\"n wide\" data-sort=\"1\">Missing Δ, pp</th>"
            + "<th scope=\"col\" class=\"n wide\">Values</th></tr></thead>\n<tbody>\n";

    private final Html html;

    HtmlTable(Html html) {
        this.html = html;
    }

    void write(List<ColumnDrift> columns) {
        html.element("h2", "Columns").raw("\n");
        if (columns.isEmpty()) {
            html.element("p class=\"soft\"", "The two profiles have no column in common.")
                    .raw("\n");
            return;
        }
        html.raw(
                        "<div class=\"controls\" id=\"controls\" hidden><input type=\"search\" id=\"search\" placeholder=\"Find a column\""
                                + " aria-label=\"Find a column\"><label><input type=\"checkbox\" id=\"only\"> drifted only</label>"
                                + "<button type=\"button\" id=\"all\" aria-pressed=\"false\">Open all</button></div>\n")
                .raw(LEGEND)
                .raw(HEAD);
        for (int i = 0; i < columns.size(); i++) {
            row(columns.get(i), "c" + i);
        }
        html.raw("</tbody>\n</table></div>\n");
    }

    private void row(ColumnDrift column, String id) {
        html.raw("<tr data-drifted=\"" + column.drifted() + "\" data-name=\"" + Html.escape(column.name()) + "\">")
                .raw("<th scope=\"row\"><a href=\"#" + id + "\">")
                .text(column.name())
                .raw("</a></th><td>" + verdict(column) + "</td>")
                .element("td class=\"wide soft\"", ReportNames.of(column.type()));
        if (column.result() instanceof ColumnResult.Scored scored) {
            scored(column, scored);
        } else {
            html.raw("<td class=\"soft\">none</td><td class=\"soft\" data-key=\"-1\">none</td>")
                    .raw(
                            "<td class=\"n wide soft\" data-key=\"-1\">none</td><td class=\"n wide soft\" data-key=\"2\">none</td>")
                    .raw(missing(column))
                    .raw("<td class=\"n wide soft\">none</td>");
        }
        html.raw("</tr>\n");
    }

    private void scored(ColumnDrift column, ColumnResult.Scored scored) {
        ColumnResult.Score score = scored.score();
        DriftTest test = scored.test();
        html.raw("<td>" + Svg.sparkline(BarSeries.of(scored, column.type())) + "</td>")
                .raw("<td data-key=\"" + score.psi() + "\"><div class=\"meter\"><b>" + Numerals.score(score.psi())
                        + "</b>" + Svg.meter(score) + "</div></td>")
                .raw("<td class=\"n wide\" data-key=\"" + test.statistic() + "\">" + statistic(test) + "</td>")
                .raw("<td class=\"n wide\" data-key=\"" + test.adjustedPValue() + "\">")
                .text(Numerals.pValue(test.adjustedPValue()))
                .raw("</td>")
                .raw(missing(column))
                .raw("<td class=\"n wide soft\">" + Numerals.count(scored.nReference()) + " / "
                        + Numerals.count(scored.nCurrent()) + "</td>");
    }

    private static String missing(ColumnDrift column) {
        double change = column.current().missingRate() - column.reference().missingRate();
        return "<td class=\"n wide\" data-key=\"" + change + "\">" + Numerals.points(change) + "</td>";
    }

    private static String statistic(DriftTest test) {
        return test instanceof DriftTest.KolmogorovSmirnovTest
                ? "D " + Numerals.score(test.statistic())
                : "χ² " + Numerals.brief(Math.rint(test.statistic() * 10) / 10);
    }

    /** The verdict as a word with its colour, and one more for alarms. */
    static String verdict(ColumnDrift column) {
        String alarm = column.issues().isEmpty() ? "" : " <span class=\"badge note\">alarm</span>";
        if (column.result() instanceof ColumnResult.Scored) {
            return (column.drifted()
                            ? "<span class=\"badge drift\">drifted</span>"
                            : "<span class=\"badge calm\">stable</span>")
                    + alarm;
        }
        boolean failed = column.result() instanceof ColumnResult.Failed;
        return "<span class=\"badge\">" + (failed ? "failed" : "not scored") + "</span>" + alarm;
    }
}
