package io.github.modelkeel.samples.houseprices;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Rows in memory. A number is a {@code Double}, a text a {@code String}; a missing value has no entry in its row. Immutable.
 *
 * @param name what the data are called wherever they are shown
 * @param source where they came from: a file, or how they were generated
 */
record Table(String name, String source, List<Column> columns, List<Map<String, Object>> rows) {
    /** What the values of a column are. */
    enum Kind {
        NUMBER,
        TEXT
    }

    /** A column's name and kind. */
    record Column(String name, Kind kind) {}

    /** The name of data that the sample made up, wherever they are shown. */
    static final String GENERATED = "generated";

    Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** Whether the sample made the data up. */
    boolean isGenerated() {
        return name.equals(GENERATED);
    }

    Optional<Column> find(String column) {
        return columns.stream().filter(each -> each.name().equals(column)).findFirst();
    }

    List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    /** The column, or an error that says which columns there are. */
    Column column(String column) {
        return find(column)
                .orElseThrow(() -> new UsageException(
                        "%s has no column '%s'%s".formatted(name, column, NearMatch.hint(column, names()))));
    }

    Table where(Predicate<Map<String, Object>> condition) {
        return withRows(rows.stream().filter(condition).toList());
    }

    Table withRows(List<Map<String, Object>> other) {
        return new Table(name, source, columns, other);
    }

    long missing(String column) {
        return rows.stream().filter(row -> !row.containsKey(column)).count();
    }

    /** The numbers of a column; NaN where one is missing. */
    double[] numbers(String column) {
        return rows.stream().mapToDouble(row -> number(row, column)).toArray();
    }

    /** The values of a column as they are; null where one is missing. */
    List<@Nullable Object> values(String column) {
        List<@Nullable Object> values = new ArrayList<>(rows.size());
        rows.forEach(row -> values.add(row.get(column)));
        return values;
    }

    static double number(Map<String, Object> row, String column) {
        return row.get(column) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /** Cuts the rows in two at random: the given share comes second. The same seed gives the same parts. */
    Parts split(double secondShare, long seed) {
        List<Map<String, Object>> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, new Random(seed));
        int cut = rows.size() - (int) Math.round(rows.size() * secondShare);
        return new Parts(withRows(shuffled.subList(0, cut)), withRows(shuffled.subList(cut, rows.size())));
    }

    /** Two disjoint parts of one table. */
    record Parts(Table first, Table second) {}
}
