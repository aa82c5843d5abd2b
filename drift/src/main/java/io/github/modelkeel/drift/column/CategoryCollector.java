package io.github.modelkeel.drift.column;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts the categories of a column. Not thread-safe. */
public final class CategoryCollector {
    private static final class Counter {
        private long count;
    }

    private final Map<String, Counter> counters = new HashMap<>();
    private long missing;
    private long values;

    public void add(String value) {
        add(value, 1);
    }

    public void add(String value, long count) {
        counters.computeIfAbsent(value, key -> new Counter()).count += count;
        values += count;
    }

    public void addMissing(long count) {
        missing += count;
    }

    public ProfileColumn.Categories toColumn() {
        Map<String, Long> counts = new TreeMap<>();
        counters.forEach((category, counter) -> counts.put(category, counter.count));
        return new ProfileColumn.Categories(missing, values, Collections.unmodifiableMap(counts), 0);
    }
}
