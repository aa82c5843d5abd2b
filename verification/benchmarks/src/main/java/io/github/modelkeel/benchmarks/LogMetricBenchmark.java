package io.github.modelkeel.benchmarks;

import com.sun.management.ThreadMXBean;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.fakeserver.CountingBackend;
import io.github.modelkeel.fakeserver.FakeMlflow;
import io.github.modelkeel.tracking.AsyncLogging;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.util.Statistics;

/**
 * What a training loop pays for logging a metric asynchronously, with the spool on and a server that answers: the distribution of the
 * call's time, and the bytes that the calling thread allocates.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = "-Xmx256m")
public class LogMetricBenchmark {
    private @Nullable Path directory;
    private @Nullable FakeMlflow server;
    private @Nullable Tracker tracker;
    private @Nullable Run run;
    private long step;

    /** Opens a tracker and starts a run. */
    @Setup
    public void open() throws IOException {
        Path spool = Files.createTempDirectory("modelkeel-benchmark-");
        FakeMlflow started = FakeMlflow.start(new CountingBackend(), false);
        ClientConfig config =
                ClientConfig.builder(Map.of()).trackingUri(started.uri()).build();
        Tracker opened = Tracker.builder("benchmark")
                .config(config)
                .async(AsyncLogging.builder()
                        .directory(spool)
                        .closeTimeout(Duration.ofMinutes(1))
                        .build())
                .open();
        directory = spool;
        server = started;
        tracker = opened;
        run = opened.startRun("log");
    }

    /** Delivers the rest. */
    @TearDown
    public void close() {
        if (tracker != null && server != null && directory != null) {
            System.out.println(tracker.close(Duration.ofMinutes(1)));
            server.close();
            delete(directory);
        }
    }

    static void delete(Path directory) {
        try (var files = Files.walk(directory)) {
            files.sorted(java.util.Comparator.reverseOrder()).forEach(LogMetricBenchmark::deleteOne);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void deleteOne(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Logs a point. */
    @Benchmark
    public void logMetric() {
        if (run != null) {
            run.logMetric("training_loss", step * 0.001, step++);
        }
    }

    private double bytesPerCall(int calls) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < calls; i++) {
            logMetric();
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / (double) calls;
    }

    /**
     * Measures and prints one line.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) throws RunnerException, IOException {
        for (RunResult result : new Runner(new OptionsBuilder()
                        .include(LogMetricBenchmark.class.getName())
                        .build())
                .run()) {
            Statistics times = result.getPrimaryResult().getStatistics();
            System.out.printf(
                    "logMetric: median %.0f ns, p99 %.0f ns, p99.9 %.0f ns, mean %.0f ns%n",
                    times.getPercentile(50), times.getPercentile(99), times.getPercentile(99.9), times.getMean());
        }
        LogMetricBenchmark bytes = new LogMetricBenchmark();
        bytes.open();
        bytes.bytesPerCall(200_000); // compiled
        System.out.printf("logMetric: %.0f bytes a call on the calling thread%n", bytes.bytesPerCall(500_000));
        bytes.close();
    }
}
