package io.github.modelkeel.serving.time;

import java.time.Duration;

/**
 * How long to wait: the base, doubled for each failure in a row, up to the cap.
 *
 * @param baseNanos the wait after a success
 * @param capNanos the longest wait, at least the base
 */
public record Backoff(long baseNanos, long capNanos) {
    private static final int MAX_DOUBLINGS = 30;

    public Backoff {
        if (baseNanos <= 0 || capNanos < baseNanos) {
            throw new IllegalArgumentException("needs 0 < base <= cap: " + baseNanos + ", " + capNanos);
        }
    }

    /** From the base up to the cap, or to the base when that is longer. */
    public static Backoff of(Duration base, Duration cap) {
        return new Backoff(base.toNanos(), Math.max(base.toNanos(), cap.toNanos()));
    }

    public long nanos(int failures) {
        double doubled = baseNanos * (double) (1L << Math.min(failures, MAX_DOUBLINGS));
        return (long) Math.min(doubled, (double) capNanos);
    }
}
