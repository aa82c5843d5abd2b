package io.github.modelkeel.driftmonitor;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Calls a task again and again on a daemon thread of its own, ten times in a period and once a second at least. */
final class Ticker implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Ticker.class.getName());
    private static final long MAX_PAUSE_MILLIS = 1000;

    private final ScheduledThreadPoolExecutor executor;
    private final Future<?> ticks;

    private Ticker(ScheduledThreadPoolExecutor executor, Future<?> ticks) {
        this.executor = executor;
        this.ticks = ticks;
    }

    static Ticker start(String name, Duration period, Runnable task) {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
        long pause = Math.max(1, Math.min(MAX_PAUSE_MILLIS, period.toMillis() / 10));
        Runnable kept = () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) { // thrown to the executor, it would silently be the last time
                LOG.log(Level.WARNING, name + " failed and tries again: " + e, e);
            }
        };
        return new Ticker(executor, executor.scheduleWithFixedDelay(kept, pause, pause, TimeUnit.MILLISECONDS));
    }

    /** Ends it; a task that is running ends normally. */
    @Override
    public void close() {
        ticks.cancel(false);
        executor.shutdown();
    }
}
