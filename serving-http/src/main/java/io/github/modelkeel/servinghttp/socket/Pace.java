package io.github.modelkeel.servinghttp.socket;

/**
 * Whether what is sent or taken keeps moving: on average 16 KiB a second, of which up to a second may be ahead, so that neither a pause nor a
 * single byte now and then counts as progress for long. Used by one thread.
 */
final class Pace {
    private static final long SECOND = 1_000_000_000;
    private static final long NANOS_A_BYTE = SECOND / (16 << 10);

    private long until;

    /** Something starts, with a second to its first bytes. */
    void start(long now) {
        until = now + SECOND;
    }

    /** Some bytes moved. */
    void moved(int bytes, long now) {
        long from = until - now < 0 ? now : until;
        long ahead = from - now + bytes * NANOS_A_BYTE;
        until = now + Math.min(ahead, SECOND);
    }

    boolean isSlow(long now) {
        return until - now < 0;
    }
}
