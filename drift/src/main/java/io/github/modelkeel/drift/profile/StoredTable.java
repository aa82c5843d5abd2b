package io.github.modelkeel.drift.profile;

import io.github.modelkeel.drift.column.ProfileColumn;
import io.github.modelkeel.drift.column.Type;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A table as counts over frozen bins and categories. Immutable.
 *
 * @param columns of the reference, in its order
 * @param absent columns of the reference that the data do not have
 * @param added columns that the reference does not have: the first {@value #MAX_ADDED} by name, which are the same however the data are split
 * @param takenAt when the data were taken, null if it is not known
 */
public record StoredTable(
        long rows,
        Map<String, StoredColumn> columns,
        Set<String> absent,
        Map<String, Type> added,
        @Nullable Instant takenAt) {
    static final int MAX_ADDED = 1000;

    public StoredTable {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        absent = Collections.unmodifiableSet(new TreeSet<>(absent));
        TreeMap<String, Type> first = new TreeMap<>();
        added.forEach((name, type) -> note(first, name, type));
        added = Collections.unmodifiableMap(first);
    }

    /** Notes a column that the reference does not have, and forgets the last by name of those that are too many. */
    static void note(TreeMap<String, Type> added, String name, Type type) {
        if (added.size() == MAX_ADDED && name.compareTo(added.lastKey()) > 0) {
            return;
        }
        added.merge(name, type, StoredColumn::both);
        if (added.size() > MAX_ADDED) {
            added.pollLastEntry();
        }
    }

    /** A table of data of which it is not known when they were taken. */
    public StoredTable(long rows, Map<String, StoredColumn> columns, Set<String> absent, Map<String, Type> added) {
        this(rows, columns, absent, added, null);
    }

    /** The same with the moment that the data were taken. */
    public StoredTable withTakenAt(@Nullable Instant moment) {
        return new StoredTable(rows, columns, absent, added, moment);
    }

    /** The same with these columns alone. */
    public StoredTable withColumns(Map<String, StoredColumn> kept) {
        return new StoredTable(rows, kept, absent, added, takenAt);
    }

    /**
     * A reference by what its columns are.
     *
     * @param orders of categories that have an order
     */
    public static StoredTable ofReference(
            long rows,
            Map<String, ProfileColumn> columns,
            Map<String, String> kinds,
            Map<String, List<String>> orders) {
        Map<String, StoredColumn> stored = new LinkedHashMap<>();
        columns.forEach((name, column) -> {
            String kind = kinds.getOrDefault(name, "unknown");
            stored.put(
                    name,
                    switch (kind) {
                        case BinnedColumn.NUMBER, BinnedColumn.INTEGER -> BinnedColumn.ofReference(kind, column);
                        case CountedColumn.BOOLEAN, CountedColumn.CATEGORY, CountedColumn.ORDERED, CountedColumn.DATE ->
                            CountedColumn.ofReference(kind, orders.getOrDefault(name, List.of()), column);
                        default -> UnscoredColumn.ofReference(kind, column);
                    });
        });
        return new StoredTable(rows, stored, Set.of(), Map.of());
    }

    /** Data counted over these bins and categories. */
    public StoredTable count(long count, Map<String, ProfileColumn> data) {
        Map<String, StoredColumn> counted = new LinkedHashMap<>();
        Set<String> without = new TreeSet<>();
        columns.forEach((name, column) -> {
            ProfileColumn found = data.get(name);
            counted.put(name, found == null ? column.cleared(count) : column.count(found));
            if (found == null && !data.isEmpty()) {
                without.add(name);
            }
        });
        TreeMap<String, Type> more = new TreeMap<>();
        data.forEach((name, column) -> {
            if (!columns.containsKey(name)) {
                note(more, name, column.type());
            }
        });
        return new StoredTable(count, counted, without, more);
    }

    /** A hash of the names, bins and categories, the same on every machine. */
    int layout() {
        int layout = 1;
        for (Map.Entry<String, StoredColumn> column : columns.entrySet()) {
            layout = 31 * (31 * layout + column.getKey().hashCode())
                    + column.getValue().layout();
        }
        return layout & Integer.MAX_VALUE;
    }

    /** Both together, in any order. A column that only one part has is missing in the rows of the other; what a part without rows lacks says nothing beside rows. */
    public StoredTable plus(StoredTable other) {
        Map<String, StoredColumn> both = new LinkedHashMap<>();
        columns.forEach((name, column) -> {
            StoredColumn more = other.columns.get(name);
            if (more == null || !column.fits(more)) {
                throw new IllegalArgumentException("the profiles cannot be merged: column '" + name
                        + "' has other bins or categories; count both parts by the same reference");
            }
            both.put(name, column.plus(more));
        });
        if (other.columns.size() != columns.size()) {
            throw new IllegalArgumentException("the profiles cannot be merged: one has the columns " + columns.keySet()
                    + ", the other " + other.columns.keySet());
        }
        Set<String> without = new TreeSet<>(rows == 0 && other.rows > 0 ? other.absent : absent);
        if ((rows == 0) == (other.rows == 0)) {
            without.retainAll(other.absent);
        }
        TreeMap<String, Type> more = new TreeMap<>(added);
        other.added.forEach((name, type) -> note(more, name, type));
        return new StoredTable(rows + other.rows, both, without, more, later(takenAt, other.takenAt));
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isAfter(one)) ? other : one;
    }
}
