package io.github.modelkeel.drift.column;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the categories of a column. Of more than {@value #MAX_DISTINCT} distinct texts the further ones are not kept: a day or time counts
 * for its day and hour, and anything else for {@value #OTHER}, so that a column of free text does not take memory by its rows. Texts of which most are
 * numbers are all kept, as they may be read as numbers later. Not thread-safe.
 */
public final class CategoryCollector {
    private static final class Counter {
        private long count;
    }

    static final int MAX_DISTINCT = 100_000;

    /** What texts are called that are not kept. */
    static final String OTHER = "(other)";

    private final Map<String, Counter> counters = new HashMap<>();
    private int most = MAX_DISTINCT;
    private long missing;
    private long invalid;
    private long values;

    public void add(String value) {
        add(value, 1);
    }

    /** Counts a text that is there already; else does nothing and says so. */
    public boolean addKnown(String value) {
        Counter known = counters.get(value);
        if (known == null) {
            return false;
        }
        known.count++;
        values++;
        return true;
    }

    public void add(String value, long count) {
        values += count;
        Counter known = counters.get(value);
        if (known == null) {
            known = counters.computeIfAbsent(counters.size() < most ? value : kept(value), key -> new Counter());
        }
        known.count += count;
    }

    /** What a text counts for when there are many. */
    private String kept(String value) {
        if (most == MAX_DISTINCT && counters.size() == MAX_DISTINCT && areNumbers()) {
            most = Integer.MAX_VALUE;
            return value;
        }
        String hour = ValueText.upToHour(value);
        return hour == null ? OTHER : hour;
    }

    private boolean areNumbers() {
        long numbers = counters.keySet().stream()
                .filter(text -> !Double.isNaN(DecimalField.parse(text)))
                .count();
        return 2 * numbers > counters.size();
    }

    public void addInvalid(long count) {
        invalid += count;
    }

    public void addMissing(long count) {
        missing += count;
    }

    public ProfileColumn.Categories toColumn() {
        Map<String, Long> counts = new TreeMap<>();
        counters.forEach((category, counter) -> counts.put(category, counter.count));
        return new ProfileColumn.Categories(missing, values, Collections.unmodifiableMap(counts), invalid);
    }
}
