package io.github.modelkeel.validation.rule;

import io.github.modelkeel.drift.message.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a suite of Great Expectations 1.x. */
public final class GreatExpectations {
    /** Arguments without a say in what passes. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "batch_id",
            "result_format",
            "catch_exceptions",
            "include_config",
            "meta",
            "notes",
            "description",
            "severity");

    /** The bounds of a quantile are met within a ten-thousandth of them there. */
    private static final double TOLERANCE = 1e-4;

    private static final double LEAST_TOLERANCE = 1e-8;

    private static final Map<String, Function<TreeMembers, List<Rule>>> KNOWN = known();

    private GreatExpectations() {}

    /**
     * What a suite holds.
     *
     * @param skipped the expectations that were left out, each with the reason
     */
    public record Suite(List<Rule> rules, List<String> skipped) {
        public Suite {
            rules = List.copyOf(rules);
            skipped = List.copyOf(skipped);
        }
    }

    /**
     * Reads a suite.
     *
     * @param skipping whether what cannot be read is left out and listed; else it is an error
     */
    public static Suite read(Map<?, ?> tree, boolean skipping) {
        List<Rule> rules = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        for (TreeMembers each : new TreeMembers("", tree).objects("expectations")) {
            try {
                rules.addAll(each.reading(GreatExpectations::read));
            } catch (IllegalArgumentException e) {
                if (!skipping) {
                    throw e;
                }
                skipped.add(String.valueOf(e.getMessage()));
            }
        }
        return new Suite(rules, skipped);
    }

    private static List<Rule> read(TreeMembers expectation) {
        if (expectation.isNull("type") && !expectation.isNull("expectation_type")) {
            throw new IllegalArgumentException("a suite of Great Expectations 0.x has 'expectation_type';"
                    + " save it with version 1, which has 'type'");
        }
        String type = expectation.text("type");
        Function<TreeMembers, List<Rule>> reader = KNOWN.get(type);
        if (reader == null) {
            throw new IllegalArgumentException(
                    "unknown expectation '" + type + "'" + NearestName.hint(type, KNOWN.keySet()));
        }
        TreeMembers arguments = expectation.object("kwargs");
        try {
            List<Rule> rules = reader.apply(arguments);
            for (String other : arguments.others()) {
                if (!arguments.isNull(other) && !WITHOUT_EFFECT.contains(other)) {
                    throw new IllegalArgumentException("the argument '" + other + "' cannot be read");
                }
            }
            return rules;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(type + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, Function<TreeMembers, List<Rule>>> known() {
        Map<String, Function<TreeMembers, List<Rule>>> known = new LinkedHashMap<>();
        String values = "expect_column_values_to_";
        known.put(values + "not_be_null", ofValues((column, of) -> Rule.of(RuleKind.NOT_NULL, column)));
        known.put(values + "be_between", ofValues((column, of) -> Rule.of(RuleKind.BETWEEN, column, valueBounds(of))));
        known.put(
                values + "be_in_set",
                ofValues((column, of) -> Rule.of(RuleKind.IN_SET, column, of.values("value_set"))));
        known.put(
                values + "not_be_in_set",
                ofValues((column, of) -> Rule.of(RuleKind.NOT_IN_SET, column, of.values("value_set"))));
        known.put(values + "be_unique", ofValues((column, of) -> Rule.of(RuleKind.UNIQUE, column)));
        known.put(
                values + "match_regex",
                ofValues((column, of) -> Rule.of(RuleKind.REGEX, column, PythonRegex.toJava(of.text("regex")))));
        known.put(
                values + "not_match_regex",
                ofValues((column, of) -> Rule.of(RuleKind.NOT_REGEX, column, PythonRegex.toJava(of.text("regex")))));
        known.put(
                "expect_column_value_lengths_to_be_between",
                ofValues((column, of) -> Rule.of(RuleKind.LENGTH, column, valueBounds(of))));
        known.put("expect_column_value_lengths_to_equal", ofValues((column, of) -> {
            double length = of.number("value");
            return Rule.of(RuleKind.LENGTH, column, new Bounds(length, length, false, false));
        }));
        known.put(
                values + "be_of_type",
                ofValues((column, of) -> Rule.of(RuleKind.TYPE, column, List.of(type(of.text("type_"))))));
        known.put(
                values + "be_in_type_list",
                ofValues((column, of) -> Rule.of(
                        RuleKind.TYPE,
                        column,
                        of.values("type_list").stream()
                                .map(name -> type(String.valueOf(name)))
                                .distinct()
                                .toList())));
        known.put(values + "be_increasing", ofValues((column, of) -> order(RuleKind.INCREASING, column, of)));
        known.put(values + "be_decreasing", ofValues((column, of) -> order(RuleKind.DECREASING, column, of)));
        figures(known);
        tables(known);
        return known;
    }

    private static void figures(Map<String, Function<TreeMembers, List<Rule>>> known) {
        Map<String, RuleKind> figures = Map.of(
                "mean", RuleKind.MEAN,
                "stdev", RuleKind.STANDARD_DEVIATION,
                "min", RuleKind.MINIMUM,
                "max", RuleKind.MAXIMUM,
                "sum", RuleKind.SUM);
        figures.forEach((name, kind) -> known.put(
                "expect_column_" + name + "_to_be_between",
                of -> list(Rule.of(kind, of.text("column"), valueBounds(of)))));
        known.put(
                "expect_column_median_to_be_between",
                of -> list(Rule.quantile(of.text("column"), 0.5, valueBounds(of), false)));
        known.put("expect_column_quantile_values_to_be_between", GreatExpectations::quantiles);
    }

    private static void tables(Map<String, Function<TreeMembers, List<Rule>>> known) {
        known.put(
                "expect_table_row_count_to_be_between", of -> list(Rule.of(RuleKind.ROW_COUNT, null, valueBounds(of))));
        known.put("expect_table_row_count_to_equal", of -> list(Rule.of(RuleKind.ROW_COUNT, null, equal(of))));
        known.put(
                "expect_table_column_count_to_be_between",
                of -> list(Rule.of(RuleKind.COLUMN_COUNT, null, valueBounds(of))));
        known.put("expect_table_column_count_to_equal", of -> list(Rule.of(RuleKind.COLUMN_COUNT, null, equal(of))));
        known.put("expect_column_to_exist", of -> list(Rule.of(RuleKind.EXISTS, of.text("column"))));
        known.put("expect_table_columns_to_match_set", of -> {
            RuleKind kind = of.flag("exact_match", true) ? RuleKind.COLUMNS : RuleKind.COLUMNS_INCLUDE;
            List<Object> names = of.values("column_set").stream().distinct().toList();
            return list(Rule.of(kind, null, names));
        });
        known.put(
                "expect_table_columns_to_match_ordered_list",
                of -> list(Rule.of(RuleKind.COLUMNS_IN_ORDER, null, of.values("column_list"))));
    }

    private static Function<TreeMembers, List<Rule>> ofValues(BiFunction<String, TreeMembers, Rule> reader) {
        return of -> list(reader.apply(of.text("column"), of).withMostly(of.number("mostly", 1)));
    }

    private static List<Rule> list(Rule rule) {
        return List.of(rule);
    }

    private static Bounds valueBounds(TreeMembers of) {
        return RuleTree.bounds(of, "min_value", "max_value");
    }

    private static Bounds equal(TreeMembers of) {
        double value = of.number("value");
        return new Bounds(value, value, false, false);
    }

    private static Rule order(RuleKind kind, String column, TreeMembers of) {
        return Rule.of(kind, column).withStrictly(of.flag("strictly"));
    }

    private static List<Rule> quantiles(TreeMembers of) {
        String column = of.text("column");
        boolean linear = of.get("allow_relative_error") instanceof String method && method.equals("linear");
        boolean other = of.get("allow_relative_error") instanceof String method
                && !method.equals("linear")
                && !method.equals("nearest");
        if (other) {
            throw new IllegalArgumentException("'allow_relative_error': expected linear or nearest");
        }
        TreeMembers ranges = of.object("quantile_ranges");
        List<Object> quantiles = ranges.values("quantiles");
        List<Object> bounds = ranges.values("value_ranges");
        if (quantiles.size() != bounds.size() || quantiles.isEmpty()) {
            throw new IllegalArgumentException("as many value_ranges as quantiles are needed");
        }
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < quantiles.size(); i++) {
            if (!(bounds.get(i) instanceof List<?> range)
                    || range.size() != 2
                    || !(quantiles.get(i) instanceof Number quantile)) {
                throw new IllegalArgumentException("'value_ranges': expected pairs of numbers");
            }
            Bounds wider = new Bounds(wider(range.get(0), -1), wider(range.get(1), 1), false, false);
            if (!wider.isEmpty()) {
                rules.add(Rule.quantile(column, quantile.doubleValue(), wider, !linear));
            }
        }
        return rules;
    }

    private static @Nullable Double wider(@Nullable Object bound, int sign) {
        if (bound == null) {
            return null;
        }
        if (!(bound instanceof Number number)) {
            throw new IllegalArgumentException("'value_ranges': expected pairs of numbers, found " + bound);
        }
        double value = number.doubleValue();
        return value + sign * (LEAST_TOLERANCE + TOLERANCE * Math.abs(value));
    }

    private static String type(String python) {
        if (python.matches("(?i)u?int(?:eger)?(?:8|16|32|64)?_?|bigint|smallint")) {
            return "integer";
        }
        if (python.matches("(?i)float(?:16|32|64)?_?|double|real")) {
            return "float";
        }
        return switch (python.toLowerCase(Locale.ROOT)) {
            case "str", "string", "text", "varchar" -> "text";
            case "bool", "bool_", "boolean" -> "boolean";
            case "datetime64[ns]", "datetime64[us]", "datetime64", "datetime", "date", "timestamp" -> "date";
            default ->
                throw new IllegalArgumentException("the type '" + python
                        + "' has no counterpart; readable are int, float, str, bool, datetime and their sizes");
        };
    }
}
