package io.github.modelkeel.validation.rule;

import io.github.modelkeel.drift.message.Numerals;
import java.util.List;
import java.util.stream.Collectors;

/** Says in words what a rule expects. */
public final class RuleText {
    private static final int SHOWN_VALUES = 10;
    private static final int MAX_LENGTH = 200;

    private RuleText() {}

    /** What is expected, as {@code age: between 0 and 120 (at least 99.0% of values)}. */
    public static String describe(Rule rule) {
        String share = rule.mostly() < 1 ? " (at least " + Numerals.percent(rule.mostly()) + " of values)" : "";
        String what = expected(rule) + share;
        return rule.column() == null ? what : rule.column() + ": " + what;
    }

    /** What a value, or the whole, must be. */
    public static String expected(Rule rule) {
        String between = rule.bounds().describe();
        return switch (rule.kind()) {
            case NOT_NULL -> "not missing";
            case BETWEEN -> between;
            case IN_SET -> "one of " + list(rule.values());
            case NOT_IN_SET -> "none of " + list(rule.values());
            case UNIQUE -> "unique";
            case REGEX -> "matches " + cut(String.valueOf(rule.pattern()));
            case NOT_REGEX -> "does not match " + cut(String.valueOf(rule.pattern()));
            case LENGTH -> "length " + between;
            case INCREASING -> rule.strictly() ? "strictly increasing" : "increasing";
            case DECREASING -> rule.strictly() ? "strictly decreasing" : "decreasing";
            case TYPE -> "type " + rule.values().stream().map(String::valueOf).collect(Collectors.joining(" or "));
            case MEAN -> "mean " + between;
            case STANDARD_DEVIATION -> "standard deviation " + between;
            case QUANTILE -> "quantile " + Numerals.brief(rule.quantile()) + " " + between;
            case MINIMUM -> "minimum " + between;
            case MAXIMUM -> "maximum " + between;
            case SUM -> "sum " + between;
            case EXISTS -> "the column is there";
            case ROW_COUNT -> "number of rows " + between;
            case COLUMN_COUNT -> "number of columns " + between;
            case COLUMNS -> "the columns are " + list(rule.values());
            case COLUMNS_IN_ORDER -> "the columns are, in this order, " + list(rule.values());
            case COLUMNS_INCLUDE -> "the columns include " + list(rule.values());
        };
    }

    private static String list(List<Object> values) {
        String shown = values.stream().limit(SHOWN_VALUES).map(RuleText::shown).collect(Collectors.joining(", "));
        return cut(shown) + (values.size() > SHOWN_VALUES ? " and " + (values.size() - SHOWN_VALUES) + " more" : "");
    }

    private static String shown(Object value) {
        return value instanceof String text ? "'" + text + "'" : String.valueOf(value);
    }

    private static String cut(String text) {
        return text.length() <= MAX_LENGTH
                ? text
                : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, MAX_LENGTH) - 1)) + "…";
    }
}
