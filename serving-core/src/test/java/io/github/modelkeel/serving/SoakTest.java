package io.github.modelkeel.serving;

import static io.github.modelkeel.serving.TestModels.ROW;
import static io.github.modelkeel.serving.TestModels.priceOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A predictor with all it can have, in service for half an hour: the alias moves every five seconds, and the registry is down for ten seconds of every
 * minute. What a process has a limited number of must not grow. Runs in the profile {@code soak} only.
 */
@EnabledIfSystemProperty(named = "modelkeel.soak", matches = "PT.+")
class SoakTest {
    private static final int VERSIONS = 8;
    private static final int CALLERS = 4;
    private static final Duration MOVE = Duration.ofSeconds(5);
    private static final int MOVES_A_MINUTE = 12;
    private static final int SAMPLES = 40;

    private final Path directory;
    private final Backend backend;
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong answers = new AtomicLong();
    private volatile boolean stop;

    /** What the process has at one moment, after a garbage collection. */
    private record Sample(long heap, long threads, long descriptors, long temporary, long cached) {}

    SoakTest(@TempDir Path directory) {
        this.directory = directory;
        this.backend = new Backend(directory);
    }

    @AfterEach
    void stop() {
        stop = true;
        backend.close();
    }

    @Test
    void nothingGrows() throws Exception {
        Duration length = Duration.parse(System.getProperty("modelkeel.soak"));
        double[] prices = new double[VERSIONS + 1];
        for (int version = 1; version <= VERSIONS; version++) {
            backend.publish(version);
            prices[version] = priceOf(version);
        }
        backend.registry().setAlias("house", "champion", 1);
        List<Sample> samples = new ArrayList<>();
        long swaps;
        try (Predictor house = Predictor.builder("models:/house@champion")
                .config(backend.config())
                .refreshEvery(Duration.ofSeconds(1))
                .guard(Guard.standard())
                .meterRegistry(new SimpleMeterRegistry())
                .log(PredictionLog.to(directory.resolve("log"))
                        .rotateAfterBytes(1 << 18)
                        .maxTotalBytes(1 << 21))
                .load()) {
            List<Thread> callers = callers(house, prices);
            long end = System.nanoTime() + length.toNanos();
            long sampleEvery = Math.max(1, length.dividedBy(SAMPLES).dividedBy(MOVE));
            for (int move = 0; System.nanoTime() < end && failures.isEmpty(); move++) {
                move(move);
                LockSupport.parkNanos(MOVE.toNanos());
                if (move % sampleEvery == 0) {
                    samples.add(sample());
                }
            }
            stop = true;
            for (Thread caller : callers) {
                caller.join();
            }
            swaps = house.status().swaps();
            assertThat(house.status().lostLogLines()).isZero();
        }
        print(samples, swaps);
        assertThat(failures).isEmpty();
        assertThat(swaps).as("the alias was followed").isGreaterThan(length.dividedBy(MOVE) / 2);
        check(samples);
    }

    /** The registry ends before the tenth move of a minute and is back at the twelfth; a move that it does not see comes with the next one. */
    private void move(int number) {
        int ofMinute = number % MOVES_A_MINUTE;
        if (ofMinute == 9) {
            backend.stop();
        } else if (ofMinute == 11) {
            backend.startAgain();
        }
        if (ofMinute < 9 || ofMinute == 11) {
            backend.registry().setAlias("house", "champion", 1 + number % VERSIONS);
        }
    }

    private List<Thread> callers(Predictor house, double[] prices) {
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            Thread caller = new Thread(() -> {
                try {
                    while (!stop) {
                        Prediction made = house.predict(ROW);
                        assertThat(made.value()).isEqualTo(prices[made.modelVersion()]);
                        answers.incrementAndGet();
                        LockSupport.parkNanos(1_000_000);
                    }
                } catch (Throwable e) {
                    failures.add(e);
                }
            });
            caller.start();
            callers.add(caller);
        }
        return callers;
    }

    private Sample sample() throws IOException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        long descriptors = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
        return new Sample(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                descriptors,
                files(Path.of(System.getProperty("java.io.tmpdir")), 1),
                files(directory.resolve("cache"), Integer.MAX_VALUE) + files(directory.resolve("log"), 1));
    }

    /** Without those that end while they are counted, as the files of a log do. */
    private static long files(Path in, int depth) throws IOException {
        AtomicLong count = new AtomicLong();
        Files.walkFileTree(in, Set.of(), depth, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                count.incrementAndGet();
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
        return count.get();
    }

    private void print(List<Sample> samples, long swaps) {
        System.out.printf("%n%,d predictions, %d swaps%n%n", answers.get(), swaps);
        System.out.println("| part | heap, kB | threads | open files | temporary | cache and log |");
        System.out.println("|---|---:|---:|---:|---:|---:|");
        for (int part = 0; part < 4; part++) {
            System.out.printf(
                    "| %d of 4 | %d | %d | %d | %d | %d |%n",
                    part + 1,
                    median(samples, part, Sample::heap) / 1024,
                    median(samples, part, Sample::threads),
                    median(samples, part, Sample::descriptors),
                    median(samples, part, Sample::temporary),
                    median(samples, part, Sample::cached));
        }
    }

    /** The last quarter against the second one; in the first all is still filled and compiled. */
    private static void check(List<Sample> samples) {
        assertThat(samples).hasSizeGreaterThanOrEqualTo(8);
        assertThat(median(samples, 3, Sample::heap))
                .as("heap")
                .isLessThan(median(samples, 1, Sample::heap) * 105 / 100 + (512 << 10));
        assertFlat("threads", samples, Sample::threads, 2);
        assertFlat("open files", samples, Sample::descriptors, 4);
        assertFlat("temporary files", samples, Sample::temporary, 3);
        assertFlat("files of cache and log", samples, Sample::cached, 3);
    }

    private static void assertFlat(String what, List<Sample> samples, ToLongFunction<Sample> of, long more) {
        assertThat(median(samples, 3, of)).as(what).isLessThanOrEqualTo(median(samples, 1, of) + more);
    }

    private static long median(List<Sample> samples, int quarter, ToLongFunction<Sample> of) {
        int size = samples.size() / 4;
        return samples.subList(quarter * size, (quarter + 1) * size).stream()
                .mapToLong(of)
                .sorted()
                .skip(size / 2)
                .findFirst()
                .orElseThrow();
    }
}
