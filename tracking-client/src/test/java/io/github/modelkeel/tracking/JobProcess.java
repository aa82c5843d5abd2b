package io.github.modelkeel.tracking;

import io.github.modelkeel.client.ClientConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A training job in a JVM of its own, which tests kill. It prints a line for what was confirmed as safe, so that the test knows what must
 * not be lost.
 */
final class JobProcess {
    static final long BASE_MILLIS = 1_800_000_000_000L;

    private final Process process;
    private final BufferedReader out;

    private JobProcess(Process process) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static JobProcess start(List<String> options, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")); // most live for a second
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), JobProcess.class.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new JobProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** The next line it prints; null at its end. */
    String line() throws IOException {
        String line = out.readLine();
        return line == null ? "" : line;
    }

    /** The lines it printed, after its end. */
    List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            lines.add(line);
        }
        return lines;
    }

    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly(); // unlike destroyForcibly() of the process, it leaves what was printed
        end();
    }

    void terminate() {
        process.toHandle().destroy();
    }

    int end() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.toHandle().destroyForcibly(); // unlike destroyForcibly() of the process, it leaves what was printed
            throw new AssertionError("the child JVM did not end");
        }
        return process.exitValue();
    }

    /** A point that identifies itself. */
    static MetricPoint point(int i) {
        return new MetricPoint("loss", i + 0.5, BASE_MILLIS + i, i);
    }

    /** Runs a job: its kind, the server, the spool, the run's name, and how many points. */
    public static void main(String[] args) throws Exception {
        ClientConfig config = ClientConfig.builder(Map.of())
                .trackingUri(args[1])
                .requestTimeout(Duration.ofSeconds(5))
                .build();
        AsyncLogging.Builder settings = AsyncLogging.builder()
                .directory(Path.of(args[2]))
                .linger(Duration.ofMillis(5))
                .pace(AsyncTest.FAST, new java.util.Random(1));
        // what ends well ends only when all is delivered, on a slow machine too
        if (!List.of("exit", "memory").contains(args[0])) {
            settings.shutdownTimeout(Duration.ofMinutes(1));
        }
        Tracker tracker =
                Tracker.builder("houses").config(config).async(settings.build()).open();
        Run run = tracker.startRun(args[3]);
        int count = Integer.parseInt(args[4]);
        switch (args[0]) {
            case "synced" -> synced(tracker, run, count);
            case "fast" -> fast(tracker, run, count);
            default -> ends(args[0], tracker, run, count);
        }
    }

    /** Logs until it is killed, and says which points are safe. */
    private static void synced(Tracker tracker, Run run, int count) {
        for (int i = 0; i < count; i++) {
            run.logMetrics(List.of(point(i)));
            if (i % 50 == 49 && tracker.sync(Duration.ofSeconds(10))) {
                System.out.println(i + 1);
            }
        }
        tracker.close();
        System.out.println("closed");
    }

    /** Logs as fast as it can and says how fast that was, and how much memory it took. */
    private static void fast(Tracker tracker, Run run, int count) {
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            run.logMetric("loss", i + 0.5, i);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        FlushResult result = tracker.close(Duration.ofSeconds(60));
        AsyncLogging.Counters counters = tracker.counters();
        System.out.printf("rate %.0f%n", count / seconds);
        System.out.println("delivered " + result.delivered());
        System.out.println("dropped " + result.dropped());
        System.out.println("pending " + result.pending());
        System.out.println("accepted " + counters.accepted());
    }

    /** Logs, says so, and ends in one of many ways without closing the tracker. */
    private static void ends(String how, Tracker tracker, Run run, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            run.logMetrics(List.of(point(i)));
        }
        System.out.println("logged");
        switch (how) {
            case "exit" -> System.exit(3);
            case "wait" -> Thread.sleep(60_000);
            case "return" -> tracker.currentRun();
            case "throw" -> throw new IllegalStateException("a bug of the job");
            case "memory" -> exhaustMemory();
            case "hook" -> {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    throw new IllegalStateException("a bug of a hook");
                }));
                System.exit(4);
            }
            case "interrupt" -> {
                Thread.currentThread().interrupt();
                run.logMetrics(List.of(point(count)));
                run.setTag("interrupted", "yes");
                System.out.println("still " + Thread.currentThread().isInterrupted());
                System.out.println(
                        "flushed " + tracker.flush(Duration.ofSeconds(1)).isComplete());
                System.out.println("still " + Thread.currentThread().isInterrupted());
                System.exit(5);
            }
            default -> throw new IllegalArgumentException(how);
        }
    }

    private static void exhaustMemory() {
        List<long[]> hoard = new ArrayList<>();
        try {
            while (true) {
                hoard.add(new long[1 << 16]);
            }
        } catch (OutOfMemoryError e) {
            int held = hoard.size();
            hoard.clear();
            System.out.println("out of memory after " + held);
        }
    }
}
