package io.github.modelkeel.serving;

import io.github.modelkeel.serving.guard.Breaker;
import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When a version that loads well and fails later stops answering. By default: half of the last 100 calls, 20 of them at least; on probation for
 * 1,000 calls or 10 minutes; another try after 30 seconds; time is not looked at. Immutable: each method gives another guard.
 *
 * <p><b>A failure</b> is a call that throws a {@code RuntimeException}, whose result is NaN or infinite, or that is slower than
 * {@link #slowerThan(Duration)} allows. An {@link io.github.modelkeel.model.InvalidInputException} is the caller's fault and never
 * counts, but for the kind {@code NOT_FINITE_RESULT}. A call counts once, however many rows it has.
 *
 * <p><b>Open.</b> The guard of a version opens when, of its last {@link #window(int) window} calls and at least {@link #minimum(int) minimum} of
 * them, the share of failures reaches the {@link #failureRate(double) failure rate}.
 *
 * <p><b>On probation</b>, which a version is after it took over from another one, an open guard gives the service back to the version before,
 * which was kept in memory: at once, for all threads, and the call that failed is answered by it. The version is put under quarantine, in this process
 * and on this machine's disk, so that neither the next check nor a restart loads it again, until {@link Predictor#release()} or until the address
 * names another version. The alias in the registry is not moved: a hundred instances must not race for it.
 *
 * <p><b>Later</b>, or where there was no version before, calls are answered by the {@link Fallback}, or refused with
 * {@link ModelUnavailableException}, while the guard is open. After {@link #halfOpenAfter(Duration)} one call at a time tries the model; if it
 * succeeds, the guard closes and counts from the beginning.
 */
public final class Guard {
    private static final int MOST_CALLS = 100_000;
    private static final int MINIMUM = 20;
    private static final Guard STANDARD = new Guard(
            new Settings(0.5, 100, null, 1000, Duration.ofMinutes(10), Duration.ofSeconds(30), Duration.ZERO));

    final Settings settings;

    /**
     * What was asked for.
     *
     * @param failureRate the share of failures at which a guard opens
     * @param window how many of the last calls count
     * @param chosenMinimum how many calls must have been counted, or null for 20, or the window if that is smaller
     * @param probationCalls how many calls end a probation
     * @param probationTime what ends it earlier
     * @param halfOpenAfter how long a guard stays open
     * @param slowerThan what is too slow; zero for nothing
     */
    record Settings(
            double failureRate,
            int window,
            @Nullable Integer chosenMinimum,
            int probationCalls,
            Duration probationTime,
            Duration halfOpenAfter,
            Duration slowerThan) {
        Settings {
            if (chosenMinimum != null && chosenMinimum > window) {
                throw new IllegalArgumentException("minimum (" + chosenMinimum + ") must be at most the window ("
                        + window + "); choose the window first, then the minimum");
            }
        }

        int minimum() {
            return chosenMinimum != null ? chosenMinimum : Math.min(MINIMUM, window);
        }
    }

    private Guard(Settings settings) {
        this.settings = settings;
    }

    Breaker newBreaker(LongSupplier nanos) {
        Settings s = settings;
        return new Breaker(
                new Breaker.Settings(s.failureRate, s.window, s.minimum(), s.halfOpenAfter.toNanos()), nanos);
    }

    /** {@return a guard with the defaults} */
    public static Guard standard() {
        return STANDARD;
    }

    /**
     * The share of failures at which the guard opens.
     *
     * @param share above 0, at most 1; by default 0.5
     * @return a guard with this share
     */
    public Guard failureRate(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("failureRate must be above 0 and at most 1: " + share);
        }
        Settings s = settings;
        return new Guard(new Settings(
                share, s.window, s.chosenMinimum, s.probationCalls, s.probationTime, s.halfOpenAfter, s.slowerThan));
    }

    /**
     * How many of the last calls count.
     *
     * @param calls 1 to 100,000; by default 100
     * @return a guard with this window
     * @throws IllegalArgumentException if a minimum was chosen that is larger
     */
    public Guard window(int calls) {
        Settings s = settings;
        return new Guard(new Settings(
                s.failureRate,
                checked("window", calls),
                s.chosenMinimum,
                s.probationCalls,
                s.probationTime,
                s.halfOpenAfter,
                s.slowerThan));
    }

    /**
     * How many calls must have been counted before the guard can open.
     *
     * @param calls 1 to 100,000, and at most the window; by default 20, or the window if that is smaller
     * @return a guard with this minimum
     * @throws IllegalArgumentException if it is larger than the window
     */
    public Guard minimum(int calls) {
        Settings s = settings;
        return new Guard(new Settings(
                s.failureRate,
                s.window,
                checked("minimum", calls),
                s.probationCalls,
                s.probationTime,
                s.halfOpenAfter,
                s.slowerThan));
    }

    /**
     * How long a version that took over is on probation: until it has answered that many calls, or until that time has passed and it has
     * answered at least the {@link #minimum(int)}.
     *
     * @param calls 1 to 100,000; by default 1,000
     * @param time positive; by default 10 minutes
     * @return a guard with this probation
     */
    public Guard probation(int calls, Duration time) {
        Settings s = settings;
        return new Guard(new Settings(
                s.failureRate,
                s.window,
                s.chosenMinimum,
                checked("probation", calls),
                positive("probation", time),
                s.halfOpenAfter,
                s.slowerThan));
    }

    /**
     * How long a guard stays open before one call may try the model again.
     *
     * @param time positive; by default 30 seconds
     * @return a guard with this time
     */
    public Guard halfOpenAfter(Duration time) {
        Settings s = settings;
        return new Guard(new Settings(
                s.failureRate,
                s.window,
                s.chosenMinimum,
                s.probationCalls,
                s.probationTime,
                positive("halfOpenAfter", time),
                s.slowerThan));
    }

    /**
     * Counts calls that take longer as failures. Their results are returned nevertheless. By default time is not looked at.
     *
     * @param limit positive
     * @return a guard with this limit
     */
    public Guard slowerThan(Duration limit) {
        Settings s = settings;
        return new Guard(new Settings(
                s.failureRate,
                s.window,
                s.chosenMinimum,
                s.probationCalls,
                s.probationTime,
                s.halfOpenAfter,
                positive("slowerThan", limit)));
    }

    private static int checked(String name, int calls) {
        if (calls < 1 || calls > MOST_CALLS) {
            throw new IllegalArgumentException(name + " must be from 1 to " + MOST_CALLS + " calls: " + calls);
        }
        return calls;
    }

    private static Duration positive(String name, Duration time) {
        if (Objects.requireNonNull(time, "time").isNegative() || time.isZero()) {
            throw new IllegalArgumentException(name + " must be positive: " + time);
        }
        return time;
    }

    @Override
    public String toString() {
        Settings s = settings;
        return "Guard[failureRate=" + s.failureRate + ", window=" + s.window + ", minimum=" + s.minimum()
                + ", probation=" + s.probationCalls + " calls or " + s.probationTime + ", halfOpenAfter="
                + s.halfOpenAfter + ", slowerThan=" + (s.slowerThan.isZero() ? "none" : s.slowerThan) + "]";
    }
}
