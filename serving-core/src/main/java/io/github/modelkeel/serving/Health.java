package io.github.modelkeel.serving;

import io.github.modelkeel.serving.PredictorStatus.State;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the checks so far have shown. Immutable; {@link Refresher} replaces it after each check.
 *
 * @param state never {@link State#CLOSED}, which the slot knows
 * @param confirmedNanos when the registry last confirmed the version in service
 * @param problem why the last check failed, or null
 * @param rejectedVersion the refused version that the registry names, or null
 * @param counts how often what happened
 * @param failuresInARow checks without a usable answer since the last one with
 */
record Health(
        State state,
        long confirmedNanos,
        @Nullable String problem,
        @Nullable String rejectedVersion,
        Counts counts,
        int failuresInARow) {
    /** What is known of the checks of a predictor. */
    interface Checks {
        Counts counts();

        /** How long ago the registry confirmed what answers. */
        Duration staleness();
    }

    /**
     * Checks by what they led to; each check counts once.
     *
     * @param confirmed the version in service was named
     * @param swapped another version took over
     * @param failed no usable answer
     * @param refused another version was named, and its load failed
     * @param waited a version refused before was named, and not tried again yet
     */
    record Counts(long confirmed, long swapped, long failed, long refused, long waited) {
        static final Counts NONE = new Counts(0, 0, 0, 0, 0);

        long all() {
            return confirmed + swapped + failed + refused + waited;
        }

        private Counts plusConfirmed() {
            return new Counts(confirmed + 1, swapped, failed, refused, waited);
        }

        private Counts plusSwapped() {
            return new Counts(confirmed, swapped + 1, failed, refused, waited);
        }

        private Counts plusFailed() {
            return new Counts(confirmed, swapped, failed + 1, refused, waited);
        }

        private Counts plusRefused() {
            return new Counts(confirmed, swapped, failed, refused + 1, waited);
        }

        private Counts plusWaited() {
            return new Counts(confirmed, swapped, failed, refused, waited + 1);
        }
    }

    /** A description of why something failed. */
    static String reason(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.toString() : message;
    }

    static Health before(long nowNanos) {
        return new Health(State.LIVE, nowNanos, null, null, Counts.NONE, 0);
    }

    /** The registry named the version in service. */
    Health confirmed(long nowNanos) {
        return new Health(State.LIVE, nowNanos, null, null, counts.plusConfirmed(), 0);
    }

    /** The registry named another version, which answers now. */
    Health swapped(long nowNanos) {
        return new Health(State.LIVE, nowNanos, null, null, counts.plusSwapped(), 0);
    }

    /** The registry gave no usable answer. */
    Health unanswered(String why) {
        return new Health(State.STALE, confirmedNanos, why, rejectedVersion, counts.plusFailed(), failuresInARow + 1);
    }

    /** The registry named another version, whose load failed. */
    Health refused(String label, String why) {
        return new Health(State.REJECTED, confirmedNanos, why, label, counts.plusRefused(), 0);
    }

    /** The registry named another version, which was refused before and is not tried again yet. */
    Health waiting(String label, String why) {
        return new Health(State.REJECTED, confirmedNanos, why, label, counts.plusWaited(), 0);
    }

    /** The version that the registry names failed in service, and the one before answers again. */
    Health rolledBack(String label, String why) {
        return new Health(State.REJECTED, confirmedNanos, why, label, counts, failuresInARow);
    }

    /** The same, for a version that came from disk and was confirmed longer ago. */
    Health confirmedAt(long nanos) {
        return new Health(state, nanos, problem, rejectedVersion, counts, failuresInARow);
    }
}
