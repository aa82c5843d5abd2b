package io.github.modelkeel.serving.guard;

import java.util.BitSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts how the last calls of one version ended, and says whether the next one may be made. Safe for use by multiple threads.
 *
 * <p>While the window is full of successes, one more changes nothing, so a call costs two volatile reads. Otherwise each result is counted
 * under a lock. A result counts only in the period in which its call was permitted.
 */
public final class Breaker {
    /** What one result led to. */
    public enum Change {
        /** Nothing. */
        NONE,
        /** Calls are refused from now on. */
        OPENED,
        /** Calls are permitted again. */
        CLOSED
    }

    /** What dashboards know a state by. */
    public enum State {
        /** Calls are permitted. */
        CLOSED(0),
        /** One call at a time is permitted. */
        HALF_OPEN(1),
        /** Calls are refused. */
        OPEN(2);

        private final int number;

        State(int number) {
            this.number = number;
        }

        /** {@return what a gauge shows} */
        public int number() {
            return number;
        }
    }

    /**
     * A stay in one state.
     *
     * @param state the state
     * @param era the same for all periods between two changes of the state
     * @param quiet whether one more success changes nothing
     */
    public record Period(State state, long era, boolean quiet) {}

    /**
     * When it opens, and for how long.
     *
     * @param failureRate the share of failures at which it opens
     * @param window how many of the last calls count
     * @param minimum how many calls must have been counted
     * @param openNanos how long it stays open before one call may try
     */
    public record Settings(double failureRate, int window, int minimum, long openNanos) {}

    private final double failureRate;
    private final int window;
    private final int minimum;
    private final long openNanos;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final BitSet failures;
    private int next;
    private int counted;
    private int failed;
    private long openedAt;
    private boolean probing;
    private volatile Period period = new Period(State.CLOSED, 0, false);

    /**
     * Starts with an empty window.
     *
     * @param settings when it opens, and for how long
     * @param nanos a clock that never goes back
     */
    public Breaker(Settings settings, LongSupplier nanos) {
        this.failureRate = settings.failureRate();
        this.window = settings.window();
        this.minimum = settings.minimum();
        this.openNanos = settings.openNanos();
        this.nanos = nanos;
        this.failures = new BitSet(window);
    }

    /** {@return the state at this moment} */
    public State state() {
        return period.state();
    }

    /**
     * Asks for a call.
     *
     * @return the permit to give back with the result; null when the call is refused
     */
    public @Nullable Period acquire() {
        Period now = period;
        return now.state() == State.CLOSED ? now : probe();
    }

    private @Nullable Period probe() {
        lock.lock();
        try {
            if (period.state() == State.OPEN && nanos.getAsLong() - openedAt >= openNanos) {
                change(State.HALF_OPEN);
                probing = false;
            }
            if (period.state() == State.CLOSED) {
                return period;
            }
            if (period.state() == State.OPEN || probing) {
                return null;
            }
            probing = true;
            return period;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The call succeeded.
     *
     * @param permit what {@link #acquire()} returned
     * @return what that led to
     */
    public Change succeeded(Period permit) {
        return permit.quiet() && permit.equals(period) ? Change.NONE : ended(permit, false);
    }

    /**
     * The call failed.
     *
     * @param permit what {@link #acquire()} returned
     * @return what that led to
     */
    public Change failed(Period permit) {
        return ended(permit, true);
    }

    /**
     * The call says nothing about the version.
     *
     * @param permit what {@link #acquire()} returned
     */
    public void ignored(Period permit) {
        if (permit.state() == State.HALF_OPEN) {
            lock.lock();
            try {
                if (permit.era() == period.era()) {
                    probing = false;
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private Change ended(Period permit, boolean failure) {
        lock.lock();
        try {
            if (permit.era() != period.era()) {
                return Change.NONE;
            }
            if (period.state() == State.HALF_OPEN) {
                probing = false;
                return failure ? open() : close();
            }
            count(failure);
            if (counted >= minimum && (double) failed / counted >= failureRate) {
                return open();
            }
            boolean quiet = failed == 0 && counted == window;
            if (quiet != period.quiet()) {
                period = new Period(State.CLOSED, period.era(), quiet);
            }
            return Change.NONE;
        } finally {
            lock.unlock();
        }
    }

    private void count(boolean failure) {
        if (counted == window) {
            failed -= failures.get(next) ? 1 : 0;
        } else {
            counted++;
        }
        failures.set(next, failure);
        failed += failure ? 1 : 0;
        next = next + 1 == window ? 0 : next + 1;
    }

    private Change open() {
        openedAt = nanos.getAsLong();
        change(State.OPEN);
        return Change.OPENED;
    }

    private Change close() {
        failures.clear();
        next = 0;
        counted = 0;
        failed = 0;
        change(State.CLOSED);
        return Change.CLOSED;
    }

    private void change(State state) {
        period = new Period(state, period.era() + 1, false);
    }
}
