package io.github.modelkeel.validation.rule;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What can be expected. The names stand in files and may not change, whatever Java calls the constants. */
public enum RuleKind {
    NOT_NULL("not_null", Argument.COLUMN, Argument.MOSTLY),
    BETWEEN("between", Argument.COLUMN, Argument.BOUNDS, Argument.MOSTLY),
    IN_SET("in_set", Argument.COLUMN, Argument.VALUES, Argument.MOSTLY),
    NOT_IN_SET("not_in_set", Argument.COLUMN, Argument.VALUES, Argument.MOSTLY),
    UNIQUE("unique", Argument.COLUMN, Argument.MOSTLY),
    REGEX("regex", Argument.COLUMN, Argument.PATTERN, Argument.MOSTLY),
    NOT_REGEX("not_regex", Argument.COLUMN, Argument.PATTERN, Argument.MOSTLY),
    LENGTH("length", Argument.COLUMN, Argument.BOUNDS, Argument.MOSTLY),
    INCREASING("increasing", Argument.COLUMN, Argument.STRICTLY, Argument.MOSTLY),
    DECREASING("decreasing", Argument.COLUMN, Argument.STRICTLY, Argument.MOSTLY),
    TYPE("type", Argument.COLUMN, Argument.TYPES, Argument.MOSTLY),
    MEAN("mean", Argument.COLUMN, Argument.BOUNDS),
    STANDARD_DEVIATION("standard_deviation", Argument.COLUMN, Argument.BOUNDS),
    QUANTILE("quantile", Argument.COLUMN, Argument.BOUNDS, Argument.QUANTILE),
    MINIMUM("minimum", Argument.COLUMN, Argument.BOUNDS),
    MAXIMUM("maximum", Argument.COLUMN, Argument.BOUNDS),
    SUM("sum", Argument.COLUMN, Argument.BOUNDS),
    EXISTS("exists", Argument.COLUMN),
    ROW_COUNT("row_count", Argument.BOUNDS),
    COLUMN_COUNT("column_count", Argument.BOUNDS),
    COLUMNS("columns", Argument.NAMES),
    COLUMNS_IN_ORDER("columns_in_order", Argument.NAMES),
    COLUMNS_INCLUDE("columns_include", Argument.NAMES);

    /** What a kind needs or takes. */
    public enum Argument {
        COLUMN,
        BOUNDS,
        MOSTLY,
        VALUES,
        PATTERN,
        STRICTLY,
        TYPES,
        QUANTILE,
        NAMES
    }

    private final String saved;

    @SuppressWarnings("ImmutableEnumChecker") // written once
    private final Set<Argument> arguments;

    RuleKind(String saved, Argument first, Argument... more) {
        this.saved = saved;
        this.arguments = EnumSet.of(first, more);
    }

    /** The name in files. */
    public String saved() {
        return saved;
    }

    public boolean takes(Argument argument) {
        return arguments.contains(argument);
    }

    static Optional<RuleKind> ofSaved(String name) {
        return Arrays.stream(values()).filter(kind -> kind.saved.equals(name)).findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(RuleKind::saved).toList();
    }
}
