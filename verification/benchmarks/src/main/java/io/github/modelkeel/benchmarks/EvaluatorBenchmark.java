package io.github.modelkeel.benchmarks;

import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.tribuo.TribuoModels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.regression.Regressor;

/**
 * One prediction for one row, preprocessing included: our evaluator from a map and from a record, and Tribuo's own predict for the
 * same row. {@link #main} runs them all and prints the times divided by ours from a record.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EvaluatorBenchmark {
    /** A trained model, its conversion, and rows that take turns; the bits of both sides are compared before anything is measured. */
    @State(Scope.Thread)
    public abstract static class Trained {
        private static final int ROWS = 4096;

        private final List<Houses.House> records = Houses.sample(ROWS, 42);
        private final List<Map<String, Object>> maps =
                records.stream().map(Houses.House::asMap).toList();
        private final FittedPreprocessing preprocessing = Houses.PREPROCESSING.fit(maps);
        private final Model<Regressor> tribuo;
        private final ScoringModel ours;
        private int next;

        Trained(Trainer<Regressor> trainer) {
            Random noise = new Random(7);
            List<Map<String, Object>> training = new ArrayList<>();
            for (int i = 0; i < ROWS; i++) {
                Map<String, Object> row = new HashMap<>(maps.get(i));
                row.put(Houses.PRICE, Houses.price(records.get(i), noise));
                training.add(row);
            }
            tribuo = trainer.train(TribuoModels.dataset(preprocessing, training, Houses.PRICE));
            ours = TribuoModels.toScoringModel(tribuo, preprocessing);
            for (int i = 0; i < 100; i++) {
                double expected = tribuo();
                next--;
                if (map() != expected) {
                    throw new IllegalStateException("the converted model gives other bits for row " + i);
                }
            }
        }

        private int turn() {
            return next++ & (ROWS - 1);
        }

        final double record() {
            return ours.predict(records.get(turn()));
        }

        final double map() {
            return ours.predict(maps.get(turn()));
        }

        final double tribuo() {
            return tribuo.predict(TribuoModels.example(preprocessing, maps.get(turn())))
                    .getOutput()
                    .getValues()[0];
        }
    }

    /** XGBoost, 100 trees of depth 3. */
    public static class Xgboost extends Trained {
        /** Trains. */
        public Xgboost() {
            super(Houses.xgboost());
        }
    }

    /** A forest of 100 trees of depth 4. */
    public static class Forest extends Trained {
        /** Trains. */
        public Forest() {
            super(Houses.forest());
        }
    }

    /** A linear model. */
    public static class Linear extends Trained {
        /** Trains. */
        public Linear() {
            super(Houses.linear());
        }
    }

    @Benchmark
    public double xgboostRecord(Xgboost trained) {
        return trained.record();
    }

    @Benchmark
    public double xgboostMap(Xgboost trained) {
        return trained.map();
    }

    @Benchmark
    public double xgboostTribuo(Xgboost trained) {
        return trained.tribuo();
    }

    @Benchmark
    public double forestRecord(Forest trained) {
        return trained.record();
    }

    @Benchmark
    public double forestMap(Forest trained) {
        return trained.map();
    }

    @Benchmark
    public double forestTribuo(Forest trained) {
        return trained.tribuo();
    }

    @Benchmark
    public double linearRecord(Linear trained) {
        return trained.record();
    }

    @Benchmark
    public double linearMap(Linear trained) {
        return trained.map();
    }

    @Benchmark
    public double linearTribuo(Linear trained) {
        return trained.tribuo();
    }

    /**
     * Runs everything in this class and prints the ratios.
     *
     * @param arguments none
     * @throws RunnerException if JMH cannot run
     */
    public static void main(String[] arguments) throws RunnerException {
        Map<String, Double> nanos = new TreeMap<>();
        for (RunResult result : new Runner(new OptionsBuilder()
                        .include(EvaluatorBenchmark.class.getName())
                        .build())
                .run()) {
            String name = result.getParams().getBenchmark();
            nanos.put(
                    name.substring(name.lastIndexOf('.') + 1),
                    result.getPrimaryResult().getScore());
        }
        nanos.forEach((name, time) -> {
            String baseline = name.replaceAll("[A-Z].*", "Record");
            System.out.printf(
                    "%-15s %12.0f ns %8.1f x %s%n", name, time, time / nanos.getOrDefault(baseline, time), baseline);
        });
    }
}
