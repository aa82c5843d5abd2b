package io.github.modelkeel.drift.source;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads rows of named values. */
public final class RowReader {
    private RowReader() {}

    public static Table read(Iterable<? extends Map<String, ? extends @Nullable Object>> rows) {
        RowCollector collector = new RowCollector();
        for (Map<String, ? extends @Nullable Object> row : rows) {
            collector.add(row);
        }
        return collector.toTable();
    }
}
