package io.github.modelkeel.drift;

import io.github.modelkeel.drift.column.DateCounts;
import io.github.modelkeel.drift.column.ProfileColumn;
import org.jspecify.annotations.Nullable;

/**
 * How old the dates of both sides are, in whole days before the moment that each side was taken. If that is not known of both, the newest date of each
 * side is taken for it, provided that it is where dates end, and not one far from the others.
 *
 * @param notScored why the ages are not compared, null if they are
 * @param comparesNewest whether the newest date of each side can be compared although the ages are not
 */
record DateAges(
        ProfileColumn.Numbers reference,
        ProfileColumn.Numbers current,
        @Nullable String notScored,
        boolean comparesNewest) {
    private static final double TAIL = 0.05;

    /** A newest date is taken for the moment if this share of the dates, and three of them, are within a twentieth of the spread before it. */
    private static final double DENSE = 0.01;

    private static final int DENSE_COUNT = 3;

    /** Of fewer values a smaller spread says little about the period. */
    private static final int FEW = 20;

    private static final String SPARSE = "few dates are near the newest one, so that it is not taken for the moment"
            + " the data were taken; give that moment of both sides";
    private static final String SHORTER =
            "the dates are of a shorter period than the reference's, and their ages" + " would only show that";

    /**
     * Of sides that have dates.
     *
     * @param taken the days since 1970 that the reference and the current data were taken, null if they are not known of both
     */
    static DateAges of(DateCounts before, DateCounts after, long @Nullable [] taken) {
        int doublings = Math.max(before.doublings(), after.doublings());
        DateCounts reference = before.coarsened(doublings);
        DateCounts current = after.coarsened(doublings);
        ProfileColumn.Numbers old = reference.ages(taken == null ? reference.newest() : taken[0]);
        ProfileColumn.Numbers now = current.ages(taken == null ? current.newest() : taken[1]);
        String reason = null;
        if (taken == null && !(isDense(old.sorted()) && isDense(now.sorted()))) {
            reason = SPARSE;
        } else if (now.sorted().length >= FEW && 2 * spread(now.sorted()) < spread(old.sorted())) {
            reason = SHORTER;
        }
        return new DateAges(old, now, reason, taken != null && reason != null);
    }

    /** Between the outer twentieths. */
    private static double spread(double[] sorted) {
        int tail = (int) (TAIL * sorted.length);
        return sorted[sorted.length - 1 - tail] - sorted[tail];
    }

    private static boolean isDense(double[] ages) {
        double near = ages[0] + TAIL * spread(ages);
        int count = 0;
        while (count < ages.length && ages[count] <= near) {
            count++;
        }
        return count >= Math.min(ages.length, Math.max(DENSE_COUNT, DENSE * ages.length));
    }
}
