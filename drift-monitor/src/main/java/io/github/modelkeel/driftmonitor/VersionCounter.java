package io.github.modelkeel.driftmonitor;

import io.github.modelkeel.drift.StoredProfile;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Counts what one version of a model is asked, in the window that is current. Counting is safe for use by multiple threads. */
final class VersionCounter {
    /**
     * What was counted in a window that ended.
     *
     * @param start when the window started
     */
    record Counted(VersionCounter counter, Instant start, StoredProfile profile) {}

    private final Reference reference;
    private volatile String version;
    private volatile int named = -1;
    private volatile @Nullable Window current;

    VersionCounter(Reference reference, String version, Window first) {
        this.reference = reference;
        this.version = version;
        this.current = first;
    }

    Reference reference() {
        return reference;
    }

    String version() {
        return version;
    }

    /** Names the version, which is known when it answers first. */
    void name(int answering) {
        if (answering != named) {
            named = answering;
            version = Integer.toString(answering);
        }
    }

    /** The window that is counted in, null after the end. */
    @Nullable Window window() {
        return current;
    }

    /** Counts in another window from now on, null to count no more, and ends the one before. Not to be called again after null. */
    Counted end(@Nullable Window next) {
        Window ended = Objects.requireNonNull(current);
        current = next;
        return new Counted(this, ended.start(), ended.close());
    }

    void row(Map<String, ? extends @Nullable Object> row) {
        Stripe stripe = enter();
        if (stripe != null) {
            try {
                stripe.counter().row(row);
            } finally {
                stripe.leave();
            }
        }
    }

    void number(int place, double value) {
        Stripe stripe = enter();
        if (stripe != null) {
            stripe.counter().number(place, value);
            stripe.leave();
        }
    }

    void value(int place, @Nullable Object value) {
        Stripe stripe = enter();
        if (stripe != null) {
            try {
                stripe.counter().value(place, value);
            } finally {
                stripe.leave();
            }
        }
    }

    /** A stripe of the current window; null after the end. */
    private @Nullable Stripe enter() {
        for (Window window = current; window != null; window = current) {
            Stripe stripe = window.enter();
            if (stripe != null) {
                return stripe;
            }
        }
        return null;
    }
}
