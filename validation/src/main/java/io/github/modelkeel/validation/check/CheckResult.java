package io.github.modelkeel.validation.check;

import io.github.modelkeel.validation.rule.Rule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The verdict of one rule.
 *
 * @param observed a number, text or list; null where nothing was observed
 * @param judged how many values were judged, those that are not missing; of the table, its rows
 * @param unexpected how many of them are not as expected
 * @param examples the first of these
 * @param sentence the verdict in words
 */
public record CheckResult(
        Rule rule,
        State state,
        @Nullable Object observed,
        long judged,
        long missing,
        long unexpected,
        List<String> examples,
        String sentence) {
    /** Whether a rule is met. */
    public enum State {
        PASSED,
        FAILED,
        UNDECIDED
    }

    public CheckResult {
        examples = List.copyOf(examples);
    }

    static CheckResult undecided(Rule rule, long missing, String why) {
        return new CheckResult(rule, State.UNDECIDED, null, 0, missing, 0, List.of(), why);
    }

    static CheckResult ofTable(Rule rule, boolean passed, Object observed, long rows, String sentence) {
        State state = passed ? State.PASSED : State.FAILED;
        return new CheckResult(rule, state, observed, rows, 0, 0, List.of(), sentence);
    }

    /** The worst of all: failed, else undecided, else passed. Without any rule nothing was decided. */
    public static State worst(List<CheckResult> results) {
        State worst = results.isEmpty() ? State.UNDECIDED : State.PASSED;
        for (CheckResult each : results) {
            if (each.state == State.FAILED) {
                return State.FAILED;
            }
            worst = each.state == State.UNDECIDED ? State.UNDECIDED : worst;
        }
        return worst;
    }
}
