package io.github.modelkeel.serving;

import io.github.modelkeel.serving.guard.Breaker;
import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When a version that loads well and fails later stops answering. Immutable.
 *
 * <p><b>A failure</b> is a call that throws a {@code RuntimeException}, whose result is NaN or infinite, or that is slower than
 * {@link Builder#slowerThan(Duration)} allows. An {@link io.github.modelkeel.model.InvalidInputException} is the caller's fault and never
 * counts, but for the kind {@code NOT_FINITE_RESULT}. A call counts once, however many rows it has.
 *
 * <p><b>Open.</b> The guard of a version opens when, of its last {@link Builder#window(int) window} calls and at least {@link
 * Builder#minimum(int) minimum} of them, the share of failures reaches the {@link Builder#failureRate(double) failure rate}.
 *
 * <p><b>On probation</b>, which a version is after it took over from another one, an open guard gives the service back to the version before,
 * which was kept in memory: at once, for all threads, and the call that failed is answered by it. The version is put under quarantine, in this process
 * and on this machine's disk, so that neither the next check nor a restart loads it again, until {@link Predictor#release()} or until the address
 * names another version. The alias in the registry is not moved: a hundred instances must not race for it.
 *
 * <p><b>Later</b>, or where there was no version before, calls are answered by the {@link Fallback}, or refused with
 * {@link ModelUnavailableException}, while the guard is open. After {@link Builder#halfOpenAfter(Duration)} one call at a time tries the model; if it
 * succeeds, the guard closes and counts from the beginning.
 */
public final class Guard {
    final double failureRate;
    final int window;
    final int minimum;
    final int probationCalls;
    final Duration probationTime;
    final Duration halfOpenAfter;
    final Duration slowerThan;

    private Guard(Builder b) {
        this.failureRate = b.failureRate;
        this.window = b.window;
        this.minimum = b.minimum != null ? b.minimum : Math.min(Builder.MINIMUM, window);
        this.probationCalls = b.probationCalls;
        this.probationTime = b.probationTime;
        this.halfOpenAfter = b.halfOpenAfter;
        this.slowerThan = b.slowerThan;
    }

    Breaker newBreaker(LongSupplier nanos) {
        return new Breaker(new Breaker.Settings(failureRate, window, minimum, halfOpenAfter.toNanos()), nanos);
    }

    /** {@return a guard with the defaults of the builder} */
    public static Guard standard() {
        return builder().build();
    }

    /** {@return a builder} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String toString() {
        return "Guard[failureRate=" + failureRate + ", window=" + window + ", minimum=" + minimum + ", probation="
                + probationCalls + " calls or " + probationTime + ", halfOpenAfter=" + halfOpenAfter + ", slowerThan="
                + (slowerThan.isZero() ? "none" : slowerThan) + "]";
    }

    /** Settings of a guard. Not thread-safe. */
    public static final class Builder {
        private static final int MOST_CALLS = 100_000;
        private static final int MINIMUM = 20;

        private double failureRate = 0.5;
        private int window = 100;
        private @Nullable Integer minimum;
        private int probationCalls = 1000;
        private Duration probationTime = Duration.ofMinutes(10);
        private Duration halfOpenAfter = Duration.ofSeconds(30);
        private Duration slowerThan = Duration.ZERO;

        private Builder() {}

        /**
         * The share of failures at which the guard opens.
         *
         * @param share above 0, at most 1; by default 0.5
         * @return this builder
         */
        public Builder failureRate(double share) {
            if (!(share > 0 && share <= 1)) {
                throw new IllegalArgumentException("failureRate must be above 0 and at most 1: " + share);
            }
            this.failureRate = share;
            return this;
        }

        /**
         * How many of the last calls count.
         *
         * @param calls 1 to 100,000; by default 100
         * @return this builder
         */
        public Builder window(int calls) {
            this.window = checked("window", calls);
            return this;
        }

        /**
         * How many calls must have been counted before the guard can open.
         *
         * @param calls 1 to 100,000, and at most the window; by default 20, or the window if that is smaller
         * @return this builder
         */
        public Builder minimum(int calls) {
            this.minimum = checked("minimum", calls);
            return this;
        }

        /**
         * How long a version that took over is on probation: until it has answered that many calls, or until that time has passed and it has
         * answered at least the {@link #minimum(int)}.
         *
         * @param calls 1 to 100,000; by default 1,000
         * @param time positive; by default 10 minutes
         * @return this builder
         */
        public Builder probation(int calls, Duration time) {
            this.probationCalls = checked("probation", calls);
            this.probationTime = positive("probation", time);
            return this;
        }

        /**
         * How long a guard stays open before one call may try the model again.
         *
         * @param time positive; by default 30 seconds
         * @return this builder
         */
        public Builder halfOpenAfter(Duration time) {
            this.halfOpenAfter = positive("halfOpenAfter", time);
            return this;
        }

        /**
         * Counts calls that take longer as failures. Their results are returned nevertheless. By default time is not looked at.
         *
         * @param limit positive
         * @return this builder
         */
        public Builder slowerThan(Duration limit) {
            this.slowerThan = positive("slowerThan", limit);
            return this;
        }

        /**
         * Makes the guard.
         *
         * @return the guard
         * @throws IllegalArgumentException if the minimum is larger than the window
         */
        public Guard build() {
            if (minimum != null && minimum > window) {
                throw new IllegalArgumentException(
                        "minimum (" + minimum + ") must be at most the window (" + window + ")");
            }
            return new Guard(this);
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
    }
}
