package io.github.modelkeel.driftmonitor;

import io.github.modelkeel.drift.ColumnDrift;
import io.github.modelkeel.drift.DriftState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a column is on its way to an alert or out of it. Immutable.
 *
 * @param streak how many windows in a row counted for an alert, or while one is firing for its end
 * @param firing whether an alert is firing
 * @param since when the first window of the alert, or of the ones that count for it, started
 * @param last when an alert was raised last, null if never
 */
record ColumnAlarm(
        int streak, boolean firing, Instant since, @Nullable Instant last) {
    static final ColumnAlarm NONE = new ColumnAlarm(0, false, Instant.EPOCH, null);

    /** After a window that counts. */
    ColumnAlarm after(ColumnDrift column, MonitorWindow window, AlertRule rule) {
        boolean gone = column.state() == DriftState.DRIFTED && column.excess().isEmpty();
        if (!gone && column.excess().isEmpty()) {
            return this;
        }
        double score = gone ? Double.POSITIVE_INFINITY : column.excess().orElse(0);
        return firing ? whileFiring(score, rule) : whileQuiet(score, window, rule);
    }

    private ColumnAlarm whileFiring(double score, AlertRule rule) {
        int low = score < rule.resolvedBelow() ? streak + 1 : 0;
        return low >= rule.windows() ? new ColumnAlarm(0, false, since, last) : new ColumnAlarm(low, true, since, last);
    }

    private ColumnAlarm whileQuiet(double score, MonitorWindow window, AlertRule rule) {
        if (!(score > rule.above())) {
            return new ColumnAlarm(0, false, since, last);
        }
        Instant first = streak == 0 ? window.start() : since;
        int high = Math.min(streak + 1, rule.windows());
        Instant now = window.end();
        // an alert of the future was raised before the clock was set back
        boolean quiet = last != null
                && !last.isAfter(now)
                && Duration.between(last, now).compareTo(rule.quietPeriod()) < 0;
        return high >= rule.windows() && !quiet
                ? new ColumnAlarm(0, true, first, now)
                : new ColumnAlarm(high, false, first, last);
    }
}
