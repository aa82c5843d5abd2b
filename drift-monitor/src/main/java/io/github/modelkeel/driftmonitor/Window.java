package io.github.modelkeel.driftmonitor;

import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.drift.profile.TableCounter;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A window that is being counted. A row is counted in one stripe that belongs to its thread meanwhile, so that it is in a window as a whole or not at
 * all. A thread that finds its stripe in use takes another, or adds one, and keeps to it from then on: it never waits, and two threads do not meet
 * for long. Safe for use by multiple threads.
 */
final class Window {
    /** Of a window that is closed. */
    private static final Stripe[] CLOSED = new Stripe[0];

    private static final int STRIPES_A_CORE = 4;

    /** Threads whose numbers are this far apart have the same stripe at first. */
    private static final int THREADS = 1 << 10;

    private final Reference reference;
    private final Instant start;
    private volatile @Nullable StoredProfile before;

    private final AtomicReference<Stripe[]> stripes = new AtomicReference<>(new Stripe[0]);

    /** As long as there are fewer stripes, a new thread gets one of its own. */
    private final int wanted = STRIPES_A_CORE * Runtime.getRuntime().availableProcessors();

    /** The last stripe of each thread. A thread may see an older one: any will do, and a stripe that is in use or closed cannot be entered. */
    private final @Nullable Stripe[] ofThreads = new @Nullable Stripe[THREADS];

    /**
     * Starts a window.
     *
     * @param before what was counted of it before a restart, null if nothing
     */
    Window(Reference reference, Instant start, @Nullable StoredProfile before) {
        this.reference = reference;
        this.start = start;
        this.before = before;
    }

    Instant start() {
        return start;
    }

    /** A stripe for the calling thread, which leaves it after a row; null if the window is closed. */
    @Nullable Stripe enter() {
        int thread = (int) Thread.currentThread().getId() & (THREADS - 1);
        Stripe own = ofThreads[thread];
        return own != null && own.enter() ? own : another(thread);
    }

    private @Nullable Stripe another(int thread) {
        while (true) {
            Stripe[] all = stripes.get();
            if (all == CLOSED) {
                return null;
            }
            for (int i = 0; i < all.length && all.length >= wanted; i++) {
                Stripe stripe = all[(thread + i) % all.length];
                if (stripe.enter()) {
                    ofThreads[thread] = stripe;
                    return stripe;
                }
            }
            Stripe added = new Stripe(reference.layout().fresh());
            Stripe[] more = Arrays.copyOf(all, all.length + 1);
            more[all.length] = added;
            if (stripes.compareAndSet(all, more)) {
                ofThreads[thread] = added;
                return added;
            }
        }
    }

    /**
     * Counts what was counted elsewhere. To be called by one thread at a time, before the window is closed.
     *
     * @throws IllegalArgumentException if it was counted by another reference
     */
    void add(StoredProfile counted) {
        StoredProfile so = before;
        before = (so == null ? reference.profile().empty() : so).merge(counted);
    }

    /** What was counted so far. */
    StoredProfile profile() {
        return counted(stripes.get(), false);
    }

    /** Ends the window and waits for the rows that are being counted; what it counted. To be called once. */
    StoredProfile close() {
        return counted(stripes.getAndSet(CLOSED), true);
    }

    private StoredProfile counted(Stripe[] all, boolean close) {
        TableCounter sum = reference.layout().fresh();
        for (Stripe stripe : all) {
            stripe.await();
            sum.add(stripe.counter());
            if (close) {
                stripe.close();
            } else {
                stripe.leave();
            }
        }
        StoredProfile profile = Reference.profile(sum);
        StoredProfile elsewhere = before;
        return elsewhere == null ? profile : elsewhere.merge(profile);
    }
}
