package io.github.modelkeel.benchmarks;

import dev.failsafe.CircuitBreaker;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.serving.Guard;
import io.github.modelkeel.serving.Prediction;
import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.serving.PredictorBuilder;
import io.github.modelkeel.serving.Sampling;
import io.github.modelkeel.serving.guard.Breaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a guard and meters add to a prediction, and a success to circuit breakers. {@link OverheadReport} runs them in turns and prints the
 * differences.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class OverheadBenchmark {
    /** The same model four times; the cost of its trees is in all of them. */
    private static final class Served {
        static final Served ONLY = new Served();
        private final Houses.House row = Houses.sample(1, 5).get(0);
        private final Predictor plain;
        private final Predictor guarded;
        private final Predictor everything;
        private final Predictor prometheus;
        private final Predictor sampled;
        private final Timer timer;

        Served() {
            List<Map<String, Object>> examples =
                    Houses.sample(20, 42).stream().map(Houses.House::asMap).toList();
            try {
                Path directory = Files.createTempDirectory("overhead");
                ModelBundle.of(ServingModels.house(Houses.linear()).ours(), examples)
                        .writeTo(directory);
                plain = load(directory, builder -> builder);
                guarded = load(directory, builder -> builder.guard(Guard.standard()));
                MeterRegistry simple = new SimpleMeterRegistry();
                everything = load(
                        directory, builder -> builder.guard(Guard.standard()).meterRegistry(simple));
                timer = simple.get("ml.prediction.duration").timer();
                prometheus = load(
                        directory,
                        builder -> builder.guard(Guard.standard())
                                .meterRegistry(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)));
                sampled = load(
                        directory,
                        builder -> builder.guard(Guard.standard())
                                .meterRegistry(new SimpleMeterRegistry())
                                .timing(Sampling.oneIn(64)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Predictor load(Path directory, UnaryOperator<PredictorBuilder> settings) {
            return settings.apply(Predictor.builder(directory.toUri().toString()))
                    .load();
        }
    }

    /** Three circuit breakers with the same window and the same rate, each full of successes. */
    private static final class Breakers {
        static final Breakers ONLY = new Breakers();
        private final Breaker ours =
                new Breaker(new Breaker.Settings(0.5, 100, 20, TimeUnit.SECONDS.toNanos(30)), System::nanoTime);
        private final io.github.resilience4j.circuitbreaker.CircuitBreaker resilience4j =
                io.github.resilience4j.circuitbreaker.CircuitBreaker.of(
                        "resilience4j",
                        CircuitBreakerConfig.custom()
                                .slidingWindowSize(100)
                                .minimumNumberOfCalls(20)
                                .failureRateThreshold(50)
                                .build());
        private final FailsafeExecutor<Object> failsafe = Failsafe.with(CircuitBreaker.builder()
                .withFailureThreshold(50, 100)
                .withDelay(Duration.ofSeconds(30))
                .build());
    }

    /** The house's linear model, without guard and meters. */
    @Benchmark
    public Prediction plain() {
        return Served.ONLY.plain.predict(Served.ONLY.row);
    }

    /** With a guard. */
    @Benchmark
    public Prediction guarded() {
        return Served.ONLY.guarded.predict(Served.ONLY.row);
    }

    /** With a guard, a timer and counters. */
    @Benchmark
    public Prediction everything() {
        return Served.ONLY.everything.predict(Served.ONLY.row);
    }

    /** The same in the registry of Prometheus. */
    @Benchmark
    public Prediction everythingPrometheus() {
        return Served.ONLY.prometheus.predict(Served.ONLY.row);
    }

    /** What a timer with these buckets costs by itself: Micrometer looks at the time of day twice to record a call. */
    @Benchmark
    public void timerAlone() {
        long start = System.nanoTime();
        Served.ONLY.timer.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    }

    /** With a guard, counters, and a timer of one call in 64. */
    @Benchmark
    public Prediction everythingOneIn64() {
        return Served.ONLY.sampled.predict(Served.ONLY.row);
    }

    /** The clock that a timer reads before and after. */
    @Benchmark
    public long twoNanoTimes() {
        long start = System.nanoTime();
        return System.nanoTime() - start;
    }

    /** Our success. */
    @Benchmark
    public Breaker.Change breakerOurs() {
        Breaker.Period permit = Breakers.ONLY.ours.acquire();
        if (permit == null) {
            throw new IllegalStateException("the breaker is open");
        }
        return Breakers.ONLY.ours.succeeded(permit);
    }

    /** A success of resilience4j's. */
    @Benchmark
    public int breakerResilience4j() {
        return Breakers.ONLY.resilience4j.executeSupplier(() -> 1);
    }

    /** A success of Failsafe's. */
    @Benchmark
    public int breakerFailsafe() {
        return Breakers.ONLY.failsafe.get(() -> 1);
    }
}
