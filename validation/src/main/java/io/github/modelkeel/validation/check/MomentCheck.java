package io.github.modelkeel.validation.check;

import io.github.modelkeel.drift.message.Numerals;
import io.github.modelkeel.validation.check.CheckResult.State;
import io.github.modelkeel.validation.rule.Rule;
import io.github.modelkeel.validation.rule.RuleKind;
import io.github.modelkeel.validation.rule.RuleText;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges a figure of the numbers of a column: mean, standard deviation (with n − 1), minimum, maximum, sum or a quantile. Sums are
 * compensated (A. Neumaier, 1974). A value that is not a number is unexpected, and one is enough to fail. Not thread-safe.
 */
final class MomentCheck implements Check {
    private static final int MAX_EXAMPLES = 5;

    /** Values are divided by two to this power in a sum that does not overflow. */
    private static final int SMALL = 64;

    private final RuleKind kind;
    private final Sorter sorter;
    private final List<String> examples = new ArrayList<>();
    private long missing;
    private long strangers;
    private long count;
    private double origin;
    private boolean finite = true;
    private final ExactSum sum = new ExactSum();
    private final ExactSum small = new ExactSum();
    private final ExactSum shifted = new ExactSum();
    private final ExactSum squares = new ExactSum();
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    MomentCheck(RuleKind kind, int maxNumbers) {
        this.kind = kind;
        this.sorter = new Sorter(maxNumbers);
    }

    @Override
    public void add(Value value) {
        if (value.isMissing()) {
            missing++;
            return;
        }
        double number = value.number();
        if (Double.isNaN(number)) {
            strangers++;
            if (examples.size() < MAX_EXAMPLES) {
                examples.add(value.example());
            }
            return;
        }
        count++;
        finite &= Double.isFinite(number);
        switch (kind) {
            case QUANTILE -> sorter.add(number);
            case STANDARD_DEVIATION -> {
                origin = count == 1 ? number : origin;
                shifted.add(number - origin);
                squares.add((number - origin) * (number - origin));
            }
            case MINIMUM -> min = Math.min(min, number);
            case MAXIMUM -> max = Math.max(max, number);
            default -> {
                sum.add(number);
                small.add(Math.scalb(number, -SMALL));
            }
        }
    }

    @Override
    public CheckResult result(Rule rule) {
        if (count + strangers == 0) {
            return CheckResult.undecided(rule, missing, ValueCheck.nothing(rule, missing));
        }
        if (strangers > 0) {
            String why = RuleText.describe(rule) + ": " + Numerals.count(strangers) + " of "
                    + Numerals.count(count + strangers) + " values "
                    + (strangers == 1 ? "is not a number" : "are not numbers");
            return new CheckResult(rule, State.FAILED, null, count + strangers, missing, strangers, examples, why);
        }
        if (kind == RuleKind.STANDARD_DEVIATION && count == 1) {
            return CheckResult.undecided(
                    rule, missing, RuleText.describe(rule) + ": one value has no standard deviation");
        }
        if (sorter.isFull()) {
            return CheckResult.undecided(rule, missing, RuleText.describe(rule) + ": " + sorter.limit());
        }
        double figure = figure(rule);
        if (!Double.isFinite(figure) && finite) {
            return CheckResult.undecided(
                    rule, missing, RuleText.describe(rule) + ": the values are so large that no double holds it");
        }
        State state = rule.bounds().hold(figure) ? State.PASSED : State.FAILED;
        String sentence = RuleText.describe(rule) + ": it is " + Numerals.brief(figure) + ", of "
                + Numerals.count(count) + (count == 1 ? " value" : " values");
        return new CheckResult(rule, state, figure, count, missing, 0, List.of(), sentence);
    }

    private double figure(Rule rule) {
        return switch (kind) {
            case QUANTILE -> sorter.quantile(rule.quantile(), rule.nearest());
            case STANDARD_DEVIATION -> {
                double distance = shifted.value();
                yield Math.sqrt(Math.max(0, squares.value() - distance * distance / count) / (count - 1));
            }
            case MINIMUM -> min;
            case MAXIMUM -> max;
            case SUM -> isOverflow() ? Math.scalb(small.value(), SMALL) : sum.value();
            default -> isOverflow() ? Math.scalb(small.value() / count, SMALL) : sum.value() / count;
        };
    }

    /** The sum itself may be too large although the mean is not, or a part of it although the sum is not. */
    private boolean isOverflow() {
        return finite && !Double.isFinite(sum.value());
    }

    /** A sum with its rounding errors. */
    private static final class ExactSum {
        private double sum;
        private double error;

        void add(double value) {
            double next = sum + value;
            if (Double.isFinite(next)) {
                error += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
            }
            sum = next;
        }

        double value() {
            return sum + error;
        }
    }
}
