package io.github.modelkeel.tracking.context;

import io.github.modelkeel.client.internal.DaemonThreads;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Measures the machine at an interval and logs it, on a daemon thread of its own, until it is closed. What fails is logged once and
 * never reaches the user's code.
 */
public final class SystemMetrics implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SystemMetrics.class.getName());
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final Supplier<Map<String, Double>> readings;
    private final Log log;
    private final LongSupplier firstStep;
    private final Duration interval;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = DaemonThreads.of("modelkeel-system-metrics", this::measure);
    private boolean warned;
    private long failed;

    /** Takes the readings of a step. */
    public interface Log {
        void log(Map<String, Double> readings, long timestampMillis, long step);
    }

    private SystemMetrics(Supplier<Map<String, Double>> readings, Log log, LongSupplier firstStep, Duration interval) {
        this.readings = readings;
        this.log = log;
        this.firstStep = firstStep;
        this.interval = interval;
    }

    /**
     * Starts to measure.
     *
     * @param readings what there is to measure
     * @param log takes the points
     * @param firstStep the step of the first points, asked on the thread
     * @param interval how often
     */
    public static SystemMetrics start(
            Supplier<Map<String, Double>> readings, Log log, LongSupplier firstStep, Duration interval) {
        SystemMetrics metrics = new SystemMetrics(readings, log, firstStep, interval);
        metrics.thread.start();
        return metrics;
    }

    private void measure() {
        try {
            long step = -1;
            while (!closed.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
                try {
                    step = next(step);
                } catch (OutOfMemoryError e) { // nor is there memory to say so; the next one may succeed
                    failed++;
                }
            }
        } catch (InterruptedException e) {
            LOG.log(System.Logger.Level.DEBUG, "the system metrics thread was interrupted and ends", e);
        }
    }

    /** Logs the points of a step, and says which step is next. */
    private long next(long step) {
        try {
            long now = step < 0 ? firstStep.getAsLong() : step;
            log.log(readings.get(), System.currentTimeMillis(), now);
            return now + 1;
        } catch (RuntimeException | Error e) {
            failed++;
            warn(e);
            return step;
        }
    }

    private void warn(Throwable failure) {
        System.Logger.Level level = warned ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING;
        warned = true;
        LOG.log(
                level,
                "system metrics could not be logged (" + failed + " times); the run continues without them",
                failure);
    }

    /** Ends the thread; points that are on their way are given a moment. */
    @Override
    public void close() {
        closed.countDown();
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(CLOSE_LIMIT.toMillis());
            if (thread.isAlive()) {
                thread.interrupt();
                thread.join(CLOSE_LIMIT.toMillis());
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
