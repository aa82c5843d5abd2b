package io.github.modelkeel.benchmarks;

import com.sun.management.ThreadMXBean;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.serving.PredictionLog;
import io.github.modelkeel.serving.Predictor;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.util.Statistics;

/**
 * What a caller pays for the prediction log, for the house model: without a log, with one, with one row in 100, and with a line that the caller
 * formats and writes to a buffered file itself, as a service does that logs its predictions by hand. Between two predictions the caller works
 * for some microseconds, so that the thread that writes keeps up: with a full queue a call would cost less, not more.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(value = 1, jvmArgs = "-Xmx512m")
public class PredictionLogBenchmark {
    private static final int ROWS = 1024;
    private static final int WORK = 3_000;

    /** What is done with a prediction. */
    @Param({"none", "log", "oneIn100", "byHand"})
    public String way = "none";

    private final List<Houses.House> records = Houses.sample(ROWS, 42);
    private @Nullable Path directory;
    private @Nullable Predictor predictor;
    private @Nullable BufferedWriter writer;
    private int next;
    private long number;
    private long calls;

    /** Loads the model and opens the log. */
    @Setup
    public void open() throws IOException {
        Path made = Files.createTempDirectory("modelkeel-benchmark-");
        ModelBundle.of(
                        ServingModels.house(Houses.xgboost()).ours(),
                        List.of(records.get(0).asMap()))
                .writeTo(made.resolve("house"));
        var builder = Predictor.builder(made.resolve("house").toUri().toString());
        PredictionLog log =
                PredictionLog.to(made.resolve("log")).queueRows(1 << 18).maxTotalBytes(1 << 28);
        predictor = switch (way) {
            case "log" -> builder.log(log).load();
            case "oneIn100" -> builder.log(log.oneIn(100)).load();
            default -> builder.load();
        };
        writer = Files.newBufferedWriter(made.resolve("by-hand.jsonl"));
        directory = made;
    }

    /** Closes the log and says what was lost. */
    @TearDown
    public void close() throws IOException {
        if (predictor == null || writer == null || directory == null) {
            return;
        }
        predictor.close();
        writer.close();
        System.out.println(way + ": " + calls + " calls, " + predictor.status().lostLogLines() + " lines lost");
        LogMetricBenchmark.delete(directory);
    }

    /** What the caller does between two predictions. */
    @Setup(Level.Invocation)
    public void work() {
        Blackhole.consumeCPU(WORK);
    }

    /** Predicts for a record. */
    @Benchmark
    public double predict() {
        calls++;
        next = (next + 1) & (ROWS - 1);
        Houses.House row = records.get(next);
        double price = Objects.requireNonNull(predictor).predict(row).value();
        if (way.equals("byHand")) {
            writeByHand(row, price);
        }
        return price;
    }

    private void writeByHand(Houses.House row, double price) {
        try {
            Objects.requireNonNull(writer)
                    .write("{\"time\":\"" + Instant.now() + "\",\"id\":" + number++ + ",\"row\":\"" + row
                            + "\",\"price\":" + price + "}\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private double bytesPerCall(int count) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < count; i++) {
            predict();
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / (double) count;
    }

    /**
     * Measures and prints a table; each time has the clock's own 20 to 30 nanoseconds in it.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) throws RunnerException, IOException {
        double without = 0;
        StringBuilder table = new StringBuilder();
        for (RunResult result : new Runner(new OptionsBuilder()
                        .include(PredictionLogBenchmark.class.getName())
                        .build())
                .run()) {
            String way = result.getParams().getParam("way");
            Statistics times = result.getPrimaryResult().getStatistics();
            without = way.equals("none") ? times.getPercentile(50) : without;
            PredictionLogBenchmark bytes = new PredictionLogBenchmark();
            bytes.way = way;
            bytes.open();
            bytes.bytesPerCall(100_000); // compiled
            double allocated = bytes.bytesPerCall(100_000);
            bytes.close();
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %.0f ns | %.0f ns | %.0f ns | %.0f ns | %.0f |%n",
                    way,
                    times.getPercentile(50),
                    times.getPercentile(99),
                    times.getMean(),
                    times.getPercentile(50) - without,
                    allocated));
        }
        System.out.println("| a prediction of the house model | median | 99 % | mean | more than without | bytes |");
        System.out.println("|---|---:|---:|---:|---:|---:|");
        System.out.print(table);
    }
}
