package io.github.modelkeel.drift.source;

import io.github.modelkeel.drift.column.ProfileColumn;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads rows of named values. */
public final class RowReader {
    private RowReader() {}

    public static Table read(Iterable<? extends Map<String, ? extends @Nullable Object>> rows) {
        Map<String, ValueCollector> collectors = new LinkedHashMap<>();
        Map<String, Long> seen = new LinkedHashMap<>();
        long count = 0;
        for (Map<String, ? extends @Nullable Object> row : rows) {
            long number = ++count;
            Objects.requireNonNull(row, () -> "row " + (number - 1) + " is null");
            row.forEach((name, value) -> {
                Objects.requireNonNull(name, "column name");
                collectors.computeIfAbsent(name, key -> new ValueCollector(key)).add(value, number);
                seen.merge(name, 1L, Long::sum);
            });
        }
        Map<String, ProfileColumn> columns = new LinkedHashMap<>();
        for (Map.Entry<String, ValueCollector> entry : collectors.entrySet()) {
            long absent = count - seen.getOrDefault(entry.getKey(), 0L);
            columns.put(entry.getKey(), entry.getValue().toColumn(absent));
        }
        return new Table(columns, count);
    }
}
