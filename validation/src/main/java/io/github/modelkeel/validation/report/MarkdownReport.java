package io.github.modelkeel.validation.report;

import io.github.modelkeel.validation.check.CheckResult;
import io.github.modelkeel.validation.check.CheckResult.State;
import io.github.modelkeel.validation.rule.RuleText;
import java.util.List;
import java.util.stream.Collectors;

/** A report as Markdown, for a pull request or a chat: what is not met as a table, what is met as a list that can be opened. */
public final class MarkdownReport {
    private static final char REPLACEMENT = '\uFFFD';

    private MarkdownReport() {}

    public static String write(ReportData data) {
        StringBuilder out =
                new StringBuilder("**").append(TextReport.line(data)).append("**\n");
        List<CheckResult> notMet = TextReport.notMet(data);
        if (!notMet.isEmpty()) {
            out.append("\n| state | expectation | found | for instance |\n|---|---|---|---|\n");
            for (CheckResult each : notMet) {
                String expected = RuleText.describe(each.rule());
                String found = each.sentence().startsWith(expected + ": ")
                        ? each.sentence().substring(expected.length() + 2)
                        : each.sentence();
                String examples =
                        each.examples().stream().map(MarkdownReport::plain).collect(Collectors.joining(", "));
                out.append("| ")
                        .append(ReportData.name(each.state()))
                        .append(" | ")
                        .append(plain(expected))
                        .append(" | ")
                        .append(plain(found))
                        .append(" | ")
                        .append(examples)
                        .append(" |\n");
            }
        }
        passed(data, out);
        data.skipped()
                .forEach(each -> out.append("\nSkipped: ").append(plain(each)).append('\n'));
        return out.toString();
    }

    private static void passed(ReportData data, StringBuilder out) {
        if (data.count(State.PASSED) == 0) {
            return;
        }
        out.append("\n<details><summary>").append(data.count(State.PASSED)).append(" met</summary>\n\n");
        data.results().stream()
                .filter(result -> result.state() == State.PASSED)
                .forEach(each -> out.append("- ").append(plain(each.sentence())).append('\n'));
        out.append("\n</details>\n");
    }

    /** Nothing of it is Markdown or HTML, nor becomes a link by itself. */
    private static String plain(String text) {
        StringBuilder out = new StringBuilder();
        int point;
        for (int i = 0; i < text.length(); i += Character.charCount(point)) {
            point = text.codePointAt(i);
            if (point == '\n' || point == '\r' || point == '\t') {
                out.append(' ');
            } else if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                out.append(REPLACEMENT); // half a pair, which UTF-8 cannot hold
            } else if ("\\`*_{}[]<>()#+!|&~$@".indexOf(point) >= 0 || isLink(text, i)) {
                out.append("&#").append(point).append(';');
            } else {
                out.appendCodePoint(point);
            }
        }
        return out.toString();
    }

    /** Whether a place is the colon of {@code https://} or the first dot of {@code www.}, of which GitHub makes links. */
    private static boolean isLink(String text, int place) {
        return text.startsWith("://", place)
                || (text.charAt(place) == '.' && text.regionMatches(true, place - 3, "www", 0, 3));
    }
}
