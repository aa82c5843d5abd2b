package io.github.modelkeel.benchmarks;

import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.driftmonitor.Monitor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What a value costs that a monitor of drift counts, on one thread and on two: in rows of ten numbers and two texts, and alone, over the thousand bins of a
 * reference of 100,000 normal numbers. Beside it an array of {@link LongAdder} over the same bins, found by binary search, an array of plain counts a
 * thread in place of it, and a KLL sketch a thread (Apache DataSketches), which keeps quantiles and is merged later. The last two share nothing: what they
 * cost more on two threads is the machine's.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = "-Xmx768m")
@SuppressWarnings("NullAway.Init") // JMH calls what is marked with @Setup first
public class DriftMonitorBenchmark {
    private static final int NUMBERS = 10;
    private static final int VALUES_A_ROW = NUMBERS + 2;
    private static final int VALUES = 1 << 12;

    /** Few, since a row that was just read is in the processor's cache. */
    private static final int ROWS = 1 << 8;

    private static final double GOAL_NANOS = 15;
    private static final List<String> TOWNS = List.of("Basel", "Bern", "Chur", "Genf");

    /** So that each thread starts at other rows. */
    private static final AtomicInteger THREADS = new AtomicInteger();

    private Monitor monitor;
    private DoubleConsumer alone;
    private List<Map<String, Object>> rows;
    private List<Map<String, Object>> newlyNamed;
    private double[] values;
    private double[] edges;
    private LongAdder[] adders;

    /** Where a thread is among the rows, and its sketch. */
    @State(Scope.Thread)
    public static class Place {
        private int next = THREADS.incrementAndGet() * (ROWS / 2 + 1);
        private final long[] counts = new long[1001];
        private final KllDoublesSketch sketch = KllDoublesSketch.newHeapInstance();

        int next() {
            next++;
            return next & (VALUES - 1);
        }
    }

    /** Makes the reference and the rows. */
    @Setup
    public void setUp() {
        SplittableRandom random = new SplittableRandom(1);
        Map<String, Object> table = new LinkedHashMap<>();
        for (int i = 0; i < NUMBERS; i++) {
            table.put(
                    "n" + i,
                    random.doubles(100_000).map(value -> random.nextGaussian()).toArray());
        }
        table.put(
                "town",
                Stream.generate(() -> TOWNS.get(random.nextInt(4)))
                        .limit(100_000)
                        .toList());
        table.put("garage", Stream.generate(random::nextBoolean).limit(100_000).toList());
        StoredProfile reference = StoredProfile.of(Profile.ofColumns(table));
        monitor = Monitor.of(reference).windows(1, Duration.ofDays(1)).start();
        alone = monitor.numbers("n0");
        rows = new ArrayList<>();
        values = random.doubles(VALUES).map(value -> random.nextGaussian()).toArray();
        newlyNamed = new ArrayList<>();
        List<String> names = List.copyOf(table.keySet());
        for (int i = 0; i < ROWS; i++) {
            Map<String, Object> row = new HashMap<>();
            for (String name : names.subList(0, NUMBERS)) {
                row.put(name, random.nextGaussian());
            }
            row.put("town", TOWNS.get(random.nextInt(4)));
            row.put("garage", random.nextBoolean());
            rows.add(row);
            Map<String, Object> other = new HashMap<>();
            row.forEach((name, value) -> other.put(String.valueOf(name.toCharArray()), value));
            newlyNamed.add(other);
        }
        double[] sorted = random.doubles(100_000)
                .map(value -> random.nextGaussian())
                .sorted()
                .toArray();
        edges = new double[1000];
        adders = new LongAdder[1001];
        for (int i = 0; i <= 1000; i++) {
            adders[i] = new LongAdder();
            if (i < 1000) {
                edges[i] = sorted[100 * i];
            }
        }
    }

    /** Ends the monitor. */
    @TearDown
    public void tearDown() {
        monitor.close();
    }

    /**
     * Rows of named values, whose names are constants or come from a JSON parser that has each name once.
     *
     * @param place of the thread
     */
    @Benchmark
    @OperationsPerInvocation(VALUES_A_ROW)
    public void row(Place place) {
        monitor.observe(rows.get(place.next() & (ROWS - 1)));
    }

    /**
     * Rows of named values, each with strings of its own for the names.
     *
     * @param place of the thread
     */
    @Benchmark
    @OperationsPerInvocation(VALUES_A_ROW)
    public void newlyNamedRow(Place place) {
        monitor.observe(newlyNamed.get(place.next() & (ROWS - 1)));
    }

    /**
     * Numbers of one column.
     *
     * @param place of the thread
     */
    @Benchmark
    public void number(Place place) {
        alone.accept(values[place.next()]);
    }

    /**
     * The peer that counts the same.
     *
     * @param place of the thread
     */
    @Benchmark
    public void longAdder(Place place) {
        adders[bin(values[place.next()])].increment();
    }

    /**
     * The same without anything shared.
     *
     * @param place of the thread
     */
    @Benchmark
    public void ownArray(Place place) {
        place.counts[bin(values[place.next()])]++;
    }

    private int bin(double value) {
        int found = Arrays.binarySearch(edges, value);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /**
     * The peer that keeps quantiles.
     *
     * @param place of the thread
     */
    @Benchmark
    public void kll(Place place) {
        place.sketch.update(values[place.next()]);
    }

    /**
     * Runs all of them with one thread and with two, and prints what a value costs.
     *
     * @param arguments none
     * @throws RunnerException if JMH cannot run
     */
    public static void main(String[] arguments) throws RunnerException {
        Map<String, double[]> nanos = new LinkedHashMap<>();
        Map<String, Double> bytes = new LinkedHashMap<>();
        for (int threads = 1; threads <= 2; threads++) {
            Collection<RunResult> results = new Runner(new OptionsBuilder()
                            .include(DriftMonitorBenchmark.class.getSimpleName())
                            .addProfiler(GCProfiler.class)
                            .threads(threads)
                            .build())
                    .run();
            for (RunResult result : results) {
                String name = result.getPrimaryResult().getLabel();
                nanos.computeIfAbsent(name, key -> new double[2])[threads - 1] =
                        result.getPrimaryResult().getScore();
                result.getSecondaryResults().forEach((label, secondary) -> {
                    if (label.endsWith("gc.alloc.rate.norm")) {
                        bytes.merge(name, ((Result<?>) secondary).getScore(), Math::max);
                    }
                });
            }
        }
        double ownArray = ratio(nanos, "ownArray");
        double adder = Objects.requireNonNull(nanos.get("longAdder"))[0];
        nanos.forEach((name, of) -> System.out.printf(
                Locale.ROOT,
                "%-14s %6.1f ns a value on one thread, %6.1f on two, %6.3f B; LongAdder takes %.2f times as long%n",
                name,
                of[0],
                of[1],
                bytes.getOrDefault(name, Double.NaN),
                adder / of[0]));
        for (String name : List.of("number", "row", "newlyNamedRow")) {
            double of = Objects.requireNonNull(nanos.get(name))[0];
            System.out.printf(
                    Locale.ROOT,
                    "goal: %.0f ns: %s %s; on two threads %.2f times as long, counts that share nothing %.2f times%n",
                    GOAL_NANOS,
                    name,
                    of <= GOAL_NANOS ? "met" : "MISSED",
                    ratio(nanos, name),
                    ownArray);
        }
    }

    private static double ratio(Map<String, double[]> nanos, String name) {
        double[] of = Objects.requireNonNull(nanos.get(name));
        return of[1] / of[0];
    }
}
