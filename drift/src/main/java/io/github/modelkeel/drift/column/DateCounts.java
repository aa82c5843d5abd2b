package io.github.modelkeel.drift.column;

import java.time.LocalDate;
import java.time.Month;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * Dates as counts, from which ages and parts of the calendar are made. They add up exactly, whatever the split ({@link DateCounter}). Immutable.
 *
 * @param doublings how often the width of what is counted together was doubled: 0 for single days, 1 for two days
 * @param days how many dates there are by day since 1970, divided by that width
 * @param months how many dates are in each month of the year
 * @param hours how many times are in each hour of the day; dates without a time are in none
 */
public record DateCounts(int doublings, SortedMap<Long, Long> days, List<Long> months, List<Long> hours) {
    public static final DateCounts NONE = new DateCounter().counts();

    public static final int MONTHS = 12;
    public static final int HOURS = 24;
    private static final int DAYS_A_WEEK = 7;

    /** 1970 starts on a Thursday, three days after a Monday. */
    private static final int MONDAY = 3;

    public DateCounts {
        days = Collections.unmodifiableSortedMap(new TreeMap<>(days));
        months = List.copyOf(months);
        hours = List.copyOf(hours);
    }

    /** Of texts; those that are not dates do not count. */
    public static DateCounts of(ProfileColumn column) {
        DateCounter counter = new DateCounter();
        if (column instanceof ProfileColumn.Categories texts) {
            texts.counts().forEach(counter::add);
        }
        return counter.counts();
    }

    /** Both together. */
    public DateCounts plus(DateCounts other) {
        DateCounter counter = new DateCounter();
        counter.add(this);
        counter.add(other);
        return counter.counts();
    }

    /** How many dates there are. */
    public long values() {
        return months.stream().mapToLong(Long::longValue).sum();
    }

    /** How many of them have a time. */
    public long timed() {
        return hours.stream().mapToLong(Long::longValue).sum();
    }

    /** Whether a time is another hour than that of midnight, which a date without a time is often written with. */
    public boolean hasTimes() {
        return timed() > hours.get(0);
    }

    public long distinctDays() {
        return days.size();
    }

    public long distinctWeeks() {
        return days.keySet().stream()
                .mapToLong(day -> Math.floorDiv((day << doublings) + MONDAY, DAYS_A_WEEK))
                .distinct()
                .count();
    }

    public long distinctYears() {
        return days.keySet().stream()
                .mapToInt(day -> LocalDate.ofEpochDay(day << doublings).getYear())
                .distinct()
                .count();
    }

    /** From the first to the last day; 0 without any. */
    public long span() {
        return days.isEmpty() ? 0 : (days.lastKey() - days.firstKey() + 1) << doublings;
    }

    /** The newest day since 1970, or the first of those that are counted together with it; there must be one. */
    public long newest() {
        return days.lastKey() << doublings;
    }

    /** The same with days counted together in steps of this size at least. */
    public DateCounts coarsened(int least) {
        DateCounter counter = new DateCounter();
        counter.add(this);
        counter.coarsen(least);
        return counter.counts();
    }

    /** How many whole days each date is before one, ascending; a date after it has a negative age. */
    public ProfileColumn.Numbers ages(long day) {
        double[] ages = new double[Math.toIntExact(values())];
        int end = ages.length;
        for (Map.Entry<Long, Long> entry : days.entrySet()) {
            int start = end - Math.toIntExact(entry.getValue());
            Arrays.fill(ages, start, end, day - (entry.getKey() << doublings) + 0.0);
            end = start;
        }
        return new ProfileColumn.Numbers(0, 0, 0, ages, null, false, 0);
    }

    /** The months of the year that there are, as categories. */
    public ProfileColumn.Categories asMonths() {
        return categories(months, month -> String.format(Locale.ROOT, "%02d %s", month + 1, Month.of(month + 1)));
    }

    /** The hours of the day that there are, as categories. */
    public ProfileColumn.Categories asHours() {
        return categories(hours, hour -> String.format(Locale.ROOT, "%02d h", hour));
    }

    private static ProfileColumn.Categories categories(List<Long> counts, IntFunction<String> names) {
        Map<String, Long> categories = new TreeMap<>();
        long values = 0;
        for (int i = 0; i < counts.size(); i++) {
            if (counts.get(i) > 0) {
                categories.put(names.apply(i), counts.get(i));
                values += counts.get(i);
            }
        }
        return new ProfileColumn.Categories(0, values, categories, 0);
    }
}
