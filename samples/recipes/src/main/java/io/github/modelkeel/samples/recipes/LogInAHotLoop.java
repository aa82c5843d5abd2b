package io.github.modelkeel.samples.recipes;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.tracking.AsyncLogging;
import io.github.modelkeel.tracking.FlushResult;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.RunInfo;
import io.github.modelkeel.tracking.Spool;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Logs metrics in a loop that waits for no server, and recovers what a killed process left behind. */
public final class LogInAHotLoop {
    private LogInAHotLoop() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        ClientConfig config = ClientConfig.fromEnvironment();
        if (args.length == 1) {
            logAndDie(config, Path.of(args[0]));
        }
        Path spool = Files.createTempDirectory("recipe").resolve("spool");
        // region log-async
        AsyncLogging logging = AsyncLogging.builder().directory(spool).build();
        try (Tracker tracker = Tracker.builder("house-prices")
                        .config(config)
                        .async(logging)
                        .open();
                Run run = tracker.startRun("never-waits")) {
            for (int step = 0; step < 10_000; step++) {
                run.logMetric("loss", 1.0 / (step + 1), step); // in batches of a thousand to the server
            }
            run.finish();
            FlushResult result = tracker.flush(Duration.ofSeconds(60));
            if (!result.isComplete()) {
                System.err.println(result); // what waits on disk, and why
            }
        }
        // endregion
        print(config, "never-waits");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process killed = new ProcessBuilder(java, "-cp", classPath, LogInAHotLoop.class.getName(), spool.toString())
                .inheritIO()
                .start();
        System.out.println("the other process ended with " + killed.waitFor());
        // region recover-spool
        FlushResult recovered = Spool.recover(config, spool); // the next tracker on the directory does it too
        // endregion
        System.out.println("recovered: " + recovered.isComplete());
        print(config, "killed");
    }

    /** What {@code sync} confirmed is on disk; then the process is gone, without a flush and without a hook. */
    private static void logAndDie(ClientConfig config, Path spool) {
        AsyncLogging logging = AsyncLogging.builder().directory(spool).build();
        Tracker tracker =
                Tracker.builder("house-prices").config(config).async(logging).open();
        Run run = tracker.startRun("killed");
        for (int step = 0; step < 10_000; step++) {
            run.logMetric("loss", 1.0 / (step + 1), step);
        }
        tracker.sync(Duration.ofSeconds(60));
        Runtime.getRuntime().halt(137);
    }

    private static void print(ClientConfig config, String name) {
        try (Tracker tracker = Tracker.open("house-prices", config)) {
            RunInfo run = tracker.runs()
                    .first(1, "attributes.run_name = '" + name + "'")
                    .get(0);
            long points = tracker.runs().metricHistory(run.id(), "loss").count();
            System.out.println(name + ": " + points + " points on the server, " + run.status());
        }
    }
}
