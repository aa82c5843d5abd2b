package io.github.modelkeel.drift.column;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts dates by day, by month and by hour. Of more than {@value #MAX_DAYS} different days two are counted together, or four and so on: as few as that
 * number needs. Parts of some dates need no wider steps than all of them, and what is counted in narrow steps can be counted in wide ones, so that parts
 * add up to the same counts whatever the split. Not thread-safe.
 */
public final class DateCounter {
    public static final int MAX_DAYS = 2000;

    private final long[] months = new long[DateCounts.MONTHS];
    private final long[] hours = new long[DateCounts.HOURS];
    private TreeMap<Long, Long> days = new TreeMap<>();
    private int doublings;

    /** Counts a text if it is a date. */
    void add(String text, long count) {
        LocalDate date = ValueText.date(text);
        if (date != null) {
            add(date, ValueText.hour(text), count);
        }
    }

    /** Counts a date with its hour, negative without one. */
    public void add(LocalDate date, int hour, long count) {
        months[date.getMonthValue() - 1] += count;
        if (hour >= 0) {
            hours[hour] += count;
        }
        add(date.toEpochDay() >> doublings, count);
        coarsen(doublings);
    }

    private void add(long place, long count) {
        days.merge(place, count, Long::sum);
    }

    public void add(DateCounts other) {
        for (int i = 0; i < months.length; i++) {
            months[i] += other.months().get(i);
        }
        for (int i = 0; i < hours.length; i++) {
            hours[i] += other.hours().get(i);
        }
        coarsen(other.doublings());
        other.days().forEach((place, count) -> add(place >> (doublings - other.doublings()), count));
        coarsen(doublings);
    }

    /** Counts days together in steps of a size at least, and until there are few enough. */
    void coarsen(int least) {
        while (doublings < least || days.size() > MAX_DAYS) {
            TreeMap<Long, Long> wider = new TreeMap<>();
            for (Map.Entry<Long, Long> entry : days.entrySet()) {
                wider.merge(entry.getKey() >> 1, entry.getValue(), Long::sum);
            }
            days = wider;
            doublings++;
        }
    }

    public DateCounts counts() {
        return new DateCounts(doublings, days, boxed(months), boxed(hours));
    }

    private static List<Long> boxed(long[] counts) {
        return Arrays.stream(counts).boxed().toList();
    }
}
