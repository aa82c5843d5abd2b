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

    final double failureRate;
    final int window;
    final int minimum;
    final int probationCalls;
    final Duration probationTime;
    final Duration halfOpenAfter;
    final Duration slowerThan;
    private final Settings settings;

    /** What was asked for. */
    private record Settings(
            double failureRate,
            int window,
            @Nullable Integer minimum,
            int probationCalls,
            Duration probationTime,
            Duration halfOpenAfter,
            Duration slowerThan) {}

    private Guard(Settings s) {
        this.settings = s;
        this.failureRate = s.failureRate;
        this.window = s.window;
        this.minimum = s.minimum != null ? s.minimum : Math.min(MINIMUM, s.window);
        this.probationCalls = s.probationCalls;
        this.probationTime = s.probationTime;
        this.halfOpenAfter = s.halfOpenAfter;
        this.slowerThan = s.slowerThan;
        if (minimum > window) {
            throw new IllegalArgumentException("minimum (" + minimum + ") must be at most the window (" + window
                    + "); choose the window first, then the minimum");
        }
    }

    Breaker newBreaker(LongSupplier nanos) {
        return new Breaker(new Breaker.Settings(failureRate, window, minimum, halfOpenAfter.toNanos()), nanos);
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
                share, s.window, s.minimum, s.probationCalls, s.probationTime, s.halfOpenAfter, s.slowerThan));
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
                s.minimum,
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
                s.minimum,
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
                s.minimum,
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
                s.minimum,
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
        return "Guard[failureRate=" + failureRate + ", window=" + window + ", minimum=" + minimum + ", probation="
                + probationCalls + " calls or " + probationTime + ", halfOpenAfter=" + halfOpenAfter + ", slowerThan="
                + (slowerThan.isZero() ? "none" : slowerThan) + "]";
    }
}
