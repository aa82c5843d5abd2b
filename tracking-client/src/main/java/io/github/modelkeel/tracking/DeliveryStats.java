package io.github.modelkeel.tracking;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What became of the records of a queue. Written by the sender, read by all. */
final class DeliveryStats {
    final AtomicLong delivered = new AtomicLong();
    final AtomicLong deadLettered = new AtomicLong();
    final AtomicLong failedAttempts = new AtomicLong();
    private final AtomicReference<@Nullable String> firstRefusal = new AtomicReference<>();
    private final AtomicReference<@Nullable String> fault = new AtomicReference<>();

    void refused(String reason) {
        deadLettered.incrementAndGet();
        firstRefusal.compareAndSet(null, reason);
    }

    /** What keeps the sender from delivering; null when nothing does. */
    void fault(@Nullable String reason) {
        fault.set(reason);
    }

    @Nullable String fault() {
        return fault.get();
    }

    @Nullable String firstRefusal() {
        return firstRefusal.get();
    }
}
