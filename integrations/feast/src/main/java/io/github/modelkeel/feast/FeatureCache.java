package io.github.modelkeel.feast;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The features of the entities that were read last, for a time. Every entry lives equally long, so that the order of their arrival is nearly that in
 * which they end: the oldest is the first to go, whether for room or for its age. Safe for use by multiple threads; the lock is held for as long as some
 * look-ups in a map take.
 */
final class FeatureCache {
    private record Entry(Map<String, Object> features, long until) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedHashMap<List<Object>, Entry> entries = new LinkedHashMap<>();
    private final int size;
    private final long nanos;
    private final LongSupplier nanoTime;

    /** A size of 0 keeps nothing. */
    FeatureCache(int size, Duration time, LongSupplier nanoTime) {
        this.size = size;
        this.nanos = time.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Those entities of the given ones that are here and not too old. */
    Map<List<Object>, Map<String, Object>> find(Collection<List<Object>> keys) {
        Map<List<Object>, Map<String, Object>> found = new HashMap<>();
        if (size == 0) {
            return found;
        }
        lock.lock();
        try {
            long now = removeEnded();
            for (List<Object> key : keys) {
                Entry entry = entries.get(key);
                if (entry != null && entry.until - now > 0) {
                    found.put(key, entry.features);
                }
            }
        } finally {
            lock.unlock();
        }
        return found;
    }

    /** Keeps what was read; {@code since} is when it was asked for, by the clock of this cache. */
    void put(Map<List<Object>, Map<String, Object>> read, long since) {
        if (size == 0) {
            return;
        }
        lock.lock();
        try {
            read.forEach((key, features) -> {
                Entry entry = new Entry(features, since + nanos);
                Entry other = entries.remove(key);
                entries.put(key, other != null && other.until - entry.until > 0 ? other : entry);
            });
            removeEnded();
            Iterator<Entry> oldest = entries.values().iterator();
            while (entries.size() > size) {
                oldest.next();
                oldest.remove();
            }
        } finally {
            lock.unlock();
        }
    }

    private long removeEnded() {
        long now = nanoTime.getAsLong();
        Iterator<Entry> oldest = entries.values().iterator();
        while (oldest.hasNext() && oldest.next().until - now <= 0) {
            oldest.remove();
        }
        return now;
    }
}
