package io.github.modelkeel.drift.report;

import io.github.modelkeel.drift.message.Numerals;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes a report as one HTML page. Its content security policy allows this page's own style and script by their hashes and nothing
 * else, so that a hostile column name could not run anything even if it got through the escaping.
 */
public final class HtmlReport {
    private static final String STYLE = resource("report.css");
    private static final String SCRIPT = resource("report.js");

    private final ReportData report;
    private final Html html = new Html();

    private HtmlReport(ReportData report) {
        this.report = report;
    }

    public static String write(ReportData report) {
        return new HtmlReport(report).page();
    }

    private String page() {
        List<ColumnData> columns = report.columns().stream()
                .sorted(Comparator.comparingDouble(HtmlReport::weight).reversed())
                .toList();
        html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
                        + hash(STYLE) + "; script-src " + hash(SCRIPT) + "\">\n")
                .element("title", report.options().title() + ": " + headline())
                .raw(
                        "\n<style>" + STYLE
                                + "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#columns\">To the columns</a>\n<main>\n");
        banner();
        notes();
        new HtmlTable(html).write(columns);
        if (!columns.isEmpty()) {
            html.element("h2", "Column by column").raw("\n");
        }
        for (int i = 0; i < columns.size(); i++) {
            new HtmlDetails(html, columns.get(i)).write("c" + i);
        }
        html.raw("</main>\n");
        footer();
        return html.raw("<script>" + SCRIPT + "</script>\n</body>\n</html>\n").toString();
    }

    /** Drifted columns first, then those that could not be judged and those that shifted; each by what they exceed the noise by. */
    private static double weight(ColumnData column) {
        double excess = Math.max(0, column.excess().orElse(column.drifted() ? Double.MAX_VALUE : 0));
        double share = excess / (1 + excess);
        return switch (column.state()) {
                    case DRIFTED -> 4;
                    case UNDECIDED -> 3;
                    case SHIFTED -> 2;
                    case STABLE -> 1;
                    case NOT_SCORED -> 0;
                }
                + share;
    }

    private String headline() {
        return switch (report.state()) {
            case UNDECIDED, NOT_SCORED -> "Undecided: no column could be judged";
            case STABLE -> "Stable: no column drifted";
            case SHIFTED -> "Shifted: " + columns();
            case DRIFTED -> "Drifted: " + columns();
        };
    }

    private String columns() {
        return report.driftedCount() + " of " + report.judgedCount() + " columns drifted";
    }

    private String mood() {
        return switch (report.state()) {
            case UNDECIDED, NOT_SCORED -> "none";
            case STABLE -> "calm";
            case SHIFTED -> "some";
            case DRIFTED -> "drift";
        };
    }

    private void banner() {
        html.element("p class=\"eyebrow\"", report.options().title())
                .raw("<header class=\"banner " + mood() + "\">\n")
                .element("h1", headline());
        String limit = Numerals.percent(report.options().driftShare());
        String share = report.judgedCount() == 0
                ? "."
                : ", a share of " + Numerals.percent(report.driftShare()) + " (the data set drifts from " + limit
                        + " on).";
        html.element("p", "Reason: " + report.reason() + share);
        html.raw("\n</header>\n<dl class=\"tiles\">\n")
                .fact("Reference rows", Numerals.count(report.reference().rows()), "")
                .fact("Current rows", Numerals.count(report.current().rows()), "")
                .fact("Columns compared", Numerals.count(report.columns().size()), "")
                .fact("Data-quality alarms", Numerals.count(report.issues().size()), "")
                .fact("Schema changes", Numerals.count(report.changes().size()), "")
                .raw("</dl>\n");
    }

    private void notes() {
        if (!report.issues().isEmpty()) {
            html.element("h2", "Data-quality alarms").raw("\n<ul class=\"notes\">\n");
            for (ReportData.Issue issue : report.issues()) {
                html.raw("<li>")
                        .element("strong", issue.column())
                        .text(": " + issue.message())
                        .raw("</li>\n");
            }
            html.raw("</ul>\n");
        }
        if (!report.changes().isEmpty()) {
            html.element("h2", "Schema changes").raw("\n<ul class=\"notes\">\n");
            for (ReportData.Change change : report.changes()) {
                html.element("li", change.message()).raw("\n");
            }
            html.raw("</ul>\n");
        }
    }

    private void footer() {
        ReportData.Settings options = report.options();
        html.raw("<footer>\n<dl>\n");
        term(
                "Decision",
                options.decision()
                        + " PSI: at least half a row a bin; its noise floor is what no drift would give. Adjusted ("
                        + options.correction().toLowerCase(Locale.ROOT).replace('_', '-')
                        + ") for everything that was tested. Numbers: " + options.bins()
                        + " quantile bins of the reference, Kolmogorov-Smirnov and rank test; text and few distinct numbers:"
                        + " their categories, chi-square test.");
        if (!options.columnThresholds().isEmpty()) {
            term(
                    "Own thresholds",
                    options.columnThresholds().entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(entry -> entry.getKey() + " " + Numerals.brief(entry.getValue()))
                            .collect(Collectors.joining(", ")));
        }
        if (!options.weights().isEmpty()) {
            term(
                    "Weights",
                    options.weights().entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(entry -> entry.getKey() + " " + Numerals.brief(entry.getValue()))
                            .collect(Collectors.joining(", ")));
        }
        if (!options.ignored().isEmpty()) {
            term("Ignored", options.ignored().stream().sorted().collect(Collectors.joining(", ")));
        }
        side("Reference", report.reference());
        side("Current", report.current());
        html.raw("</dl>\n</footer>\n");
    }

    private void term(String term, String description) {
        html.element("dt", term).element("dd", description).raw("\n");
    }

    private void side(String name, ReportData.Side side) {
        html.element("dt", name)
                .raw("<dd>")
                .text(Numerals.count(side.rows()) + " rows, " + side.columns() + " columns, SHA-256 ")
                .element("code", side.fingerprint())
                .raw("</dd>\n");
    }

    private static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks its resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the jar's resource " + name + " cannot be read", e);
        }
    }

    private static String hash(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
