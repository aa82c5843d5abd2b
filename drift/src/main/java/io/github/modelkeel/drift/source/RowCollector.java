package io.github.modelkeel.drift.source;

import io.github.modelkeel.drift.column.Columns;
import io.github.modelkeel.drift.column.ProfileColumn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Gathers rows of named values. A row that lacks a column has it missing. Not thread-safe. */
final class RowCollector {
    private final Map<String, ValueCollector> collectors = new LinkedHashMap<>();
    private long count;
    private long invalid;

    void add(Map<String, ? extends @Nullable Object> row) {
        Objects.requireNonNull(row, () -> "row " + count + " is null");
        count++;
        row.forEach((name, value) -> {
            Objects.requireNonNull(name, "column name");
            collectors.computeIfAbsent(name, key -> new ValueCollector()).add(value);
        });
    }

    /** A row of which no column can be read. */
    void addInvalid() {
        count++;
        invalid++;
    }

    Table toTable() {
        List<ProfileColumn> read = Columns.map(
                List.copyOf(collectors.values()),
                count * collectors.size(),
                collector -> collector.toColumn(count - invalid - collector.count(), invalid));
        Map<String, ProfileColumn> columns = new LinkedHashMap<>();
        for (String name : collectors.keySet()) {
            columns.put(name, read.get(columns.size()));
        }
        return new Table(columns, count);
    }
}
