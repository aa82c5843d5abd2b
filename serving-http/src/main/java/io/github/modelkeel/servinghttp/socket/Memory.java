package io.github.modelkeel.servinghttp.socket;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * How many bytes of requests and of answers all connections hold together. One thread takes memory for what arrives; any may count what is
 * there already and give back.
 */
final class Memory {
    static final String FULL = "too many requests are being received; try again";

    /** What the last eighth is kept for, so that requests of usual size find room beside large ones. */
    private static final long SMALL = 64 << 10;

    private final long most;
    private final BooleanSupplier relief;
    private final AtomicLong taken = new AtomicLong();

    /** Where it is full, the relief frees what may be displaced, and says whether it did. */
    Memory(long most, BooleanSupplier relief) {
        this.most = most;
        this.relief = relief;
    }

    /** 64 MiB or eight bodies, but at most a quarter of the heap. */
    static long budget(int maxBody, long heap) {
        return Math.min(Math.max(64L << 20, 8L * maxBody), heap / 4);
    }

    /** The most that a single request can hold. */
    long largest() {
        return most - most / 8;
    }

    /** Counts bytes for a request that holds others, or refuses. */
    void take(long bytes, long held) throws HttpFault {
        long limit = held + bytes <= SMALL ? most : largest();
        while (taken.get() + bytes > limit) {
            if (!relief.getAsBoolean()) {
                throw new HttpFault(503, FULL);
            }
        }
        taken.addAndGet(bytes);
    }

    /** Counts bytes that are there already. */
    void add(long bytes) {
        taken.addAndGet(bytes);
    }

    void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }

    boolean isOver() {
        return taken.get() > most;
    }

    long taken() {
        return taken.get();
    }
}
