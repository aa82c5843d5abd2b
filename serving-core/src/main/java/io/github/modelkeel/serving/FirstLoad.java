package io.github.modelkeel.serving;

import io.github.modelkeel.serving.time.Backoff;
import io.github.modelkeel.serving.time.Scheduler;
import io.github.modelkeel.serving.time.TimeSource;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** Loads the first version of a predictor that was made before it had one, in the background, until it succeeds or the predictor closes. */
final class FirstLoad {
    private static final Logger LOG = System.getLogger("io.github.modelkeel.serving");
    private static final Backoff PAUSES = Backoff.of(Duration.ofSeconds(1), Duration.ofSeconds(30));

    private final Refresher refresher;
    private final Scheduler scheduler;
    private final TimeSource timeSource;

    FirstLoad(Refresher refresher, Scheduler scheduler, TimeSource timeSource) {
        this.refresher = refresher;
        this.scheduler = scheduler;
        this.timeSource = timeSource;
    }

    /** Tries now; a failure is retried later. */
    void tryNow() {
        try {
            refresher.startIfNeeded();
        } catch (RuntimeException | Error e) {
            if (refresher.isClosed()) {
                LOG.log(Level.DEBUG, "the first load ended by close()", e);
                return;
            }
            retry(e);
        }
    }

    private void retry(Throwable cause) {
        int failures = refresher.failuresInARow();
        long pause = timeSource.jittered(PAUSES.nanos(Math.max(0, failures - 1)));
        scheduler.after(pause, this::tryNow);
        LOG.log(
                failures <= 1 ? Level.WARNING : Level.DEBUG,
                () -> refresher.uri() + " is not loaded yet, tried again in "
                        + Duration.ofNanos(pause).toMillis() + " ms: " + Health.reason(cause));
    }
}
