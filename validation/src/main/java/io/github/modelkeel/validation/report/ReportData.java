package io.github.modelkeel.validation.report;

import io.github.modelkeel.validation.check.CheckResult;
import io.github.modelkeel.validation.check.CheckResult.State;
import java.util.List;

/**
 * What a report shows.
 *
 * @param skipped expectations that were not read, each with the reason
 */
public record ReportData(long rows, List<CheckResult> results, List<String> skipped) {
    public ReportData {
        results = List.copyOf(results);
        skipped = List.copyOf(skipped);
    }

    public State state() {
        return CheckResult.worst(results);
    }

    long count(State state) {
        return results.stream().filter(result -> result.state() == state).count();
    }

    /** The name in files and on standard output. */
    public static String name(State state) {
        return switch (state) {
            case PASSED -> "PASSED";
            case FAILED -> "FAILED";
            case UNDECIDED -> "UNDECIDED";
        };
    }
}
