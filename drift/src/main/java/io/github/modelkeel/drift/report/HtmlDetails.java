package io.github.modelkeel.drift.report;

import io.github.modelkeel.drift.message.Numerals;
import java.util.Comparator;
import java.util.List;

/** The details of one column, under its row in the table. */
final class HtmlDetails {
    private static final int MAX_ROWS = 12;

    private final Html html = new Html();
    private final ColumnData column;
    private final boolean whole;

    /** Whole with drawings and bins; else the figures alone. */
    HtmlDetails(ColumnData column, boolean whole) {
        this.column = column;
        this.whole = whole;
    }

    String write() {
        html.raw("<tr class=\"more\"><td colspan=\"8\"><details><summary>Details</summary>\n<div class=\"body\">\n");
        html.element("p class=\"reason\"", "Why: " + column.reason());
        List<ReportData.Issue> more = column.issues().stream()
                .filter(issue -> !column.reason().startsWith(issue.message()))
                .toList();
        if (!more.isEmpty()) {
            html.raw("<ul class=\"notes\">");
            more.forEach(issue -> html.element("li", issue.message()));
            html.raw("</ul>\n");
        }
        if (!column.parts().isEmpty()) {
            parts();
        }
        ScoreData scored = column.scored();
        if (scored != null) {
            scored(scored);
        } else if (column.resultKind().equals("failed")) {
            html.element("p class=\"reason\"", "Scoring this column failed: " + column.noResult());
        } else {
            html.element("p class=\"reason\"", "No distribution was compared: " + column.noResult() + ".");
        }
        return html.raw("</div></details></td></tr>\n").toString();
    }

    /** Of dates; what is drawn below is the part that changed most. */
    private void parts() {
        html.raw("<table class=\"plain\"><caption>Parts of the dates</caption><thead><tr><th scope=\"col\">Part</th>"
                + "<th scope=\"col\" class=\"n\">Excess</th><th scope=\"col\" class=\"n\">Adjusted p</th>"
                + "<th scope=\"col\">Change</th></tr></thead><tbody>\n");
        for (ColumnData.Part part : column.parts()) {
            html.raw("<tr>").element("th scope=\"row\"", part.name());
            ScoreData scored = part.scored();
            html.element("td class=\"n\"", scored == null ? "" : Numerals.score(scored.excess()));
            html.element(
                    "td class=\"n\"",
                    scored == null ? "" : Numerals.pValue(scored.test().adjustedPValue()));
            html.element("td", scored == null ? "not compared: " + part.noResult() : Effect.of(scored, part.detail()));
            html.raw("</tr>\n");
        }
        html.raw("</tbody></table>\n");
    }

    private void scored(ScoreData scored) {
        if (whole) {
            charts(scored);
        }
        html.raw("<dl class=\"facts\">\n");
        html.fact("Change", Effect.of(column), "");
        String remark = "threshold " + Numerals.score(scored.threshold()) + ", noise floor "
                + Numerals.score(scored.noiseFloor());
        html.fact("PSI", Numerals.score(scored.psi()), remark);
        html.fact("Excess", Numerals.score(scored.excess()), "of the PSI over the noise floor");
        html.fact(
                "Smallest detectable change",
                column.smallestDetectableChange().stream()
                        .mapToObj(column::detectable)
                        .findFirst()
                        .orElse("none"),
                column.smallestDetectableChange().isPresent()
                        ? "found 9 times of 10"
                        : "with these rows no change is found 9 times of 10");
        test(scored.test());
        html.fact("Values", both(scored.nReference(), scored.nCurrent()), "reference / current");
        quality();
        html.raw("</dl>\n");
        html.raw("<div class=\"tables\">\n");
        if (whole) {
            bins(scored);
        }
        NumberDetail detail = column.detail();
        if (detail != null) {
            moments(detail);
        }
        html.raw("</div>\n");
    }

    private static String both(long reference, long current) {
        return Numerals.count(reference) + " / " + Numerals.count(current);
    }

    private void quality() {
        ColumnData.Counts before = column.reference();
        ColumnData.Counts after = column.current();
        String rates = Numerals.percent(before.missingRate()) + " / " + Numerals.percent(after.missingRate());
        html.fact("Missing", rates, "p " + Numerals.pValue(column.missingPValue()));
        column.outOfRangeShare()
                .ifPresent(share -> html.fact("Out of range", Numerals.percent(share), "of the current values"));
        column.unseenShare()
                .ifPresent(share -> html.fact("Unseen categories", Numerals.percent(share), "of the current rows"));
        if (before.invalid() + after.invalid() > 0) {
            html.fact("Invalid", both(before.invalid(), after.invalid()), "reference / current");
        }
        if (before.infinite() + after.infinite() > 0) {
            html.fact("Infinite", both(before.infinite(), after.infinite()), "reference / current");
        }
    }

    private void charts(ScoreData scored) {
        NumberDetail detail = column.detail();
        html.raw("<div class=\"charts\">\n<figure><h3>" + (detail == null ? "Share of each category" : "Shape")
                + "</h3>");
        html.raw(
                        detail == null
                                ? Charts.categories(BarSeries.of(scored))
                                : Charts.histogram(detail.shape(), Effect.of(column)))
                .raw("</figure>\n");
        if (detail != null) {
            html.raw("<figure><h3>Share of values up to each value</h3>")
                    .raw(Charts.ecdf(detail.ecdf(), detail.ks()))
                    .raw("</figure>\n");
        }
        html.raw("</div>\n");
    }

    private void test(TestData test) {
        String p = "p " + Numerals.pValue(test.pValue()) + "; of the distribution, adjusted "
                + Numerals.pValue(test.adjustedPValue());
        switch (test.name()) {
            case TestData.KOLMOGOROV_SMIRNOV -> {
                html.fact("Kolmogorov-Smirnov D", Numerals.score(test.statistic()), p);
                html.fact("Largest gap at", Numerals.brief(test.figure("location")), direction(test));
            }
            case TestData.CHI_SQUARE -> {
                html.fact("Chi-square", Numerals.brief(test.statistic()), p);
                String dof = Numerals.count((long) test.figure("dof")) + " degrees of freedom";
                html.fact("Cramér's V", Numerals.score(test.figure("cramers_v")), dof);
            }
            default ->
                html.fact(test.name().replace('_', ' '), Numerals.brief(test.statistic()), "by Evidently's rule");
        }
    }

    private static String direction(TestData test) {
        if (test.statistic() == 0) {
            return "none";
        }
        return test.figure("sign") > 0 ? "current values are larger" : "current values are smaller";
    }

    /** Bins of numbers in their order; categories by how much they contribute. */
    private void bins(ScoreData scored) {
        List<ScoreData.Bin> bins = scored.bins();
        boolean text = column.detail() == null;
        if (text) {
            bins = bins.stream()
                    .sorted(Comparator.comparingDouble(ScoreData.Bin::contribution)
                            .reversed())
                    .toList();
        }
        int shown = Math.min(bins.size(), MAX_ROWS);
        String caption = text ? "Category changes, the largest first" : "Bins";
        html.raw("<table class=\"plain\">")
                .element("caption", shown < bins.size() ? caption + " (" + shown + " of " + bins.size() + ")" : caption)
                .raw(
                        "<thead><tr><th scope=\"col\">" + (text ? "Category" : "Bin")
                                + "</th><th scope=\"col\" class=\"n\">Reference</th>"
                                + "<th scope=\"col\" class=\"n\">Current</th><th scope=\"col\" class=\"n\">PSI part</th></tr></thead><tbody>\n");
        for (ScoreData.Bin bin : bins.subList(0, shown)) {
            html.raw("<tr>").element("th scope=\"row\"", Labels.cut(bin.label(), Labels.MOST));
            html.element("td class=\"n\"", Numerals.percent((double) bin.referenceCount() / scored.nReference()));
            html.element("td class=\"n\"", Numerals.percent((double) bin.currentCount() / scored.nCurrent()));
            html.element("td class=\"n\"", Numerals.score(bin.contribution())).raw("</tr>\n");
        }
        html.raw("</tbody></table>\n");
    }

    private void moments(NumberDetail detail) {
        html.raw(
                "<table class=\"plain\"><caption>Figures</caption><thead><tr><th scope=\"col\">Figure</th>"
                        + "<th scope=\"col\" class=\"n\">Reference</th><th scope=\"col\" class=\"n\">Current</th></tr></thead><tbody>\n");
        figure("mean", detail.reference().mean(), detail.current().mean());
        figure(
                "standard deviation",
                detail.reference().standardDeviation(),
                detail.current().standardDeviation());
        figure("smallest", detail.reference().min(), detail.current().min());
        figure("median", detail.reference().median(), detail.current().median());
        figure("largest", detail.reference().max(), detail.current().max());
        html.raw("</tbody></table>\n");
    }

    private void figure(String name, double reference, double current) {
        html.raw("<tr>").element("th scope=\"row\"", name);
        html.element("td class=\"n\"", Numerals.brief(reference));
        html.element("td class=\"n\"", Numerals.brief(current)).raw("</tr>\n");
    }
}
