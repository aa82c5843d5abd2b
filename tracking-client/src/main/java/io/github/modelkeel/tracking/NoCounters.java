package io.github.modelkeel.tracking;

import java.time.Duration;

/** The figures of a tracker that logs synchronously. */
enum NoCounters implements AsyncLogging.Counters {
    INSTANCE;

    @Override
    public long accepted() {
        return 0;
    }

    @Override
    public long delivered() {
        return 0;
    }

    @Override
    public long spooled() {
        return 0;
    }

    @Override
    public long retried() {
        return 0;
    }

    @Override
    public long deadLettered() {
        return 0;
    }

    @Override
    public long dropped() {
        return 0;
    }

    @Override
    public long pending() {
        return 0;
    }

    @Override
    public long bytes() {
        return 0;
    }

    @Override
    public Duration oldestPendingAge() {
        return Duration.ZERO;
    }

    @Override
    public String toString() {
        return AsyncLogging.words(this);
    }
}
