package io.github.modelkeel.registry.cache;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * What one registry handed out. A tree stays leased until the registry is closed, or until a newer tree of the same registered model was
 * handed out and an hour has passed since the older one was handed out last: who serves a model over months keeps the versions of the
 * last hour, not all. Safe for use by multiple threads.
 */
public final class CacheLeases {
    private static final System.Logger LOG = System.getLogger(CacheLeases.class.getName());
    private static final long KEPT_NANOS = Duration.ofHours(1).toNanos();

    private final CacheGuard guard;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Lease> leases = new HashMap<>();
    private boolean closed;

    public CacheLeases(CacheGuard guard, LongSupplier nanos) {
        this.guard = guard;
        this.nanos = nanos;
    }

    private record Lease(String subject, long since) {}

    /** Keeps a tree from being taken away for the time of a look at it; a cache that cannot be written to loses nothing either. */
    public boolean hold(String digest) {
        try {
            guard.hold(digest);
            return true;
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "a cached model is used without a lease: " + digest, e);
            return false;
        }
    }

    public void letGo(String digest) {
        try {
            guard.letGo(digest);
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "a lease of a cached model stays until this process ends: " + digest,
                    e);
        }
    }

    /** Turns a hold into a lease. */
    public void handedOut(String digest, String subject) {
        lock.lock();
        try {
            long now = nanos.getAsLong();
            if (closed || leases.put(digest, new Lease(subject, now)) != null) {
                letGo(digest); // one hold is enough, and a closed registry keeps none
            }
            for (Iterator<Map.Entry<String, Lease>> all = leases.entrySet().iterator(); all.hasNext(); ) {
                Map.Entry<String, Lease> each = all.next();
                Lease lease = each.getValue();
                if (!each.getKey().equals(digest)
                        && lease.subject().equals(subject)
                        && now - lease.since() > KEPT_NANOS) {
                    all.remove();
                    letGo(each.getKey());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    public void close() {
        lock.lock();
        try {
            closed = true;
            leases.keySet().forEach(this::letGo);
            leases.clear();
        } finally {
            lock.unlock();
        }
    }
}
