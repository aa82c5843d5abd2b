package io.github.modelkeel.drift;

import io.github.modelkeel.drift.column.DateCounts;
import io.github.modelkeel.drift.column.ProfileColumn;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Dates of both sides, taken apart: their age, and the parts of the calendar that come again. A part of the calendar says something only if both
 * sides have eight of its cycles, so that a cycle more or less does not show.
 *
 * @param parts those that there are, compared or not
 * @param overdue the ages of dates of which only the newest can be compared, null of others
 */
record DateParts(List<Part> parts, @Nullable Part overdue) {
    /**
     * A part of dates.
     *
     * @param name in reports
     * @param notScored why it is not compared, null if it is
     */
    record Part(
            String name,
            ProfileColumn reference,
            ProfileColumn current,
            @Nullable String notScored) {}

    /**
     * One side.
     *
     * @param weekdays of all dates
     * @param span from the first to the last day
     * @param dates counts of days, months and hours; null if an earlier build counted
     * @param takenAt when the data were taken, null if it is not known
     */
    record Side(
            ProfileColumn weekdays,
            long span,
            @Nullable DateCounts dates,
            @Nullable Instant takenAt) {
        private long day() {
            return takenAt == null
                    ? 0
                    : takenAt.atZone(ZoneOffset.UTC).toLocalDate().toEpochDay();
        }
    }

    static final String AGE = "age";
    static final String WEEKDAY = "weekday";
    static final String MONTH = "month";
    static final String HOUR = "hour";

    private static final int CYCLES = 8;
    private static final int DAYS_A_WEEK = 7;
    private static final int DAYS_A_YEAR = 365;

    private static final String EARLIER_BUILD =
            "the profile is of an earlier build, which counted days of the week alone";
    private static final String SHORT_WEEKS = "dates of less than eight weeks, whose days of the week say nothing";
    private static final String SHORT_YEARS = "dates of less than eight years, whose months say nothing";
    private static final String SHORT_DAYS = "times of less than eight days, whose hours say nothing";
    private static final String NO_TIMES = "no times of the day";

    /** Of sides that have dates. */
    static DateParts of(Side before, Side after) {
        DateCounts reference = before.dates();
        DateCounts current = after.dates();
        List<Part> parts = new ArrayList<>();
        Part overdue = null;
        if (reference == null || current == null) {
            parts.add(new Part(AGE, before.weekdays(), after.weekdays(), EARLIER_BUILD));
        } else {
            DateAges ages = DateAges.of(
                    reference,
                    current,
                    before.takenAt() != null && after.takenAt() != null
                            ? new long[] {before.day(), after.day()}
                            : null);
            Part age = new Part(AGE, ages.reference(), ages.current(), ages.notScored());
            parts.add(age);
            overdue = ages.comparesNewest() ? age : null;
        }
        parts.add(new Part(WEEKDAY, before.weekdays(), after.weekdays(), weekday(before, after)));
        if (reference != null && current != null) {
            parts.add(new Part(MONTH, reference.asMonths(), current.asMonths(), month(reference, current)));
            if (reference.hasTimes() || current.hasTimes()) {
                parts.add(new Part(HOUR, reference.asHours(), current.asHours(), hour(reference, current)));
            }
        }
        return new DateParts(List.copyOf(parts), overdue);
    }

    /** Why none of the parts is compared, null if one is. */
    @Nullable String notScored() {
        if (parts.stream().anyMatch(part -> part.notScored() == null)) {
            return null;
        }
        return parts.stream()
                .filter(part -> part.name().equals(WEEKDAY) || part.name().equals(AGE))
                .map(part -> part.name() + ": " + part.notScored())
                .reduce((age, weekday) -> age + "; " + weekday)
                .orElseThrow();
    }

    private static @Nullable String weekday(Side before, Side after) {
        return isLong(before) && isLong(after) ? null : SHORT_WEEKS;
    }

    /** One date that is far from all others makes a long span, and not eight weeks. */
    private static boolean isLong(Side side) {
        DateCounts dates = side.dates();
        return side.span() >= CYCLES * DAYS_A_WEEK && (dates == null || dates.distinctWeeks() >= CYCLES);
    }

    private static @Nullable String month(DateCounts before, DateCounts after) {
        boolean isLong = Math.min(before.span(), after.span()) >= CYCLES * DAYS_A_YEAR
                && Math.min(before.distinctYears(), after.distinctYears()) >= CYCLES;
        return isLong ? null : SHORT_YEARS;
    }

    private static @Nullable String hour(DateCounts before, DateCounts after) {
        if (before.timed() == 0 || after.timed() == 0) {
            return NO_TIMES + (before.timed() == 0 ? " in the reference" : " in the current data");
        }
        return Math.min(before.distinctDays(), after.distinctDays()) >= CYCLES ? null : SHORT_DAYS;
    }
}
