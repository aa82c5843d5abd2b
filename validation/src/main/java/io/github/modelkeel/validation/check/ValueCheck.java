package io.github.modelkeel.validation.check;

import io.github.modelkeel.drift.message.Numerals;
import io.github.modelkeel.validation.check.CheckResult.State;
import io.github.modelkeel.validation.rule.Rule;
import io.github.modelkeel.validation.rule.RuleKind;
import io.github.modelkeel.validation.rule.RuleText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges value by value; missing ones are not judged, but by the rule about them. Not thread-safe. */
final class ValueCheck implements Check {
    private static final int MAX_EXAMPLES = 5;

    private final Condition condition;
    private final boolean ofMissing;
    private final List<String> examples = new ArrayList<>();
    private long judged;
    private long missing;
    private long unexpected;
    private @Nullable String unable;

    private ValueCheck(Condition condition, boolean ofMissing) {
        this.condition = condition;
        this.ofMissing = ofMissing;
    }

    static ValueCheck of(Condition condition) {
        return new ValueCheck(condition, false);
    }

    static ValueCheck ofMissing() {
        return new ValueCheck(value -> !value.isMissing(), true);
    }

    @Override
    public void add(Value value) {
        if (value.isMissing()) {
            missing++;
            if (!ofMissing) {
                return;
            }
        }
        judged++;
        if (!holds(value)) {
            unexpected++;
            if (!ofMissing && examples.size() < MAX_EXAMPLES) {
                examples.add(value.example());
            }
        }
    }

    private boolean holds(Value value) {
        try {
            return condition.holds(value);
        } catch (StackOverflowError e) {
            unable = "the regular expression needs more stack than there is for the value '" + value.example() + "'";
            return true;
        }
    }

    @Override
    public CheckResult result(Rule rule) {
        if (unable != null) {
            return CheckResult.undecided(rule, missing, RuleText.describe(rule) + ": " + unable);
        }
        if (judged == 0) {
            return CheckResult.undecided(rule, missing, nothing(rule, missing));
        }
        long more = condition instanceof UniqueCondition unique ? unique.firstOnes() : 0;
        long all = unexpected + more;
        double share = (double) (judged - all) / judged;
        State state = share >= rule.mostly() ? State.PASSED : State.FAILED;
        if (condition instanceof UniqueCondition unique && unique.isFull() && state == State.PASSED) {
            return CheckResult.undecided(rule, missing, RuleText.describe(rule) + ": " + unique.limit());
        }
        return new CheckResult(rule, state, share, judged, missing, all, examples, sentence(rule, all));
    }

    /** Why there is nothing to judge. */
    static String nothing(Rule rule, long missing) {
        return RuleText.describe(rule) + ": there is nothing to judge, "
                + (missing == 0 ? "the data have no rows" : "all " + Numerals.count(missing) + " values are missing");
    }

    private String sentence(Rule rule, long all) {
        String of = Numerals.count(judged) + " values";
        String what = rule.kind() == RuleKind.NOT_NULL ? "missing" : "not as expected";
        return RuleText.describe(rule) + ": "
                + (all == 0
                        ? "true of all " + of
                        : Numerals.count(all) + " of " + of + " (" + Numerals.percent((double) all / judged) + ") "
                                + (all == 1 ? "is " : "are ") + what);
    }
}
