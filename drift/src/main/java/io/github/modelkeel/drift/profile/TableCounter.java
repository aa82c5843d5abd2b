package io.github.modelkeel.drift.profile;

import io.github.modelkeel.drift.column.Type;
import io.github.modelkeel.drift.source.ValueCollector;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Counts rows and single values one by one over the bins and categories of a reference, as {@link StoredTable#count} counts whole columns, and
 * with the same result but for the rounding of moments. A number, a known category and a number that is one take no memory. Not thread-safe.
 */
public final class TableCounter {
    private final StoredTable reference;
    private final String[] names;
    private final Map<String, Integer> places;
    private final ColumnCounter[] columns;
    private final TreeMap<String, Type> added = new TreeMap<>();

    /** The columns in the order in which the last rows had them, and their places. */
    private final @Nullable String[] keys;

    private final int[] order;

    private final BiConsumer<String, @Nullable Object> entry = this::entry;

    private long rows;

    /** Of the row that is being counted, how many entries were read, and how many of them are columns of the reference. */
    private int entries;

    private int found;
    private boolean empty = true;

    private TableCounter(StoredTable reference, String[] names, Map<String, Integer> places, ColumnCounter[] columns) {
        this.reference = reference;
        this.names = names;
        this.places = places;
        this.columns = columns;
        this.keys = new @Nullable String[names.length];
        this.order = new int[names.length];
    }

    /** A counter over the bins and categories of a reference. */
    public static TableCounter of(StoredTable reference) {
        String[] names = reference.columns().keySet().toArray(String[]::new);
        ColumnCounter[] columns =
                reference.columns().values().stream().map(TableCounter::counter).toArray(ColumnCounter[]::new);
        Map<String, Integer> places = new HashMap<>();
        for (String name : names) {
            places.put(name, places.size());
        }
        return new TableCounter(reference, names, places, columns);
    }

    private static ColumnCounter counter(StoredColumn column) {
        if (column instanceof BinnedColumn binned) {
            return new NumberCounter(binned);
        }
        return column instanceof CountedColumn counted
                ? new CategoryCounter(counted)
                : new UnscoredCounter((UnscoredColumn) column);
    }

    /** The same bins and categories without anything counted. */
    public TableCounter fresh() {
        ColumnCounter[] others = new ColumnCounter[columns.length];
        for (int i = 0; i < others.length; i++) {
            others[i] = columns[i].fresh();
        }
        return new TableCounter(reference, names, places, others);
    }

    /** The names of the columns, in the reference's order. */
    public List<String> names() {
        return List.of(names);
    }

    /** The place of a column among {@link #names}, -1 if the reference does not have it. */
    public int place(String column) {
        return places.getOrDefault(column, -1);
    }

    /** Counts a row of named values; a column that it lacks is missing in it. */
    public void row(Map<String, ? extends @Nullable Object> row) {
        rows++;
        entries = 0;
        found = 0;
        if (row.getClass() == HashMap.class || row.getClass() == LinkedHashMap.class) {
            row.forEach(entry); // which takes no memory, and no look-up where rows have one order
        } else {
            named(row);
        }
        if (found > 0) {
            empty = false;
        }
        if (found < columns.length) {
            for (ColumnCounter column : columns) {
                column.missingUnless(rows);
            }
        }
    }

    private void named(Map<String, ? extends @Nullable Object> row) {
        for (int i = 0; i < names.length; i++) {
            Object value = row.get(names[i]);
            if (value != null || row.containsKey(names[i])) {
                count(i, value);
            }
        }
        if (row.size() > found) {
            row.forEach(this::note);
        }
    }

    private void entry(String name, @Nullable Object value) {
        Objects.requireNonNull(name, "column name");
        int position = entries++;
        int place = position < order.length && name.equals(keys[position]) ? order[position] : learn(position, name);
        if (place >= 0) {
            count(place, value);
        } else {
            note(name, value);
        }
    }

    private int learn(int position, String name) {
        int place = place(name);
        if (place >= 0 && position < order.length) {
            keys[position] = name;
            order[position] = place;
        }
        return place;
    }

    private void count(int place, @Nullable Object value) {
        found++;
        columns[place].value(rows, value);
    }

    /** Notes a column of the data that the reference does not have, by the type of one of its values. */
    private void note(String name, @Nullable Object value) {
        Objects.requireNonNull(name, "column name");
        if (places.containsKey(name)) {
            return;
        }
        empty = false;
        noteAdded(name, ValueCollector.type(value));
    }

    /** Counts a number of one column; NaN is missing. Rows are as many as the column with the most values has. */
    public void number(int place, double value) {
        columns[place].number(value);
    }

    /** Counts a value of one column. */
    public void value(int place, @Nullable Object value) {
        columns[place].value(value);
    }

    /** Counts numbers of one column one after the other; NaN is missing. What is in the array afterwards is not specified. */
    public void numbers(int place, double[] values, int count) {
        columns[place].numbers(values, count);
    }

    /** Counts missing values of one column. */
    public void missing(int place, long count) {
        columns[place].missing(count);
    }

    /** Counts rows whose values are counted column by column, whether before or after; a column without values is missing in them. */
    public void rows(long count) {
        rows += count;
        empty &= count == 0;
    }

    /** Notes a column of the data that the reference does not have, with what it holds. */
    public void noteAdded(String name, Type type) {
        Objects.requireNonNull(name, "column name");
        if (!places.containsKey(name)) {
            StoredTable.note(added, name, type);
        }
    }

    /** Adds what another counter of the same reference counted. */
    public void add(TableCounter other) {
        rows += other.rows;
        empty &= other.empty;
        for (int i = 0; i < columns.length; i++) {
            columns[i].add(other.columns[i]);
        }
        other.added.forEach((name, type) -> StoredTable.note(added, name, type));
    }

    /** What was counted. */
    public StoredTable toTable() {
        long all = rows;
        for (ColumnCounter column : columns) {
            all = Math.max(all, column.rows());
        }
        Map<String, StoredColumn> counted = new LinkedHashMap<>();
        Set<String> absent = new TreeSet<>();
        for (int i = 0; i < columns.length; i++) {
            counted.put(names[i], columns[i].toColumn(all - columns[i].rows()));
            if (all > 0 && !columns[i].isPresent()) {
                absent.add(names[i]);
            }
        }
        return new StoredTable(all, counted, all > rows || !empty ? absent : Set.of(), added);
    }
}
