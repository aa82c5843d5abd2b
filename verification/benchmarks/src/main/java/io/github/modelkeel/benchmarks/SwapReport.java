package io.github.modelkeel.benchmarks;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.localserver.LocalServer;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.serving.Prediction;
import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.serving.RefreshOutcome;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;
import org.jpmml.evaluator.Evaluator;
import org.jpmml.evaluator.LoadingModelEvaluatorBuilder;

/**
 * Eight threads ask one predictor while its alias moves a thousand times between two versions of a registry, and compare each answer with that of
 * the version that it names. Prints how many answers failed or were mixed, and the times of calls without and with swaps; JPMML's
 * evaluator, which has no swaps, beside it on as many threads.
 */
public final class SwapReport {
    private static final int SWAPS = Integer.getInteger("swaps", 1_000);
    private static final long PREDICTIONS = Long.getLong("predictions", 10_000_000);
    private static final int THREADS = 8;
    private static final long HIGHEST_NANOS = 60_000_000_000L;

    private final List<Houses.House> rows = Houses.sample(1_024, 42);
    private final double[][] expected = new double[3][rows.size()];
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong mixed = new AtomicLong();

    private SwapReport() {}

    /**
     * Measures and prints.
     *
     * @param arguments none
     * @throws Exception if the server or a peer cannot be set up
     */
    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("modelkeel-swaps-");
        try {
            new SwapReport().measure(directory);
        } finally {
            LogMetricBenchmark.delete(directory);
        }
    }

    private void measure(Path directory) throws Exception {
        ScoringModel first = ServingModels.house(Houses.xgboost()).ours();
        ScoringModel second = ServingModels.house(Houses.forest()).ours();
        try (LocalServer server = LocalServer.start(directory.resolve("server"))) {
            ClientConfig config = ClientConfig.builder(Map.of())
                    .trackingUri(server.uri().toString())
                    .cacheDirectory(directory.resolve("cache"))
                    .build();
            try (Registry registry = Registry.open(config)) {
                publish(registry, config, first, 1);
                publish(registry, config, second, 2);
                registry.setAlias("house", "champion", 1);
                try (Predictor house = Predictor.builder("models:/house@champion")
                        .config(config)
                        .refreshEvery(Duration.ofDays(1))
                        .load()) {
                    report(registry, house, first);
                }
            }
        }
    }

    private void publish(Registry registry, ClientConfig config, ScoringModel model, int version) throws IOException {
        for (int i = 0; i < rows.size(); i++) {
            expected[version][i] = model.predict(rows.get(i));
        }
        ModelBundle bundle = ModelBundle.of(
                model, rows.subList(0, 5).stream().map(Houses.House::asMap).toList());
        try (Tracker tracker = Tracker.open("swaps", config);
                Run run = tracker.startRun("train")) {
            LoggedModel logged = run.logModel("house", bundle::writeTo);
            run.finish();
            if (registry.register("house", logged).version() != version) {
                throw new IllegalStateException("the server is not new");
            }
        }
    }

    private void report(Registry registry, Predictor house, ScoringModel first) throws Exception {
        IntFunction<Runnable> ours = row -> () -> check(house.predict(rows.get(row)), row);
        calls(ours, PREDICTIONS / 10, () -> {}); // compiled
        Histogram without = calls(ours, PREDICTIONS, () -> {});
        AtomicLong swaps = new AtomicLong();
        Histogram during = calls(ours, PREDICTIONS, () -> swap(registry, house, swaps));
        Evaluator evaluator = new LoadingModelEvaluatorBuilder()
                .load(new ByteArrayInputStream(new HousePeers(first).pmml().getBytes(StandardCharsets.UTF_8)))
                .build();
        evaluator.verify();
        List<Map<String, Object>> maps = rows.stream().map(Houses.House::asMap).toList();
        IntFunction<Runnable> peer = row -> () -> evaluator.evaluate(maps.get(row));
        calls(peer, PREDICTIONS / 100, () -> {});
        Histogram jpmml = calls(peer, PREDICTIONS / 20, () -> {});

        System.out.printf("%nJava %s, %d threads%n%n", System.getProperty("java.version"), THREADS);
        System.out.println("| calls | number | median | 99 % | 99.9 % | 99.99 % |");
        System.out.println("|---|---:|---:|---:|---:|---:|");
        line("without swaps", without);
        line("while the alias moves", during);
        line("JPMML, without swaps", jpmml);
        System.out.printf(
                "%n%d swaps, %d answers failed, %d were not those of the version that they name; 99.9 %% with swaps is %.2f times that"
                        + " without%n",
                swaps.get(),
                failed.get(),
                mixed.get(),
                (double) during.getValueAtPercentile(99.9) / without.getValueAtPercentile(99.9));
    }

    private static void line(String name, Histogram times) {
        System.out.printf(
                "| %s | %,d | %,d ns | %,d ns | %,d ns | %,d ns |%n",
                name,
                times.getTotalCount(),
                times.getValueAtPercentile(50),
                times.getValueAtPercentile(99),
                times.getValueAtPercentile(99.9),
                times.getValueAtPercentile(99.99));
    }

    private void check(Prediction made, int row) {
        double right = expected[made.modelVersion()][row];
        if (Double.doubleToLongBits(made.value()) != Double.doubleToLongBits(right)) {
            mixed.incrementAndGet();
        }
    }

    private static void swap(Registry registry, Predictor house, AtomicLong swaps) {
        for (int i = 0; i < SWAPS; i++) {
            registry.setAlias("house", "champion", 1 + (i + 1) % 2);
            if (house.refresh().result() == RefreshOutcome.Result.SWAPPED) {
                swaps.incrementAndGet();
            }
        }
    }

    /** Makes calls on all threads until there are as many as wanted and what is done beside them has ended. */
    private Histogram calls(IntFunction<Runnable> call, long count, Runnable meanwhile) throws InterruptedException {
        AtomicBoolean ended = new AtomicBoolean();
        List<Histogram> times = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Histogram own = new Histogram(HIGHEST_NANOS, 3);
            times.add(own);
            Thread thread = new Thread(() -> {
                Runnable[] calls = new Runnable[rows.size()];
                for (int row = 0; row < calls.length; row++) {
                    calls[row] = call.apply(row);
                }
                for (long made = 0; made < count / THREADS || !ended.get(); made++) {
                    long start = System.nanoTime();
                    try {
                        calls[(int) (made % calls.length)].run();
                    } catch (RuntimeException e) {
                        failed.incrementAndGet();
                    }
                    own.recordValue(Math.min(HIGHEST_NANOS, System.nanoTime() - start));
                }
            });
            threads.add(thread);
            thread.start();
        }
        meanwhile.run();
        ended.set(true);
        Histogram all = new Histogram(HIGHEST_NANOS, 3);
        for (int i = 0; i < THREADS; i++) {
            threads.get(i).join();
            all.add(times.get(i));
        }
        return all;
    }
}
