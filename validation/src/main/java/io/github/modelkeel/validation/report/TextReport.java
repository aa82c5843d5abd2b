package io.github.modelkeel.validation.report;

import io.github.modelkeel.drift.message.Numerals;
import io.github.modelkeel.validation.check.CheckResult;
import io.github.modelkeel.validation.check.CheckResult.State;
import java.util.List;
import java.util.stream.Stream;

/** A report for people: a line in all, and one for each expectation that is not met. */
public final class TextReport {
    private TextReport() {}

    public static String write(ReportData data) {
        StringBuilder out = new StringBuilder(line(data));
        for (CheckResult each : notMet(data)) {
            out.append('\n').append(ReportData.name(each.state())).append(": ").append(sentence(each));
        }
        data.skipped().forEach(each -> out.append("\nskipped: ").append(each));
        return out.toString();
    }

    static String line(ReportData data) {
        return ReportData.name(data.state()) + ": " + Numerals.count(data.count(State.PASSED)) + " of "
                + Numerals.count(data.results().size()) + " expectations met, " + data.count(State.FAILED)
                + " not met, " + data.count(State.UNDECIDED) + " undecided, of " + Numerals.count(data.rows())
                + (data.rows() == 1 ? " row" : " rows");
    }

    /** Failed ones first. */
    static List<CheckResult> notMet(ReportData data) {
        return Stream.of(State.FAILED, State.UNDECIDED)
                .flatMap(state -> data.results().stream().filter(result -> result.state() == state))
                .toList();
    }

    static String sentence(CheckResult result) {
        return result.examples().isEmpty()
                ? result.sentence()
                : result.sentence() + ", for instance '" + String.join("', '", result.examples()) + "'";
    }
}
