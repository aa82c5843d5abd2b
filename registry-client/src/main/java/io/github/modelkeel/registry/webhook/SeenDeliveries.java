package io.github.modelkeel.registry.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The ids of deliveries that were accepted, as long as one of them could be sent again within the window. Bounded: when there is no room,
 * a new delivery is not taken, so that none is ever accepted twice. Safe for use by multiple threads.
 */
public final class SeenDeliveries {
    /** What becomes of an id. */
    public enum Outcome {
        /** It was not seen before, and is remembered. */
        NEW,
        /** It was seen before. */
        SEEN,
        /** It was not seen before, and there is no room for it. */
        FULL
    }

    private final int capacity;
    private final Duration keep;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Instant> ends = new LinkedHashMap<>(); // in the order in which they came

    /**
     * Remembers nothing yet.
     *
     * @param keep how long an id is remembered after it came: twice the window, as a sender's clock may be ahead by one
     */
    public SeenDeliveries(int capacity, Duration keep) {
        this.capacity = capacity;
        this.keep = keep;
    }

    /** Takes an id. */
    public Outcome add(String id, Instant now) {
        lock.lock();
        try {
            forget(now);
            if (ends.containsKey(id)) {
                return Outcome.SEEN;
            }
            if (ends.size() >= capacity) {
                return Outcome.FULL;
            }
            ends.put(id, now.plus(keep));
            return Outcome.NEW;
        } finally {
            lock.unlock();
        }
    }

    private void forget(Instant now) {
        Iterator<Instant> oldest = ends.values().iterator();
        while (oldest.hasNext() && oldest.next().isBefore(now)) {
            oldest.remove();
        }
    }

    /** {@return how many ids are remembered} */
    public int size() {
        lock.lock();
        try {
            return ends.size();
        } finally {
            lock.unlock();
        }
    }
}
