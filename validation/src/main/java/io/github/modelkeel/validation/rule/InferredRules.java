package io.github.modelkeel.validation.rule;

import io.github.modelkeel.drift.json.JsonTree;
import java.util.ArrayList;
import java.util.List;

/** Rules that a profiled reference meets, with slack for other samples of the same data. */
public final class InferredRules {
    private static final int MAX_CATEGORIES = 100;
    private static final double MOSTLY = 0.99;

    /** Of the share of missing values, besides three standard errors. */
    private static final double MORE_MISSING = 0.01;

    /** Of the width of the range, on each side. */
    private static final double MARGIN = 0.1;

    /** Of the mean, in standard deviations, and the factor for these. */
    private static final double MEAN_MARGIN = 0.5;

    private static final double DEVIATION_FACTOR = 2;

    private final List<Rule> rules = new ArrayList<>();
    private final long rows;

    private InferredRules(long rows) {
        this.rows = rows;
    }

    /** Of the text of a {@code profile.json}. */
    public static List<Rule> of(String profile) {
        JsonTree tree = JsonTree.parse(profile);
        InferredRules inferred = new InferredRules(tree.count("rows"));
        List<JsonTree> columns = tree.objects("columns");
        inferred.rules.add(Rule.of(RuleKind.ROW_COUNT, null, new Bounds(1.0, null, false, false)));
        if (!columns.isEmpty()) {
            List<String> names =
                    columns.stream().map(column -> column.text("name")).toList();
            inferred.rules.add(Rule.of(RuleKind.COLUMNS_INCLUDE, null, names));
        }
        columns.forEach(inferred::column);
        return inferred.rules;
    }

    private void column(JsonTree column) {
        String name = column.text("name");
        missing(name, column.count("missing"));
        switch (column.text("kind")) {
            case "number", "integer" -> number(name, column); // of integers too, as 10001.0 is one
            case "boolean" ->
                rules.add(Rule.of(RuleKind.IN_SET, name, List.of(true, false)).withMostly(MOSTLY));
            case "date" ->
                rules.add(Rule.of(RuleKind.TYPE, name, List.of("date")).withMostly(MOSTLY));
            case "category", "ordered" -> category(name, column);
            case "identifier" -> identifier(name, column);
            default -> {
                // of free text and of columns without values nothing is known
            }
        }
    }

    /** The finite values of numbers differ, but infinity may be there twice. */
    private void identifier(String name, JsonTree column) {
        long distinct = column.count("distinct");
        boolean repeats = column.flag("numbers") && distinct > 0 && distinct < column.count("values");
        if (!repeats) {
            rules.add(Rule.of(RuleKind.UNIQUE, name));
        }
    }

    /** Nothing where less than a hundredth must be there. */
    private void missing(String name, long missing) {
        double share = rows == 0 ? 1 : (double) missing / rows;
        double error = rows == 0 ? 0 : 3 * Math.sqrt(share * (1 - share) / rows);
        double mostly = 1 - share - Math.max(MORE_MISSING, error);
        if (mostly > MORE_MISSING) {
            rules.add(Rule.of(RuleKind.NOT_NULL, name).withMostly(rounded(mostly, 1)));
        }
    }

    private void number(String name, JsonTree column) {
        rules.add(Rule.of(RuleKind.TYPE, name, List.of("number", "boolean")).withMostly(MOSTLY));
        JsonTree moments = column.object("moments");
        long count = moments.count("count");
        if (count < 2) {
            return;
        }
        double min = moments.number("min");
        double max = moments.number("max");
        double margin = MARGIN * (max - min);
        double low = min >= 0 ? Math.max(0, min - margin) : min - margin;
        double high = max <= 0 ? Math.min(0, max + margin) : max + margin;
        bounds(RuleKind.BETWEEN, name, low, high, MOSTLY);
        double mean = moments.number("mean");
        double deviation = Math.sqrt(moments.number("squares") / (count - 1));
        if (deviation > 0 && Double.isFinite(deviation)) {
            double distance = MEAN_MARGIN * deviation;
            bounds(RuleKind.MEAN, name, mean - distance, mean + distance, 1);
            bounds(RuleKind.STANDARD_DEVIATION, name, deviation / DEVIATION_FACTOR, deviation * DEVIATION_FACTOR, 1);
        }
    }

    private void bounds(RuleKind kind, String name, double low, double high, double mostly) {
        double width = high - low;
        Double min = Double.isFinite(low) ? (Double) rounded(low, width) : null;
        Double max = Double.isFinite(high) ? (Double) rounded(high, width) : null;
        if (min != null || max != null) {
            rules.add(Rule.of(kind, name, new Bounds(min, max, false, false)).withMostly(mostly));
        }
    }

    private void category(String name, JsonTree column) {
        List<JsonTree> categories = column.objects("categories");
        if (categories.isEmpty() || categories.size() > MAX_CATEGORIES || column.count("other") > 0) {
            return;
        }
        List<String> values =
                categories.stream().map(each -> each.text("value")).toList();
        rules.add(Rule.of(RuleKind.IN_SET, name, values).withMostly(MOSTLY));
    }

    /** To a ten-thousandth of a width, which people can read and edit. */
    private static double rounded(double value, double width) {
        if (!(width > 0) || !Double.isFinite(width)) {
            return value;
        }
        double step = Math.pow(10, Math.floor(Math.log10(width)) - 4);
        double steps = Math.rint(value / step);
        double plain = step < 1 ? steps / Math.rint(1 / step) : steps * step;
        return Double.isFinite(plain) && Math.abs(plain - value) <= step ? plain : value;
    }
}
