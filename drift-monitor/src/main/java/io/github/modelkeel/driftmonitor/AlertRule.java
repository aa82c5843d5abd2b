package io.github.modelkeel.driftmonitor;

import java.time.Duration;

/**
 * When a column raises an alert. The defaults of {@link #standard()}: its score is above 0.2 in three consecutive windows of at least 200 rows; the alert is
 * resolved when it was below 0.1 in three; a column raises one alert in six hours at most. Immutable and safe for use by multiple threads.
 *
 * <p>A window of fewer rows, or in which the column could not be judged, counts neither for nor against. A column that is gone or of another type is above
 * any score.
 */
public final class AlertRule {
    private static final AlertRule STANDARD = new AlertRule(0.2, 0.1, 3, 200, Duration.ofHours(6));

    private final double above;
    private final double resolvedBelow;
    private final int windows;
    private final long minimumRows;
    private final Duration quietPeriod;

    private AlertRule(double above, double resolvedBelow, int windows, long minimumRows, Duration quietPeriod) {
        this.above = above;
        this.resolvedBelow = resolvedBelow;
        this.windows = windows;
        this.minimumRows = minimumRows;
        this.quietPeriod = quietPeriod;
    }

    /** {@return the rule with the defaults above} */
    public static AlertRule standard() {
        return STANDARD;
    }

    /**
     * The scores between which nothing changes, so that a column at the edge does not raise alert after alert.
     *
     * @param score above which a window counts for an alert, more than 0
     * @param resolved below which a window counts for its end, at most {@code score}
     * @return a rule with these scores
     */
    public AlertRule score(double score, double resolved) {
        if (!(score > 0 && score < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the score of an alert must be more than 0: " + score);
        }
        if (!(resolved > 0 && resolved <= score)) {
            throw new IllegalArgumentException(
                    "an alert must be resolved below a score of more than 0 and at most " + score + ": " + resolved);
        }
        return new AlertRule(score, resolved, windows, minimumRows, quietPeriod);
    }

    /**
     * How many consecutive windows an alert and its end take.
     *
     * @param consecutive 1 or more
     * @return a rule with this number
     */
    public AlertRule windows(int consecutive) {
        if (consecutive < 1) {
            throw new IllegalArgumentException("an alert takes one window or more: " + consecutive);
        }
        return new AlertRule(above, resolvedBelow, consecutive, minimumRows, quietPeriod);
    }

    /**
     * How many rows a window must have to count.
     *
     * @param rows 1 or more
     * @return a rule with this number
     */
    public AlertRule minimumRows(long rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("a window that counts has one row or more: " + rows);
        }
        return new AlertRule(above, resolvedBelow, windows, rows, quietPeriod);
    }

    /**
     * How long after an alert a column raises no other. If its score is still high then, the next window raises it.
     *
     * @param period zero or more, by the clock
     * @return a rule with this period
     */
    public AlertRule quietPeriod(Duration period) {
        if (period.isNegative()) {
            throw new IllegalArgumentException("the quiet period must not be negative: " + period);
        }
        return new AlertRule(above, resolvedBelow, windows, minimumRows, period);
    }

    double above() {
        return above;
    }

    double resolvedBelow() {
        return resolvedBelow;
    }

    int windows() {
        return windows;
    }

    long minimumRows() {
        return minimumRows;
    }

    Duration quietPeriod() {
        return quietPeriod;
    }

    /** {@return the rule in words} */
    @Override
    public String toString() {
        return "AlertRule[above " + above + " in " + windows + " windows of " + minimumRows + " rows, resolved below "
                + resolvedBelow + ", quiet for " + quietPeriod + "]";
    }
}
