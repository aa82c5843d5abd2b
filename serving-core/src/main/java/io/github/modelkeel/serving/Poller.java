package io.github.modelkeel.serving;

import io.github.modelkeel.serving.time.Backoff;
import io.github.modelkeel.serving.time.Scheduler;
import io.github.modelkeel.serving.time.TimeSource;
import java.time.Duration;

/**
 * Checks again and again: after the interval when the registry answered, later and later while it does not, each time shifted by
 * chance. Nothing that a check throws ends the polling. Safe for use by multiple threads.
 */
final class Poller {
    private static final Duration MAX_WAIT = Duration.ofMinutes(2);

    private final Refresher refresher;
    private final Scheduler scheduler;
    private final TimeSource timeSource;
    private final Backoff backoff;

    Poller(Refresher refresher, Duration interval, Scheduler scheduler, TimeSource timeSource) {
        this.refresher = refresher;
        this.scheduler = scheduler;
        this.timeSource = timeSource;
        this.backoff = Backoff.of(interval, MAX_WAIT);
    }

    void start() {
        scheduler.after(timeSource.jittered(backoff.nanos(refresher.failuresInARow())), this::check);
    }

    private void check() {
        try {
            refresher.checkUnheard(false);
        } finally { // also without memory to say what failed
            if (!refresher.isClosed()) {
                start();
            }
        }
    }
}
