package io.github.modelkeel.tracking.async;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What became of the records of a queue. Written by the sender, read by all. */
public final class DeliveryStats {
    public final AtomicLong delivered = new AtomicLong();
    public final AtomicLong deadLettered = new AtomicLong();
    public final AtomicLong failedAttempts = new AtomicLong();
    private final AtomicReference<@Nullable String> firstRefusal = new AtomicReference<>();
    private final AtomicReference<@Nullable String> fault = new AtomicReference<>();

    void refused(String reason) {
        deadLettered.incrementAndGet();
        firstRefusal.compareAndSet(null, reason);
    }

    /** What keeps the sender from delivering; null when nothing does. */
    public void fault(@Nullable String reason) {
        fault.set(reason);
    }

    public @Nullable String fault() {
        return fault.get();
    }

    public @Nullable String firstRefusal() {
        return firstRefusal.get();
    }
}
