package io.github.modelkeel.tracking;

import io.github.modelkeel.client.ClientConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A job in a JVM of its own that is asked to stop, with a shutdown hook as users write them: it notes the last epoch, tags and a file,
 * confirms that on disk and ends the run as KILLED, while the main thread still logs; then it logs a run of a second tracker, which
 * measures the machine. It closes both trackers or, as the last argument says, none of them.
 */
final class StoppedJob {
    static final MetricPoint LAST_EPOCH = new MetricPoint("last_epoch", 42.5, JobProcess.BASE_MILLIS, 42);
    private static final Duration ENOUGH = Duration.ofSeconds(20);

    private StoppedJob() {}

    /**
     * Arguments: the server, the spool, the run's name, how long the hook waits first, the limit of our own hook, in ms, and whether the
     * hook closes what it used.
     */
    public static void main(String[] args) {
        ClientConfig config = ClientConfig.builder(Map.of())
                .trackingUri(args[0])
                .requestTimeout(Duration.ofSeconds(5))
                .build();
        AsyncLogging settings = AsyncLogging.builder()
                .directory(Path.of(args[1]))
                .linger(Duration.ofMillis(5))
                .shutdownTimeout(Duration.ofMillis(Long.parseLong(args[4])))
                .pace(AsyncTest.FAST, new java.util.Random(1))
                .build();
        Tracker tracker =
                Tracker.builder("houses").config(config).async(settings).open();
        Run run = tracker.startRun(RunOptions.named(args[2]).withSystemMetrics(Duration.ofMillis(20)));
        long delay = Long.parseLong(args[3]);
        boolean closes = Boolean.parseBoolean(args[5]);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                stop(tracker, run, delay);
                second(config, settings, args[2], closes);
                if (closes) {
                    System.out.println("hook " + isHonest(tracker.close(Duration.ofMillis(50))));
                }
            } catch (RuntimeException e) {
                System.out.println("hook " + e);
            }
        }));
        try {
            for (int i = 0; ; i++) {
                run.logMetrics(List.of(JobProcess.point(i)));
                if (i % 20 == 19) {
                    if (tracker.sync(ENOUGH)) {
                        System.out.println(i + 1);
                    }
                    LockSupport.parkNanos(10_000_000); // the work of a step
                }
            }
        } catch (IllegalStateException e) { // the hook ended the run
            LockSupport.park();
        }
    }

    private static void stop(Tracker tracker, Run run, long delayMillis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(delayMillis);
        while (System.nanoTime() < end) { // for example the model's checkpoint is being written
            LockSupport.parkNanos(end - System.nanoTime());
        }
        run.logMetrics(List.of(LAST_EPOCH));
        run.setTag("wrong", "x");
        run.setTag("stopped", "yes");
        run.deleteTag("wrong");
        run.artifacts().logText("the last epoch was 42", "stopped.txt");
        System.out.println("hook " + tracker.sync(ENOUGH));
        run.finish(RunStatus.KILLED);
        System.out.println("hook " + tracker.sync(ENOUGH));
        AsyncLogging.Counters counters = tracker.counters();
        System.out.println("hook " + (counters.dropped() == 0 && counters.accepted() > 0));
        System.out.println("hook " + isHonest(tracker.flush(Duration.ofMillis(50))));
    }

    /** Whether all of it is on the server or on disk. */
    private static boolean isHonest(FlushResult flushed) {
        return flushed.isComplete() || flushed.pending() == flushed.spooled();
    }

    /** A tracker that is opened inside the hook, with a run that measures the machine until at least one measurement is logged. */
    private static void second(ClientConfig config, AsyncLogging settings, String name, boolean closes) {
        Tracker tracker =
                Tracker.builder("houses").config(config).async(settings).open();
        Run run = tracker.startRun(RunOptions.named(name + " second").withSystemMetrics(Duration.ofMillis(1)));
        run.logMetrics(List.of(LAST_EPOCH));
        run.setTag("stopped", "again");
        run.artifacts().logText("second", "second.txt");
        long before = tracker.counters().accepted();
        long end = System.nanoTime() + ENOUGH.toNanos();
        while (tracker.counters().accepted() == before && System.nanoTime() < end) {
            LockSupport.parkNanos(1_000_000);
        }
        run.finish(RunStatus.KILLED);
        System.out.println("hook " + tracker.sync(ENOUGH));
        if (closes) {
            System.out.println("hook " + isHonest(tracker.close(Duration.ofMillis(50))));
        }
    }
}
