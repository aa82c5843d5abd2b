package io.github.modelkeel.tracking;

import io.github.modelkeel.tracking.async.DeliveryStats;
import io.github.modelkeel.tracking.spool.DurableQueue;
import io.github.modelkeel.tracking.spool.Stats;
import java.time.Duration;

/** Reads a queue's and its sender's figures. Safe for use by multiple threads. */
record SpoolCounters(DurableQueue queue, DeliveryStats deliveryStats) implements AsyncLogging.Counters {
    @Override
    public long accepted() {
        return queue.stats().accepted();
    }

    @Override
    public long delivered() {
        return deliveryStats.delivered.get();
    }

    @Override
    public long spooled() {
        return queue.stats().degraded() ? 0 : pending();
    }

    @Override
    public long retried() {
        return deliveryStats.failedAttempts.get();
    }

    @Override
    public long deadLettered() {
        return deliveryStats.deadLettered.get();
    }

    @Override
    public long dropped() {
        return queue.stats().dropped();
    }

    @Override
    public long pending() {
        long done =
                deliveryStats.delivered.get() + deliveryStats.deadLettered.get(); // before accepted: never more than it
        Stats stats = queue.stats();
        return stats.accepted() - stats.dropped() - done;
    }

    @Override
    public long bytes() {
        return queue.stats().spooledBytes();
    }

    @Override
    public Duration oldestPendingAge() {
        return pending() <= 0 ? Duration.ZERO : Duration.ofMillis(queue.stats().oldestPendingAgeMillis());
    }

    @Override
    public String toString() {
        return AsyncLogging.words(this);
    }
}
