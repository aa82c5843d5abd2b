package io.github.modelkeel.validation.rule;

import io.github.modelkeel.drift.message.NearestName;
import io.github.modelkeel.validation.rule.RuleKind.Argument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rules as maps, lists and plain values, as JSON and YAML have them; the names are part of the format. */
public final class RuleTree {
    public static final String FORMAT = "modelkeel-expectations";

    /** Rises when a member is renamed, removed or changes its meaning. */
    public static final int FORMAT_VERSION = 1;

    private static final double MAX_PLAIN = 1e15;

    private RuleTree() {}

    public static Map<String, Object> write(List<Rule> rules) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("format", FORMAT);
        tree.put("format_version", (long) FORMAT_VERSION);
        tree.put("expectations", rules.stream().map(RuleTree::write).toList());
        return tree;
    }

    /** One rule. */
    public static Map<String, Object> write(Rule rule) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("expect", rule.kind().saved());
        put(tree, "column", rule.column());
        if (rule.kind().takes(Argument.QUANTILE)) {
            tree.put("quantile", rule.quantile());
            tree.put("method", rule.nearest() ? "nearest" : "linear");
        }
        put(tree, "min", plain(rule.bounds().min()));
        put(tree, "max", plain(rule.bounds().max()));
        put(tree, "strict_min", rule.bounds().strictMin() ? true : null);
        put(tree, "strict_max", rule.bounds().strictMax() ? true : null);
        put(tree, "pattern", rule.pattern());
        if (!rule.values().isEmpty()) {
            tree.put(valuesName(rule.kind()), rule.values());
        }
        put(tree, "strictly", rule.strictly() ? true : null);
        put(tree, "mostly", rule.mostly() < 1 ? rule.mostly() : null);
        return tree;
    }

    /** A whole number without a point. */
    private static @Nullable Object plain(@Nullable Double bound) {
        return bound != null && Math.abs(bound) < MAX_PLAIN && bound == Math.rint(bound)
                ? (Object) bound.longValue()
                : bound;
    }

    private static void put(Map<String, Object> tree, String name, @Nullable Object value) {
        if (value != null) {
            tree.put(name, value);
        }
    }

    private static String valuesName(RuleKind kind) {
        return kind.takes(Argument.TYPES) ? "types" : kind.takes(Argument.NAMES) ? "names" : "values";
    }

    /** Reads a whole document. */
    public static List<Rule> read(Map<?, ?> tree) {
        TreeMembers document = new TreeMembers("", tree);
        String format = document.text("format", FORMAT);
        if (!format.equals(FORMAT)) {
            throw new IllegalArgumentException("expected the format " + FORMAT + ", found '" + format + "'");
        }
        double version = document.number("format_version", FORMAT_VERSION);
        if (version != FORMAT_VERSION) {
            throw new IllegalArgumentException("format_version " + version + "; this version reads " + FORMAT_VERSION);
        }
        List<Rule> rules = new ArrayList<>();
        for (TreeMembers each : document.objects("expectations")) {
            rules.add(each.reading(RuleTree::read));
        }
        document.refuseOthers();
        return rules;
    }

    private static Rule read(TreeMembers tree) {
        String name = tree.text("expect");
        RuleKind kind = RuleKind.ofSaved(name)
                .orElseThrow(() -> new IllegalArgumentException("unknown expectation '" + name + "'"
                        + NearestName.hint(name, RuleKind.names()) + "; known are " + RuleKind.names()));
        boolean quantile = kind.takes(Argument.QUANTILE);
        List<Object> values = List.of();
        if (kind.takes(Argument.VALUES) || kind.takes(Argument.TYPES) || kind.takes(Argument.NAMES)) {
            values = tree.values(valuesName(kind));
        }
        Rule rule = new Rule(
                kind,
                kind.takes(Argument.COLUMN) ? tree.text("column") : null,
                kind.takes(Argument.BOUNDS) ? bounds(tree, "min", "max") : Bounds.NONE,
                kind.takes(Argument.MOSTLY) ? tree.number("mostly", 1) : 1,
                kind.takes(Argument.STRICTLY) && tree.flag("strictly"),
                values,
                kind.takes(Argument.PATTERN) ? tree.text("pattern") : null,
                quantile ? tree.number("quantile") : 0,
                quantile && isNearest(tree.text("method", "linear")));
        tree.refuseOthers();
        return rule;
    }

    static Bounds bounds(TreeMembers tree, String min, String max) {
        return new Bounds(
                tree.optionalNumber(min), tree.optionalNumber(max), tree.flag("strict_min"), tree.flag("strict_max"));
    }

    private static boolean isNearest(String method) {
        return switch (method) {
            case "nearest" -> true;
            case "linear" -> false;
            default ->
                throw new IllegalArgumentException("'method': expected linear or nearest, found '" + method + "'");
        };
    }
}
