package io.github.modelkeel.servinghttp.socket;

import java.util.function.LongPredicate;

/** How many bytes of bodies and of answers all connections hold together. Used by one thread. */
final class Memory {
    static final String FULL = "too many requests are being received; try again";

    private final long most;
    private final LongPredicate relief;
    private long taken;

    /** Where it is full, the relief frees what a holder of a number of bytes may displace, and says whether it did. */
    Memory(long most, LongPredicate relief) {
        this.most = most;
        this.relief = relief;
    }

    /** 64 MiB or eight bodies, but at most a quarter of the heap. */
    static long budget(int maxBody, long heap) {
        return Math.min(Math.max(64L << 20, 8L * maxBody), heap / 4);
    }

    /** Counts bytes for a holder of others, or refuses. */
    void take(long bytes, long held) throws HttpFault {
        while (taken + bytes > most) {
            if (!relief.test(held)) {
                throw new HttpFault(503, FULL);
            }
        }
        taken += bytes;
    }

    /** Counts bytes that are there already. */
    void add(long bytes) {
        taken += bytes;
    }

    void giveBack(long bytes) {
        taken -= bytes;
    }

    boolean isOver() {
        return taken > most;
    }
}
