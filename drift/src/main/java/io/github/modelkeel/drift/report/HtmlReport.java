package io.github.modelkeel.drift.report;

import io.github.modelkeel.drift.message.Numerals;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
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

    private static final int FEW_COLUMNS = 12;
    private static final long FEW_BYTES = 200_000;
    private static final long BYTES_A_COLUMN = 6_250;
    private static final long MOST_BYTES = 10_000_000;
    private static final long TABLE_HEAD = 4_000;

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
                .sorted(Comparator.comparingDouble(ColumnData::weight).reversed())
                .toList();
        Html after = new Html();
        new HtmlNotes(after).write(report);
        after.raw("</main>\n");
        footer(after);
        after.raw("<script>" + SCRIPT + "</script>\n</body>\n</html>\n");
        html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
                        + hash(STYLE) + "; script-src " + hash(SCRIPT) + "\">\n")
                .element("title", report.options().title() + ": " + headline())
                .raw(
                        "\n<style>" + STYLE
                                + "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#columns\">To the columns</a>\n<main>\n");
        banner();
        new HtmlParts(html).write(report.parts());
        long around = Html.bytes(html.toString()) + Html.bytes(after.toString()) + TABLE_HEAD;
        new HtmlTable(html).write(columns, mostBytes(columns.size()) - around);
        return html + after.toString();
    }

    /** How large a page may be: 200 kB of twelve columns, 2 MB of three hundred, and 10 MB of as many as there are. */
    static long mostBytes(int columns) {
        return Math.min(MOST_BYTES, FEW_BYTES + BYTES_A_COLUMN * Math.max(0, columns - FEW_COLUMNS));
    }

    private String headline() {
        return switch (report.state()) {
            case UNDECIDED, NOT_SCORED -> "Undecided: no column could be judged";
            case STABLE -> "Stable: no column drifted";
            case SHIFTED -> "Shifted: " + changed() + " of " + report.judgedCount() + " columns changed";
            case DRIFTED -> "Drifted: " + report.driftedCount() + " of " + report.judgedCount() + " columns drifted";
        };
    }

    private long changed() {
        return report.columns().stream().filter(ColumnData::changed).count();
    }

    private String mood() {
        return switch (report.state()) {
            case UNDECIDED, NOT_SCORED -> "none";
            case STABLE -> "calm";
            case SHIFTED -> "some";
            case DRIFTED -> "drift";
        };
    }

    /** When, by which version, and for which model. */
    private String origin() {
        ReportData.Origin origin = report.origin();
        return (origin.model() == null ? "" : " · for " + origin.model()) + " · created " + origin.minutes()
                + " by Modelkeel " + origin.version();
    }

    private void banner() {
        html.element("p class=\"eyebrow\"", report.options().title() + origin())
                .raw("<header class=\"banner " + mood() + "\">\n")
                .element("h1", headline());
        String limit = Numerals.percent(report.options().driftShare());
        String share = report.judgedCount() == 0
                ? "."
                : ". Drifted share: " + Numerals.percent(report.driftShare()) + " (the data set drifts from " + limit
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

    private void footer(Html page) {
        ReportData.Settings options = report.options();
        page.raw("<footer>\n<dl>\n");
        term(
                page,
                "Decision",
                options.decision()
                        + " PSI: at least half a row a bin; its noise floor is what no drift would give. Adjusted ("
                        + correction(options.correction())
                        + ") for everything that was tested. Numbers: " + options.bins()
                        + " quantile bins of the reference, Kolmogorov-Smirnov and rank test; text and few distinct numbers:"
                        + " their categories, chi-square test.");
        if (!options.columnThresholds().isEmpty()) {
            term(
                    page,
                    "Own thresholds",
                    options.columnThresholds().entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(entry -> entry.getKey() + " " + Numerals.brief(entry.getValue()))
                            .collect(Collectors.joining(", ")));
        }
        if (!options.weights().isEmpty()) {
            term(
                    page,
                    "Weights",
                    options.weights().entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(entry -> entry.getKey() + " " + Numerals.brief(entry.getValue()))
                            .collect(Collectors.joining(", ")));
        }
        if (!options.ignored().isEmpty()) {
            term(page, "Ignored", options.ignored().stream().sorted().collect(Collectors.joining(", ")));
        }
        side(page, "Reference", report.reference());
        side(page, "Current", report.current());
        page.raw("</dl>\n</footer>\n");
    }

    /** By those who found it, as they are written. */
    private static String correction(String name) {
        return Arrays.stream(name.split("_"))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("-"));
    }

    private static void term(Html page, String term, String description) {
        page.element("dt", term).element("dd", description).raw("\n");
    }

    private static void side(Html page, String name, ReportData.Side side) {
        page.element("dt", name)
                .raw("<dd>")
                .text(Numerals.count(side.rows()) + " rows, " + side.columns() + " columns");
        if (side.fingerprint() != null) {
            page.text(", SHA-256 ").element("code", side.fingerprint());
        }
        page.raw("</dd>\n");
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
