package io.github.modelkeel.drift.profile;

import io.github.modelkeel.drift.column.DateCounts;
import io.github.modelkeel.drift.column.ProfileColumn;
import io.github.modelkeel.drift.column.ReadColumn;
import io.github.modelkeel.drift.column.Type;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Categories, truth values or days of the week, as counts of what the reference has and of what it does not have.
 *
 * @param order of the categories, from the lowest to the highest, if they have one; else empty. All of them are categories, also those that
 *     the reference does not have
 * @param categories of the reference, by name, with 0 for those that were not counted
 * @param unseen the first {@value #MAX_UNSEEN} categories that the reference does not have, in their order. Whatever the split, a category
 *     that is among the first of the whole is so in each part that has it, so their counts are exact
 * @param other rows of further categories
 * @param first the first day of dates since 1970, larger than {@code last} without any
 * @param last the last day
 * @param dates counts of days, months and hours; null if these are not dates, or were counted by a build that did not do it
 */
record CountedColumn(
        String kind,
        List<String> order,
        Type type,
        long missing,
        long invalid,
        Map<String, Long> categories,
        Map<String, Long> unseen,
        long other,
        long first,
        long last,
        @Nullable DateCounts dates)
        implements StoredColumn {
    static final String BOOLEAN = "boolean";
    static final String CATEGORY = "category";
    static final String ORDERED = "ordered";
    static final String DATE = "date";
    static final int MAX_UNSEEN = 10_000;
    static final long NO_DAY = Long.MAX_VALUE;

    CountedColumn {
        order = List.copyOf(order);
        categories = Collections.unmodifiableMap(new TreeMap<>(categories));
        unseen = Collections.unmodifiableMap(new TreeMap<>(unseen));
    }

    static CountedColumn ofReference(String kind, List<String> order, ProfileColumn column) {
        CountedColumn none = without(kind, order, Type.EMPTY, 0, Map.of());
        ProfileColumn read = none.read(column, column);
        Map<String, Long> counts = new TreeMap<>();
        order.forEach(category -> counts.put(category, 0L));
        if (read instanceof ProfileColumn.Categories categories) {
            counts.putAll(categories.counts());
        }
        return without(kind, order, column.type(), 0, counts).count(column);
    }

    /** A column of which no date was counted. */
    private static CountedColumn without(
            String kind, List<String> order, Type type, long missing, Map<String, Long> counts) {
        DateCounts dates = kind.equals(DATE) ? DateCounts.NONE : null;
        return new CountedColumn(kind, order, type, missing, 0, counts, Map.of(), 0, NO_DAY, -NO_DAY, dates);
    }

    /** By what the column is; codes in the spelling of the reference. */
    private ProfileColumn read(ProfileColumn data, ProfileColumn spelling) {
        return switch (kind) {
            case BOOLEAN -> ReadColumn.asBooleans(data);
            case DATE -> ReadColumn.asWeekdays(data);
            case ORDERED -> ReadColumn.asOrdered(data, order);
            default -> ReadColumn.asCodesOf(spelling, data);
        };
    }

    @Override
    public long rows() {
        return missing
                + invalid
                + other
                + unseen.values().stream().mapToLong(Long::longValue).sum()
                + categories.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public CountedColumn count(ProfileColumn data) {
        ProfileColumn.Categories known = new ProfileColumn.Categories(0, 0, categories, 0);
        ProfileColumn read = read(data, known);
        Map<String, Long> counts = new TreeMap<>();
        categories.keySet().forEach(category -> counts.put(category, 0L));
        TreeMap<String, Long> others = new TreeMap<>();
        if (read instanceof ProfileColumn.Categories found) {
            for (Map.Entry<String, Long> entry : found.counts().entrySet()) {
                if (counts.containsKey(entry.getKey())) {
                    counts.merge(entry.getKey(), entry.getValue(), Long::sum);
                } else {
                    others.put(entry.getKey(), entry.getValue());
                }
            }
        }
        long rest = cut(others);
        boolean dated = kind.equals(DATE);
        long from = dated ? ReadColumn.firstDay(data, NO_DAY) : NO_DAY;
        long to = dated ? ReadColumn.lastDay(data, -NO_DAY) : -NO_DAY;
        return new CountedColumn(
                kind,
                order,
                data.type(),
                read.missing(),
                read.invalid(),
                counts,
                others,
                rest,
                from,
                to,
                dated ? DateCounts.of(data) : null);
    }

    /** Leaves the first categories; how many rows the others have. */
    static long cut(TreeMap<String, Long> counts) {
        long rest = 0;
        while (counts.size() > MAX_UNSEEN) {
            rest += counts.pollLastEntry().getValue();
        }
        return rest;
    }

    @Override
    public CountedColumn cleared(long missingRows) {
        Map<String, Long> counts = new TreeMap<>();
        categories.keySet().forEach(category -> counts.put(category, 0L));
        return without(kind, order, Type.EMPTY, missingRows, counts);
    }

    @Override
    public boolean fits(StoredColumn part) {
        return part instanceof CountedColumn counted
                && counted.kind.equals(kind)
                && counted.order.equals(order)
                && counted.categories.keySet().equals(categories.keySet());
    }

    @Override
    public StoredColumn plus(StoredColumn part) {
        CountedColumn more = (CountedColumn) part;
        Map<String, Long> both = new TreeMap<>(categories);
        more.categories.forEach((category, count) -> both.merge(category, count, Long::sum));
        TreeMap<String, Long> others = new TreeMap<>(unseen);
        more.unseen.forEach((category, count) -> others.merge(category, count, Long::sum));
        long rest = other + more.other + cut(others);
        return new CountedColumn(
                kind,
                order,
                StoredColumn.both(type, more.type),
                missing + more.missing,
                invalid + more.invalid,
                both,
                others,
                rest,
                Math.min(first, more.first),
                Math.max(last, more.last),
                dates == null || more.dates == null ? null : dates.plus(more.dates));
    }

    @Override
    public int layout() {
        return 31 * (31 * kind.hashCode() + order.hashCode())
                + categories.keySet().hashCode();
    }

    @Override
    public ProfileColumn toColumn() {
        if (type == Type.EMPTY) {
            return new ProfileColumn.Empty(missing);
        }
        Map<String, Long> counts = new TreeMap<>();
        categories.forEach((category, count) -> {
            if (count > 0) {
                counts.put(category, count);
            }
        });
        unseen.forEach((category, count) -> counts.merge(category, count, Long::sum));
        if (other > 0) {
            counts.merge("(other)", other, Long::sum);
        }
        return new ProfileColumn.Categories(missing, rows() - missing - invalid, counts, invalid);
    }

    @Override
    public long days() {
        return first > last ? 0 : last - first + 1;
    }
}
