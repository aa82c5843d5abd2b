package io.github.modelkeel.drift.source;

import io.github.modelkeel.drift.column.ProfileColumn;
import java.util.LinkedHashMap;
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
        Map<String, ProfileColumn> columns = new LinkedHashMap<>();
        collectors.forEach((name, collector) -> {
            long absent = count - invalid - collector.count();
            columns.put(name, collector.toColumn(absent, invalid));
        });
        return new Table(columns, count);
    }
}
