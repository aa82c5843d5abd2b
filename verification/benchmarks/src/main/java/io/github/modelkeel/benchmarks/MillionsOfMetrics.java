package io.github.modelkeel.benchmarks;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.fakeserver.CountingBackend;
import io.github.modelkeel.fakeserver.FakeMlflow;
import io.github.modelkeel.tracking.AsyncLogging;
import io.github.modelkeel.tracking.FlushResult;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ten million metrics from four threads in a JVM with 64 MB, against a server that takes 5,000 a second and then dies: what logging
 * costs, and whether memory stays where it is. Prints a line a second. A caller that outruns the disk waits for it, so that the rate is
 * one that lasts. The number can be given as an argument; a second one is the server's rate, where 0 means
 * a server that is as fast as it can and does not die.
 */
public final class MillionsOfMetrics {
    private static final int THREADS = 4;
    private static final int SLOW = 5000;
    private static final int CLOSE_SECONDS = 20;
    private static final String DEATH = "half";

    private MillionsOfMetrics() {}

    /**
     * Runs the server here and the job in a process of its own.
     *
     * @param arguments the number of metrics, ten million by default, and the server's rate, 5000 a second by default
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 3) {
            job(arguments[0], Path.of(arguments[1]), Integer.parseInt(arguments[2]));
            return;
        }
        String count = arguments.length > 0 ? arguments[0] : "10000000";
        int rate = arguments.length > 1 ? Integer.parseInt(arguments[1]) : SLOW;
        Path spool = Files.createTempDirectory("modelkeel-millions-");
        CountingBackend backend = new CountingBackend();
        backend.rate(rate);
        try (FakeMlflow server = FakeMlflow.start(backend, false)) {
            Process job = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            MillionsOfMetrics.class.getName(),
                            server.uri(),
                            spool.toString(),
                            count)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            follow(job, server, rate > 0);
            System.out.println(
                    "the server has " + backend.metrics() + " points, in " + backend.batches() + " requests");
        } finally {
            LogMetricBenchmark.delete(spool);
        }
    }

    /** Passes on what the job prints, and kills the server when the job is half way. */
    private static void follow(Process job, FakeMlflow server, boolean dies) throws IOException, InterruptedException {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(job.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                System.out.println(line);
                if (line.equals(DEATH) && dies) {
                    server.down();
                    System.out.println("the server is dead");
                }
            }
        }
        if (job.waitFor() != 0) {
            throw new IllegalStateException("the job failed");
        }
    }

    private static void job(String uri, Path spool, int count) throws Exception {
        AsyncLogging logging = AsyncLogging.builder().directory(spool).build();
        Tracker tracker = Tracker.builder("millions")
                .config(ClientConfig.builder(Map.of()).trackingUri(uri).build())
                .async(logging)
                .open();
        Run run = tracker.startRun("job");
        long start = System.nanoTime();
        Progress progress = new Progress(tracker, start);
        CountDownLatch half = new CountDownLatch(THREADS);
        CountDownLatch done = new CountDownLatch(THREADS);
        for (int thread = 0; thread < THREADS; thread++) {
            String key = "loss_" + thread;
            new Thread(
                            () -> {
                                for (int i = 0; i < count / THREADS; i++) {
                                    run.logMetric(key, i * 0.5, i);
                                    if (i == count / THREADS / 2) {
                                        half.countDown();
                                    }
                                }
                                done.countDown();
                            },
                            "job-" + thread)
                    .start();
        }
        while (!done.await(1, TimeUnit.SECONDS)) {
            progress.print();
            if (half.getCount() == 0 && progress.announceHalf()) {
                System.out.println(DEATH);
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        progress.print();
        System.out.printf("logged %d metrics in %.1f s: %.0f a second%n", count, seconds, count / seconds);
        FlushResult result = tracker.close(Duration.ofSeconds(CLOSE_SECONDS));
        System.out.printf("closed after %.1f s%n", (System.nanoTime() - start) / 1e9);
        System.out.println(result);
        long accounted = result.delivered() + result.pending() + result.deadLettered() + result.dropped();
        System.out.println("accepted " + tracker.counters().accepted() + ", accounted for " + accounted);
    }

    /** Prints the state of the job. */
    private static final class Progress {
        private final Tracker tracker;
        private final long start;
        private boolean halfAnnounced;

        Progress(Tracker tracker, long start) {
            this.tracker = tracker;
            this.start = start;
        }

        boolean announceHalf() {
            boolean first = !halfAnnounced;
            halfAnnounced = true;
            return first;
        }

        void print() throws IOException {
            Runtime runtime = Runtime.getRuntime();
            AsyncLogging.Counters counters = tracker.counters();
            System.out.printf(
                    "%5.1f s: accepted %,11d  delivered %,9d  dropped %d  heap %d MB  resident %s  spool %d MB%n",
                    (System.nanoTime() - start) / 1e9,
                    counters.accepted(),
                    counters.delivered(),
                    counters.dropped(),
                    (runtime.totalMemory() - runtime.freeMemory()) >> 20,
                    resident(),
                    counters.bytes() >> 20);
        }

        private static String resident() throws IOException {
            Path status = Path.of("/proc/self/status");
            if (!Files.exists(status)) {
                return "unknown";
            }
            List<String> lines = Files.readAllLines(status);
            return lines.stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MB")
                    .findFirst()
                    .orElse("unknown");
        }
    }
}
