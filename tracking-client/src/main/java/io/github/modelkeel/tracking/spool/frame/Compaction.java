package io.github.modelkeel.tracking.spool.frame;

import java.util.Arrays;

/** Copies frames without the droppable ones; what is left out becomes one skip for each run of it. Not thread-safe. */
public final class Compaction {
    public byte[] bytes = new byte[1024];
    public int used;
    public int dropped;
    public final Sequences kept = new Sequences();
    private int skipAt = -1;

    /** Takes a frame, or leaves it out when it is droppable and follows a sequence number. */
    public void take(byte[] source, int at, long dropAfter) {
        byte type = Frame.type(source, at);
        long sequence = Frame.sequence(source, at);
        boolean drop = type == Frame.DROPPABLE && sequence > dropAfter;
        if (drop) {
            dropped++;
        }
        if (drop || type == Frame.SKIP) {
            skip(sequence, Frame.last(source, at));
        } else {
            int size = Frame.size(source, at);
            ensure(size);
            System.arraycopy(source, at, bytes, used, size);
            used += size;
            skipAt = -1;
            kept.add(sequence, sequence);
        }
    }

    /** Starts again with an empty array; what was taken so far is written elsewhere. */
    public void drained() {
        used = 0;
        skipAt = -1;
    }

    private void skip(long first, long last) {
        if (skipAt < 0) {
            ensure(Frame.SKIP_BYTES);
            skipAt = used;
            used += Frame.SKIP_BYTES;
            Frame.putSkip(bytes, skipAt, first, last);
        } else {
            Frame.putSkip(bytes, skipAt, Frame.sequence(bytes, skipAt), last);
        }
    }

    private void ensure(int size) {
        if (used + size > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, used + size));
        }
    }
}
