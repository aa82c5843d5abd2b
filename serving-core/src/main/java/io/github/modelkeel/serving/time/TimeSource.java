package io.github.modelkeel.serving.time;

import java.time.InstantSource;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Time and chance, which tests replace.
 *
 * @param nanos a clock that never goes back, for waiting and for staleness
 * @param wall the time of day, for what is written to disk
 * @param random for jitter; safe for use by multiple threads
 */
public record TimeSource(LongSupplier nanos, InstantSource wall, RandomGenerator random) {
    private static final double JITTER = 0.2;

    /** Those of the machine. */
    public static TimeSource real() {
        return new TimeSource(System::nanoTime, InstantSource.system(), new Random());
    }

    /** The duration, changed by at most a fifth either way, so that many processes do not ask at one moment. */
    public long jittered(long duration) {
        return (long) (duration * (1 + JITTER * (2 * random.nextDouble() - 1)));
    }
}
