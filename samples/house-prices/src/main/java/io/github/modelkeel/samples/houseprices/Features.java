package io.github.modelkeel.samples.houseprices;

import io.github.modelkeel.samples.houseprices.ModelConfig.Ratio;
import io.github.modelkeel.samples.houseprices.Table.Column;
import io.github.modelkeel.samples.houseprices.Table.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The columns that a model learns from.
 *
 * @param table the rows whose target is known
 * @param notes what was dropped or skipped, and why, in the user's words
 */
record Features(Table table, List<Column> columns, String target, List<String> notes) {
    private static final int MIN_ROWS = 50;

    Features {
        columns = List.copyOf(columns);
        notes = List.copyOf(notes);
    }

    /** Takes the columns that the configuration names, or with {@code auto} all that can help. */
    static Features choose(Table data, ModelConfig config) {
        Column target = data.column(config.target());
        if (target.kind() != Kind.NUMBER) {
            throw new UsageException("the target '%s' of %s is text; this sample predicts numbers"
                    .formatted(target.name(), data.name()));
        }
        List<String> notes = new ArrayList<>();
        long unknown = data.missing(target.name());
        Table known = unknown == 0 ? data : data.where(row -> row.containsKey(target.name()));
        if (unknown > 0) {
            notes.add("%,d rows skipped: no %s".formatted(unknown, target.name()));
        }
        if (known.rows().size() < MIN_ROWS) {
            throw new UsageException("%s has %d rows with a %s; at least %d are needed"
                    .formatted(data.name(), known.rows().size(), target.name(), MIN_ROWS));
        }
        List<Column> columns = config.features().isEmpty() ? automatic(known, config, notes) : declared(known, config);
        if (columns.isEmpty()) {
            throw new UsageException(data.name() + " has no usable column besides the target " + target.name());
        }
        for (Ratio ratio : config.preprocessing().ratios()) {
            requireNumber(columns, ratio.numerator(), "ratio " + ratio.name(), config);
            requireNumber(columns, ratio.denominator(), "ratio " + ratio.name(), config);
        }
        config.preprocessing().log().forEach(column -> requireNumber(columns, column, "log", config));
        return new Features(known, columns, target.name(), notes);
    }

    List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    /** The row as a model gets it: its features only. */
    Map<String, Object> input(Map<String, Object> row) {
        Map<String, Object> input = new LinkedHashMap<>();
        for (Column column : columns) {
            Object value = row.get(column.name());
            if (value != null) {
                input.put(column.name(), column.kind() == Kind.TEXT ? value.toString() : value);
            }
        }
        return input;
    }

    List<Map<String, Object>> inputs(Table rows) {
        return rows.rows().stream().map(this::input).toList();
    }

    private static void requireNumber(List<Column> columns, String name, String where, ModelConfig config) {
        Set<String> numbers = new LinkedHashSet<>();
        columns.stream().filter(column -> column.kind() == Kind.NUMBER).forEach(column -> numbers.add(column.name()));
        if (!numbers.contains(name)) {
            throw new UsageException("%s: preprocessing.%s: no number feature '%s'%s"
                    .formatted(config.file().source(), where, name, NearMatch.hint(name, numbers)));
        }
    }

    private static List<Column> automatic(Table data, ModelConfig config, List<String> notes) {
        List<Column> columns = new ArrayList<>();
        for (Column column : data.columns()) {
            if (column.name().equals(config.target())) {
                continue;
            }
            String reason = uselessBecause(data, column, config.preprocessing().maxCategories());
            if (reason.isEmpty()) {
                columns.add(column);
            } else {
                notes.add("column %s dropped: %s".formatted(column.name(), reason));
            }
        }
        return columns;
    }

    private static String uselessBecause(Table data, Column column, int maxCategories) {
        Set<Object> distinct = new HashSet<>();
        for (Map<String, Object> row : data.rows()) {
            Object value = row.get(column.name());
            if (value != null) {
                distinct.add(value);
            }
        }
        if (distinct.size() < 2) {
            return distinct.isEmpty() ? "no value at all" : "always the same value";
        }
        if (column.kind() == Kind.TEXT && distinct.size() > maxCategories) {
            return "text with %,d different values (max_categories: %d)".formatted(distinct.size(), maxCategories);
        }
        String name = column.name().toLowerCase(Locale.ROOT);
        boolean named = name.equals("id") || name.equals("index") || name.endsWith("_id");
        return named && distinct.size() == data.rows().size() ? "an identifier: every row has its own" : "";
    }

    private static List<Column> declared(Table data, ModelConfig config) {
        for (Column wanted : config.features()) {
            Column found = data.column(wanted.name());
            if (wanted.name().equals(config.target())) {
                throw new UsageException("%s: the target '%s' is also a feature"
                        .formatted(config.file().source(), wanted.name()));
            }
            if (wanted.kind() == Kind.NUMBER && found.kind() == Kind.TEXT) {
                throw new UsageException("%s: feature '%s' is declared as a number, but %s has text in it"
                        .formatted(config.file().source(), wanted.name(), data.name()));
            }
        }
        return config.features();
    }
}
