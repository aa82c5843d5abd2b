package io.github.modelkeel.drift.report;

import io.github.modelkeel.drift.message.Numerals;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** The table of all columns, with the details of a column under its row. */
final class HtmlTable {
    private static final int ALL_IN_FULL = 50;
    private static final int END_BYTES = 9;
    private static final int LONG_NAME = 20;
    private static final Pattern WORD_END = Pattern.compile("[_./:-](?=[\\p{L}\\p{N}])");

    /** About what a summary takes, so that the details of the first columns leave room for those of the last. */
    private static final long SUMMARY_BYTES = 2_200;

    private static final String NONE = "<td class=\"n soft\" data-key=\"-9\">–</td>";
    private static final String CONTROLS =
            "<div class=\"controls\" id=\"controls\" hidden><input type=\"search\" id=\"search\" placeholder=\"Find a column\""
                    + " aria-label=\"Find a column\"><label><input type=\"checkbox\" id=\"only\"> changed or undecided only</label>"
                    + "<button type=\"button\" id=\"all\" aria-pressed=\"false\">Open all</button>"
                    + "<span id=\"count\" class=\"soft\" role=\"status\"></span></div>\n";
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
            + "<th scope=\"col\">Shape</th>"
            + "<th scope=\"col\">Change</th>"
            + "<th scope=\"col\" class=\"n\" data-sort=\"1\">PSI</th>"
            + "<th scope=\"col\" class=\"n wide\" data-sort=\"1\">p, adjusted</th>"
            + "<th scope=\"col\" class=\"n wide\" data-sort=\"1\">Missing Δ, pp</th>"
            + "<th scope=\"col\" class=\"wide\">Why</th></tr></thead>\n";

    private final Html html;

    HtmlTable(Html html) {
        this.html = html;
    }

    /**
     * Writes the table. Every column has its row; where the page would become too large, the columns that changed least have no drawing, and
     * those that changed most have their details first.
     *
     * @param columns those that changed most first
     * @param room how many bytes the table may take
     */
    public void write(List<ColumnData> columns, long room) {
        html.element("h2", "Columns").raw("\n");
        if (columns.isEmpty()) {
            html.element("p class=\"soft\"", "The two profiles have no column in common.")
                    .raw("\n");
            return;
        }
        html.raw(CONTROLS).raw(LEGEND).raw(HEAD);
        List<String> rows = columns.stream().map(column -> row(column, false)).toList();
        long left = room
                - rows.stream().mapToLong(row -> Html.bytes(row) + END_BYTES).sum();
        List<String> drawn = new ArrayList<>();
        long forDrawings = left * 2 / 5;
        for (int i = 0; i < rows.size(); i++) {
            String row = row(columns.get(i), true);
            long more = Html.bytes(row) - Html.bytes(rows.get(i));
            boolean fits = more <= forDrawings;
            drawn.add(fits ? row : rows.get(i));
            forDrawings -= fits ? more : 0;
            left -= fits ? more : 0;
        }
        long summary = Math.min(SUMMARY_BYTES, left / 2 / rows.size());
        for (int i = 0; i < rows.size(); i++) {
            long others = summary * (rows.size() - i - 1);
            String details = details(columns.get(i), columns.size() <= ALL_IN_FULL, left, left - others);
            left -= Html.bytes(details);
            html.raw(drawn.get(i)).raw(details).raw("</tbody>\n");
        }
        html.raw("</table></div>\n");
    }

    /** All that is known of columns that changed, and of the others if they are few; else a summary; nothing where there is no room. */
    private static String details(ColumnData column, boolean all, long room, long roomInFull) {
        String whole = all || column.isMarked() ? new HtmlDetails(column, true).write() : "";
        if (!whole.isEmpty() && Html.bytes(whole) <= roomInFull) {
            return whole;
        }
        String summary = new HtmlDetails(column, false).write();
        return Html.bytes(summary) <= room ? summary : "";
    }

    private static String row(ColumnData column, boolean drawings) {
        Html row = new Html();
        row.raw("<tbody data-state=\"" + column.word() + "\"><tr><th scope=\"row\"><bdi");
        String name = Labels.cut(column.name(), Labels.MOST);
        if (!name.equals(column.name())) {
            row.raw(" title=\"" + Html.escape(column.name()) + "\"");
        }
        row.raw(">").raw(breakable(name)).raw("</bdi> <small>" + column.type().saved() + "</small></th>");
        row.raw("<td data-key=\"" + column.rank() + "\">" + verdict(column) + "</td>");
        ScoreData scored = column.scored();
        if (scored == null) {
            row.raw("<td></td><td></td>" + NONE);
        } else {
            row.raw(drawings ? "<td>" + Sparkline.shape(column, scored) + "</td>" : "<td></td>")
                    .element("td class=\"effect\"", Effect.of(column))
                    .raw("<td class=\"n\" data-key=\"" + key(scored.psi()) + "\"><b>" + Numerals.score(scored.psi())
                            + "</b>" + (drawings ? Sparkline.meter(scored) : "") + "</td>");
        }
        row.raw(p(column.adjustedPValue())).raw(missing(column));
        return row.element("td class=\"wide why\"", column.reason())
                .raw("</tr>\n")
                .toString();
    }

    /** A long name may be broken where its words end. */
    private static String breakable(String name) {
        String escaped = Html.escape(name);
        return name.length() > LONG_NAME ? WORD_END.matcher(escaped).replaceAll("$0<wbr>") : escaped;
    }

    /** Six digits are enough to sort by. */
    private static String key(double value) {
        return Numerals.brief(value).replace('−', '-').replace("∞", "Infinity");
    }

    private static String p(OptionalDouble p) {
        return p.isPresent()
                ? "<td class=\"n wide\" data-key=\"" + key(p.getAsDouble()) + "\">"
                        + Html.escape(Numerals.pValue(p.getAsDouble())) + "</td>"
                : NONE.replace("n soft", "n wide soft");
    }

    private static String missing(ColumnData column) {
        double change = column.current().missingRate() - column.reference().missingRate();
        return "<td class=\"n wide\" data-key=\"" + key(change) + "\">" + Numerals.points(change) + "</td>";
    }

    /** The state, and one more word for alarms. */
    private static String verdict(ColumnData column) {
        String alarm = column.issues().isEmpty() ? "" : " <span class=\"badge note\">alarm</span>";
        return "<span class=\"badge " + ColumnData.colour(column.state()) + "\">" + column.word() + "</span>" + alarm;
    }
}
