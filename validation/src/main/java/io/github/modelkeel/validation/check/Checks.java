package io.github.modelkeel.validation.check;

import io.github.modelkeel.validation.rule.Bounds;
import io.github.modelkeel.validation.rule.Rule;
import java.util.regex.Pattern;

/** Which check judges by a rule of a column. */
final class Checks {
    private Checks() {}

    /**
     * @param asNumbers whether fields of the column are numbers, because another rule says so
     */
    static Check of(Rule rule, boolean asNumbers) {
        Bounds bounds = rule.bounds();
        return switch (rule.kind()) {
            case NOT_NULL -> ValueCheck.ofMissing();
            case BETWEEN -> ValueCheck.of(value -> bounds.hold(value.number()));
            case IN_SET -> ValueCheck.of(new SetCondition(rule.values(), true));
            case NOT_IN_SET -> ValueCheck.of(new SetCondition(rule.values(), false));
            case UNIQUE -> ValueCheck.of(new UniqueCondition(asNumbers, UniqueCondition.MAX_DISTINCT));
            case REGEX -> ValueCheck.of(pattern(rule, true));
            case NOT_REGEX -> ValueCheck.of(pattern(rule, false));
            case LENGTH -> ValueCheck.of(value -> value.isText() && bounds.hold(length(value)));
            case INCREASING -> ValueCheck.of(new OrderCondition(true, rule.strictly()));
            case DECREASING -> ValueCheck.of(new OrderCondition(false, rule.strictly()));
            case TYPE -> TypeCheck.of(rule);
            case MEAN, STANDARD_DEVIATION, QUANTILE, MINIMUM, MAXIMUM, SUM ->
                new MomentCheck(rule.kind(), Sorter.MAX_NUMBERS);
            case EXISTS, ROW_COUNT, COLUMN_COUNT, COLUMNS, COLUMNS_IN_ORDER, COLUMNS_INCLUDE ->
                throw new IllegalArgumentException(rule.kind() + " is not judged by values");
        };
    }

    /** Somewhere in the text; a value that has none is unexpected either way. */
    private static Condition pattern(Rule rule, boolean wanted) {
        Pattern pattern = Pattern.compile(String.valueOf(rule.pattern()));
        return value -> {
            String text = value.text();
            return text != null && pattern.matcher(text).find() == wanted;
        };
    }

    private static double length(Value value) {
        String text = String.valueOf(value.text());
        return text.codePointCount(0, text.length());
    }
}
