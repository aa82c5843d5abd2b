package io.github.modelkeel.benchmarks;

import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.tribuo.TribuoModels;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.jpmml.evaluator.Evaluator;
import org.jpmml.evaluator.EvaluatorUtil;
import org.jpmml.evaluator.LoadingModelEvaluatorBuilder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.tribuo.Model;
import org.tribuo.common.xgboost.XGBoostModel;
import org.tribuo.regression.Regressor;

/**
 * The same trees in our evaluator and in its peers, in one JVM. {@link ServingReport} runs them in turns and prints the ratios. Every
 * peer's value is compared with ours before anything is measured.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 1, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class ServingBenchmark {
    static final int BATCH = 1000;
    private static final double CLOSE = 1e-4;

    private static void requireClose(String peer, double ours, double theirs) {
        if (!(Math.abs(ours - theirs) <= CLOSE * Math.max(1, Math.abs(ours)))) {
            throw new IllegalStateException(peer + " gives " + theirs + ", we give " + ours);
        }
    }

    private static Booster booster(Model<Regressor> model) {
        Booster booster = ((XGBoostModel<Regressor>) model).getInnerModels().get(0);
        try {
            booster.setParam("nthread", 1);
        } catch (XGBoostError e) {
            throw new IllegalStateException(e);
        }
        return booster;
    }

    /** The order of Tribuo's features, which its booster knows, in ours. */
    private static int[] order(Model<Regressor> tribuo, List<String> names) {
        return names.stream()
                .mapToInt(name -> tribuo.getFeatureIDMap().getID(name))
                .toArray();
    }

    private static float[] floats(double[] features, int[] order) {
        float[] row = new float[features.length];
        for (int i = 0; i < row.length; i++) {
            row[order[i]] = (float) features[i];
        }
        return row;
    }

    /** The same booster in the newer version. */
    private static NewerXgboost newer(Booster booster) {
        try {
            return new NewerXgboost(booster.toByteArray("json"));
        } catch (XGBoostError e) {
            throw new IllegalStateException(e);
        }
    }

    private static float[][] xgboost(Booster booster, float[] rows, int count) {
        try {
            DMatrix matrix = new DMatrix(rows, count, rows.length / count, Float.NaN);
            try {
                return booster.predict(matrix);
            } finally {
                matrix.dispose();
            }
        } catch (XGBoostError e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same houses, a forest of 100 trees of depth 4. */
    private static final class Forest {
        static final ServingModels.Pair ONLY = ServingModels.house(Houses.forest());
    }

    /** The house pipeline, 100 trees of depth 3. */
    private static final class House {
        static final House ONLY = new House();
        private final List<Houses.House> records = Houses.sample(ServingModels.ROWS, 42);
        private final List<Map<String, Object>> maps =
                records.stream().map(Houses.House::asMap).toList();
        private final ServingModels.Pair boosted = ServingModels.house(Houses.xgboost());
        private final Booster booster = booster(boosted.tribuo());
        private final NewerXgboost newer = newer(booster);
        private final float[][] features;
        private final OnnxPeer onnx;
        private final Evaluator pmml;

        House() {
            HousePeers files = new HousePeers(boosted.ours());
            onnx = new OnnxPeer(files.onnx());
            try {
                pmml = new LoadingModelEvaluatorBuilder()
                        .load(new ByteArrayInputStream(files.pmml().getBytes(StandardCharsets.UTF_8)))
                        .build();
            } catch (Exception e) {
                throw new IllegalStateException("the file of JPMML is broken", e);
            }
            pmml.verify();
            int[] order = order(boosted.tribuo(), boosted.ours().preprocessing().featureNames());
            features = maps.stream()
                    .map(row -> floats(boosted.ours().preprocessing().apply(row), order))
                    .toArray(float[][]::new);
            for (int i = 0; i < 500; i++) {
                double ours = boosted.ours().predict(records.get(i));
                requireClose("ONNX Runtime", ours, onnx.house(records.get(i)));
                requireClose("xgboost4j", ours, xgboost(booster, features[i], 1)[0][0]);
                requireClose("xgboost4j 3.4.0", ours, newer.inPlace(features[i], 1)[0][0]);
                requireClose("JPMML", ours, pmml(i));
            }
        }

        private double pmml(int row) {
            return ((Number) EvaluatorUtil.decode(pmml.evaluate(maps.get(row)).get("price"))).doubleValue();
        }

        private static double tribuo(ServingModels.Pair pair, Map<String, Object> row) {
            return pair.tribuo()
                    .predict(TribuoModels.example(pair.ours().preprocessing(), row))
                    .getOutput()
                    .getValues()[0];
        }
    }

    /** 500 trees of depth 6 on 30 numbers. */
    private static final class Big {
        static final Big ONLY = new Big();
        private final ServingModels.Pair pair = ServingModels.big();
        private final Scorer ours = pair.ours().scorer();
        private final double[][] rows = ServingModels.rows(ServingModels.ROWS, 9);
        private final double[][] batch = Arrays.copyOf(rows, BATCH);
        private final Booster booster = booster(pair.tribuo());
        private final NewerXgboost newer = newer(booster);
        private final float[][] floats;
        private final float[][] onnxBatch = new float[BATCH][];
        private final float[] xgboostBatch = new float[BATCH * ServingModels.FEATURES];
        private final OnnxPeer onnx;

        Big() {
            OnnxGraph graph = new OnnxGraph();
            graph.input("features", OnnxGraph.FLOAT, ServingModels.FEATURES);
            OnnxTrees.write(graph, (io.github.modelkeel.model.scorer.TreeEnsembleScorer) ours, "features", "value");
            onnx = new OnnxPeer(graph.model("value"));
            int[] order = order(pair.tribuo(), pair.ours().preprocessing().featureNames());
            floats = Arrays.stream(rows).map(row -> floats(row, order)).toArray(float[][]::new);
            for (int i = 0; i < BATCH; i++) {
                onnxBatch[i] = plain(rows[i]);
                System.arraycopy(floats[i], 0, xgboostBatch, i * ServingModels.FEATURES, ServingModels.FEATURES);
            }
            double[] scores = ours.scoreAll(batch);
            for (int i = 0; i < BATCH; i++) {
                if (scores[i] != ours.score(rows[i])) {
                    throw new IllegalStateException("the batch gives other bits for row " + i);
                }
                requireClose("ONNX Runtime", scores[i], onnx.features(new float[][] {plain(rows[i])})[0][0]);
                requireClose("xgboost4j", scores[i], xgboost(booster, floats[i], 1)[0][0]);
                requireClose("xgboost4j 3.4.0", scores[i], newer.inPlace(floats[i], 1)[0][0]);
            }
        }
    }

    private static float[] plain(double[] row) {
        float[] floats = new float[row.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) row[i];
        }
        return floats;
    }

    /** 100 trees grown to the end. */
    private static final class Deep {
        static final Deep ONLY = new Deep();
        private final io.github.modelkeel.model.scorer.TreeEnsembleScorer ours = ServingModels.deep();
        private final double[][] rows = ServingModels.rows(ServingModels.ROWS, 9);
        private final double[][] batch = Arrays.copyOf(rows, BATCH);
        private final float[][] floats =
                Arrays.stream(rows).map(ServingBenchmark::plain).toArray(float[][]::new);
        private final float[][] onnxBatch = Arrays.copyOf(floats, BATCH);
        private final OnnxPeer onnx;

        Deep() {
            OnnxGraph graph = new OnnxGraph();
            graph.input("features", OnnxGraph.FLOAT, ServingModels.FEATURES);
            OnnxTrees.write(graph, ours, "features", "value");
            onnx = new OnnxPeer(graph.model("value"));
            for (int i = 0; i < 500; i++) {
                requireClose("ONNX Runtime", ours.score(rows[i]), onnx.features(new float[][] {floats[i]})[0][0]);
            }
        }
    }

    /** The row whose turn it is. */
    @State(Scope.Thread)
    public static class Turn {
        private int next;

        private int row() {
            return next++ & (ServingModels.ROWS - 1);
        }
    }

    @Benchmark
    public double houseOursRecord(Turn turn) {
        return House.ONLY.boosted.ours().predict(House.ONLY.records.get(turn.row()));
    }

    @Benchmark
    public double houseOursMap(Turn turn) {
        return House.ONLY.boosted.ours().predict(House.ONLY.maps.get(turn.row()));
    }

    @Benchmark
    public float houseOnnxRuntime(Turn turn) {
        return House.ONLY.onnx.house(House.ONLY.records.get(turn.row()));
    }

    @Benchmark
    public float[][] houseXgboost4j(Turn turn) {
        return xgboost(House.ONLY.booster, House.ONLY.features[turn.row()], 1);
    }

    @Benchmark
    public float[][] houseNewerXgboost(Turn turn) {
        return House.ONLY.newer.inPlace(House.ONLY.features[turn.row()], 1);
    }

    @Benchmark
    public double houseJpmml(Turn turn) {
        return House.ONLY.pmml(turn.row());
    }

    @Benchmark
    public double houseTribuoXgboost(Turn turn) {
        return House.tribuo(House.ONLY.boosted, House.ONLY.maps.get(turn.row()));
    }

    @Benchmark
    public double forestOursRecord(Turn turn) {
        return Forest.ONLY.ours().predict(House.ONLY.records.get(turn.row()));
    }

    @Benchmark
    public double forestTribuo(Turn turn) {
        return House.tribuo(Forest.ONLY, House.ONLY.maps.get(turn.row()));
    }

    @Benchmark
    public double bigOurs(Turn turn) {
        return Big.ONLY.ours.score(Big.ONLY.rows[turn.row()]);
    }

    @Benchmark
    public float[][] bigOnnxRuntime(Turn turn) {
        return Big.ONLY.onnx.features(new float[][] {Big.ONLY.floats[turn.row()]});
    }

    @Benchmark
    public float[][] bigXgboost4j(Turn turn) {
        return xgboost(Big.ONLY.booster, Big.ONLY.floats[turn.row()], 1);
    }

    @Benchmark
    public float[][] bigNewerXgboost(Turn turn) {
        return Big.ONLY.newer.inPlace(Big.ONLY.floats[turn.row()], 1);
    }

    @Benchmark
    public float[][] bigNewerXgboostMatrix(Turn turn) {
        return Big.ONLY.newer.withMatrix(Big.ONLY.floats[turn.row()], 1);
    }

    @Benchmark
    public float[][] bigBatchNewerXgboost() {
        return Big.ONLY.newer.inPlace(Big.ONLY.xgboostBatch, BATCH);
    }

    @Benchmark
    public double[] bigBatchOurs() {
        return Big.ONLY.ours.scoreAll(Big.ONLY.batch);
    }

    @Benchmark
    public float[][] bigBatchOnnxRuntime() {
        return Big.ONLY.onnx.features(Big.ONLY.onnxBatch);
    }

    @Benchmark
    public float[][] bigBatchXgboost4j() {
        return xgboost(Big.ONLY.booster, Big.ONLY.xgboostBatch, BATCH);
    }

    @Benchmark
    public double deepOurs(Turn turn) {
        return Deep.ONLY.ours.score(Deep.ONLY.rows[turn.row()]);
    }

    @Benchmark
    public float[][] deepOnnxRuntime(Turn turn) {
        return Deep.ONLY.onnx.features(new float[][] {Deep.ONLY.floats[turn.row()]});
    }

    @Benchmark
    public double[] deepBatchOurs() {
        return Deep.ONLY.ours.scoreAll(Deep.ONLY.batch);
    }

    @Benchmark
    public float[][] deepBatchOnnxRuntime() {
        return Deep.ONLY.onnx.features(Deep.ONLY.onnxBatch);
    }
}
