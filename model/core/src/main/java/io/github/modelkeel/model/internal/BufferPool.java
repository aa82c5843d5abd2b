package io.github.modelkeel.model.internal;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * Working arrays that calls borrow, so that none allocates its own. There are a few places, chosen by the thread's number; a call that
 * finds its place in use, because another thread has the same one or because it was made from within another call, works with a new
 * value instead. Nothing is bound to a thread, so there may be as many as one likes, virtual ones too. Safe for use by multiple
 * threads.
 */
public final class BufferPool<T> {
    /** Places of one array apart from each other, so that threads do not share a cache line. */
    private static final int STRIDE = 32;

    private static final int PLACES =
            Math.max(8, Integer.highestOneBit(Runtime.getRuntime().availableProcessors()) * 4);

    private final Supplier<T> maker;
    private final AtomicReferenceArray<T> values = new AtomicReferenceArray<>(PLACES);
    private final AtomicIntegerArray inUse = new AtomicIntegerArray(PLACES * STRIDE);

    public BufferPool(Supplier<T> maker) {
        this.maker = maker;
    }

    /** A place for the calling thread, or -1 when it is in use; to be given back. */
    public int enter() {
        int place = (int) ((Thread.currentThread().getId() * 0x9E3779B97F4A7C15L) >>> 32) & (PLACES - 1);
        return inUse.compareAndSet(place * STRIDE, 0, 1) ? place : -1;
    }

    /** The value of a place; a new one for -1. */
    public T at(int place) {
        T value = place < 0 ? null : values.get(place);
        if (value == null) {
            value = maker.get();
            if (place >= 0) {
                values.set(place, value);
            }
        }
        return value;
    }

    /** Gives a place back; its value must not be used any more. */
    public void leave(int place) {
        if (place >= 0) {
            inUse.setRelease(place * STRIDE, 0);
        }
    }
}
