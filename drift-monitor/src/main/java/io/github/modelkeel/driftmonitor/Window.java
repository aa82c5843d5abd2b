package io.github.modelkeel.driftmonitor;

import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.drift.profile.TableCounter;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A window that is being counted. A row is counted in one stripe that belongs to its thread meanwhile, so that it is in a window as a whole or not at
 * all. A thread that finds its stripe in use takes another, or adds one: it never waits. Safe for use by multiple threads.
 */
final class Window {
    /** Of a window that is closed. */
    private static final Stripe[] CLOSED = new Stripe[0];

    private static final int MAX_FIRST = 256;

    private final Reference reference;
    private final Instant start;
    private final @Nullable StoredProfile before;

    /** The first ones have a place by the thread; a place may be empty. */
    private final AtomicReference<@Nullable Stripe[]> stripes;

    private final int mask;

    /**
     * Starts a window.
     *
     * @param before what was counted of it before a restart, null if nothing
     */
    Window(Reference reference, Instant start, @Nullable StoredProfile before) {
        this.reference = reference;
        this.start = start;
        this.before = before;
        int wanted = 4 * Runtime.getRuntime().availableProcessors();
        int first = Math.min(MAX_FIRST, Integer.highestOneBit(wanted));
        this.mask = first - 1;
        this.stripes = new AtomicReference<>(new @Nullable Stripe[first]);
    }

    Instant start() {
        return start;
    }

    /** A stripe for the calling thread, which leaves it after a row; null if the window is closed. */
    @Nullable Stripe enter() {
        @Nullable Stripe[] all = stripes.get();
        if (all == CLOSED) {
            return null;
        }
        Stripe own = all[(int) Thread.currentThread().getId() & mask];
        return own != null && own.enter() ? own : another();
    }

    private @Nullable Stripe another() {
        int place = (int) Thread.currentThread().getId() & mask;
        while (true) {
            @Nullable Stripe[] all = stripes.get();
            if (all == CLOSED) {
                return null;
            }
            for (int i = 0; i < all.length; i++) {
                Stripe stripe = all[(place + i) % all.length];
                if (stripe != null && stripe.enter()) {
                    return stripe;
                }
            }
            Stripe added = new Stripe(reference.layout().fresh());
            boolean vacant = all[place] == null;
            @Nullable Stripe[] more = Arrays.copyOf(all, vacant ? all.length : all.length + 1);
            more[vacant ? place : all.length] = added;
            if (stripes.compareAndSet(all, more)) {
                return added;
            }
        }
    }

    /** What was counted so far. */
    StoredProfile profile() {
        return counted(stripes.get(), false);
    }

    /** Ends the window and waits for the rows that are being counted; what it counted. To be called once. */
    StoredProfile close() {
        return counted(stripes.getAndSet(CLOSED), true);
    }

    private StoredProfile counted(@Nullable Stripe[] all, boolean close) {
        TableCounter sum = reference.layout().fresh();
        for (Stripe stripe : all) {
            if (stripe != null) {
                stripe.await();
                sum.add(stripe.counter());
                if (close) {
                    stripe.close();
                } else {
                    stripe.leave();
                }
            }
        }
        StoredProfile profile = Reference.profile(sum);
        return before == null ? profile : before.merge(profile);
    }
}
