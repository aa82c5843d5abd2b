package io.github.modelkeel.driftmonitor;

import io.github.modelkeel.drift.profile.TableCounter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/** A counter that one thread at a time uses: who enters it, leaves it. Only what reads a window waits for it. */
final class Stripe {
    private static final VarHandle STATE = MethodHandles.arrayElementVarHandle(int[].class);
    private static final int FREE = 0;
    private static final int IN_USE = 1;
    private static final int CLOSED = 2;

    private static final long PAUSE_NANOS = 20_000;

    /** Two lines of the processor's cache from what other threads write, on each side. */
    private static final int AT = 32;

    private final int[] state = new int[2 * AT];
    private final TableCounter counter;

    /** A stripe that is in use by its maker. */
    Stripe(TableCounter counter) {
        this.counter = counter;
        STATE.setOpaque(state, AT, IN_USE);
    }

    /** Whether the caller may use the counter now, until it leaves. */
    boolean enter() {
        return STATE.compareAndSet(state, AT, FREE, IN_USE);
    }

    /** Waits for the one that uses it, which takes as long as a row is counted. */
    void await() {
        while (!enter()) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    void leave() {
        STATE.setRelease(state, AT, FREE);
    }

    /** Ends it for good; the caller is the one that uses it. */
    void close() {
        STATE.setRelease(state, AT, CLOSED);
    }

    TableCounter counter() {
        return counter;
    }
}
