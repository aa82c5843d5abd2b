package io.github.modelkeel.serving.log;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A queue of a fixed size for any number of threads that put in and one that takes out. Nothing waits or takes a lock. Each place has a
 * number that says whose turn it is: its position for who puts in, one more for who takes out (Vyukov's bounded queue).
 *
 * @param <T> what waits in it
 */
final class BoundedQueue<T> {
    private final int mask;
    private final AtomicLongArray turns;
    private final AtomicReferenceArray<@Nullable T> places;
    private final AtomicLong tail = new AtomicLong();
    private long head;

    /** With room for at least that much. */
    BoundedQueue(int capacity) {
        int size = Integer.highestOneBit(Math.max(2, capacity) * 2 - 1);
        mask = size - 1;
        places = new AtomicReferenceArray<>(size);
        turns = new AtomicLongArray(size);
        for (int i = 0; i < size; i++) {
            turns.set(i, i);
        }
    }

    /** Puts it in, or returns false when there is no room. */
    boolean offer(T item) {
        long position = tail.get();
        while (true) {
            int place = (int) position & mask;
            long turn = turns.get(place);
            if (turn < position) {
                return false;
            }
            if (turn == position && tail.compareAndSet(position, position + 1)) {
                places.lazySet(place, item);
                turns.set(place, position + 1);
                return true;
            }
            position = tail.get();
        }
    }

    /** Takes the oldest out; null when there is none. For one thread. */
    @Nullable T poll() {
        int place = (int) head & mask;
        if (turns.get(place) != head + 1) {
            return null;
        }
        T item = places.get(place);
        places.lazySet(place, null);
        turns.set(place, head + mask + 1);
        head++;
        return item;
    }
}
