package io.github.modelkeel.validation.rule;

import io.github.modelkeel.validation.rule.RuleKind.Argument;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is expected, checked where it is made.
 *
 * @param column null for the table
 * @param mostly the least share of values that must be as expected
 * @param strictly whether equal neighbors are refused
 * @param values of a set: texts, numbers and booleans; of types and columns their names
 * @param pattern in Java's syntax, null if the kind takes none
 * @param quantile in [0, 1]
 * @param nearest whether the quantile is the nearest value instead of an interpolated one
 */
public record Rule(
        RuleKind kind,
        @Nullable String column,
        Bounds bounds,
        double mostly,
        boolean strictly,
        List<Object> values,
        @Nullable String pattern,
        double quantile,
        boolean nearest) {
    /** What a column can be. */
    public static final List<String> TYPES = List.of("number", "integer", "float", "boolean", "date", "text");

    public Rule {
        values = List.copyOf(values);
        if (kind.takes(Argument.COLUMN) == (column == null)) {
            throw wrong(kind, column == null ? "a column is needed" : "it has no column");
        }
        if (!(mostly >= 0 && mostly <= 1)) {
            throw wrong(kind, "mostly must be between 0 and 1: " + mostly);
        }
        if (!(quantile >= 0 && quantile <= 1)) {
            throw wrong(kind, "quantile must be between 0 and 1: " + quantile);
        }
        if (kind.takes(Argument.BOUNDS) == bounds.isEmpty()) {
            throw wrong(kind, bounds.isEmpty() ? "min or max is needed" : "it has no bounds");
        }
        checkValues(kind, values);
        if (kind.takes(Argument.PATTERN)) {
            checkPattern(kind, pattern);
        }
        refuse(kind, Argument.MOSTLY, mostly != 1, "mostly");
        refuse(kind, Argument.STRICTLY, strictly, "strictly");
    }

    /** A rule without bounds and values. */
    public static Rule of(RuleKind kind, String column) {
        return new Rule(kind, column, Bounds.NONE, 1, false, List.of(), null, 0, false);
    }

    /** A rule with bounds. */
    public static Rule of(RuleKind kind, @Nullable String column, Bounds bounds) {
        return new Rule(kind, column, bounds, 1, false, List.of(), null, 0, false);
    }

    /** A rule with values. */
    public static Rule of(RuleKind kind, @Nullable String column, List<?> values) {
        return new Rule(kind, column, Bounds.NONE, 1, false, List.copyOf(values), null, 0, false);
    }

    /** A rule with a pattern in Java's syntax. */
    public static Rule of(RuleKind kind, String column, String pattern) {
        return new Rule(kind, column, Bounds.NONE, 1, false, List.of(), pattern, 0, false);
    }

    public static Rule quantile(String column, double quantile, Bounds bounds, boolean nearest) {
        return new Rule(RuleKind.QUANTILE, column, bounds, 1, false, List.of(), null, quantile, nearest);
    }

    public Rule withBounds(Bounds changed) {
        return new Rule(kind, column, changed, mostly, strictly, values, pattern, quantile, nearest);
    }

    public Rule withMostly(double share) {
        return new Rule(kind, column, bounds, share, strictly, values, pattern, quantile, nearest);
    }

    public Rule withStrictly(boolean changed) {
        return new Rule(kind, column, bounds, mostly, changed, values, pattern, quantile, nearest);
    }

    private static void refuse(RuleKind kind, Argument argument, boolean given, String name) {
        if (given && !kind.takes(argument)) {
            throw wrong(kind, "it does not take " + name);
        }
    }

    private static void checkValues(RuleKind kind, List<Object> values) {
        boolean needed = kind.takes(Argument.VALUES) || kind.takes(Argument.TYPES) || kind.takes(Argument.NAMES);
        if (needed == values.isEmpty()) {
            throw wrong(kind, needed ? "it needs at least one value" : "it has no values");
        }
        for (Object value : values) {
            boolean text = value instanceof String;
            boolean plain = text || value instanceof Number || value instanceof Boolean;
            if (!plain || (!text && !kind.takes(Argument.VALUES))) {
                throw wrong(kind, "a value of an unsupported type: " + value);
            }
            if (value instanceof Number number && !Double.isFinite(number.doubleValue())) {
                throw wrong(kind, "a number of a set must be finite: " + value);
            }
            if (kind.takes(Argument.TYPES) && !TYPES.contains(value)) {
                throw wrong(kind, "unknown type '" + value + "'; it must be one of " + TYPES);
            }
        }
        if (kind.takes(Argument.NAMES) && Set.copyOf(values).size() < values.size()) {
            throw wrong(kind, "a column is named twice: " + values);
        }
    }

    private static void checkPattern(RuleKind kind, @Nullable String pattern) {
        if (pattern == null) {
            throw wrong(kind, "a pattern is needed");
        }
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(kind.saved() + ": not a valid regular expression: " + e.getMessage(), e);
        }
    }

    private static IllegalArgumentException wrong(RuleKind kind, String why) {
        return new IllegalArgumentException(kind.saved() + ": " + why);
    }
}
