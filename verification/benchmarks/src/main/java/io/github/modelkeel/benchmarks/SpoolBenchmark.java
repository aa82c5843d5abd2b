package io.github.modelkeel.benchmarks;

import io.github.modelkeel.tracking.spool.DurableQueue;
import io.github.modelkeel.tracking.spool.SpoolSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What one record costs the thread that logs it: a payload of the size of a metric is made and appended to a queue on disk, while
 * another thread acknowledges. {@link #main} adds the bytes allocated by a call.
 */
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgs = "-Xmx64m")
public class SpoolBenchmark {
    private static final int PAYLOAD = 64;
    private static final Duration BEHIND = Duration.ofMillis(500);

    /** A queue with the usual settings, whose appends wait for a disk that is slower than they are. */
    @State(Scope.Benchmark)
    public static class Queue {
        private Path root = Path.of("");
        private @Nullable DurableQueue queue;
        private Thread consumer = Thread.currentThread();

        /** Creates nothing yet. */
        public Queue() {}

        @Setup(Level.Trial)
        public void open() throws IOException {
            root = Files.createTempDirectory("spool");
            SpoolSettings usual = SpoolSettings.ofDefaults(root);
            queue = DurableQueue.create(
                    new SpoolSettings(
                            root,
                            usual.durability(),
                            usual.acknowledgeOnWrite(),
                            usual.queueBytes(),
                            usual.quotaBytes(),
                            usual.segmentBytes(),
                            usual.overflow(),
                            Duration.ofSeconds(10)),
                    Map.of());
            consumer = new Thread(this::consume);
            consumer.setDaemon(true);
            consumer.start();
        }

        /** A server that is half a second behind; it reads nothing, so that the bytes allocated are those of the appends. */
        private void consume() {
            while (!Thread.interrupted()) {
                long sent = queue().lastSequence();
                LockSupport.parkNanos(BEHIND.toNanos());
                queue().acknowledge(sent, sent);
            }
        }

        @TearDown(Level.Trial)
        public void close() throws IOException, InterruptedException {
            consumer.interrupt();
            consumer.join();
            System.out.println(queue().stats());
            queue().close();
            try (Stream<Path> left = Files.walk(root)) {
                for (Path path : left.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(path);
                }
            }
        }

        private DurableQueue queue() {
            return Objects.requireNonNull(queue, "open() comes first");
        }

        long append() {
            return queue().append(new byte[PAYLOAD], true);
        }
    }

    @Benchmark
    @BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
    @Threads(1)
    public long oneThread(Queue queue) {
        return queue.append();
    }

    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    @Threads(4)
    public long fourThreads(Queue queue) {
        return queue.append();
    }

    /**
     * Runs everything in this class.
     *
     * @param arguments none
     * @throws RunnerException if JMH cannot run
     */
    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(SpoolBenchmark.class.getName())
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
    }
}
