package io.github.modelkeel.benchmarks;

import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Inputs;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Sum;
import io.github.modelkeel.model.training.Preprocessing;
import io.github.modelkeel.tribuo.TribuoModels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tribuo.Model;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.xgboost.XGBoostRegressionTrainer;
import org.tribuo.regression.xgboost.XGBoostRegressionTrainer.RegressionType;

/** The models that are served, trained once a JVM. */
final class ServingModels {
    static final int FEATURES = 30;
    static final int ROWS = 4096;

    private ServingModels() {}

    /** A model of Tribuo and what we make of it. */
    record Pair(Model<Regressor> tribuo, ScoringModel ours) {}

    static Pair house(org.tribuo.Trainer<Regressor> trainer) {
        List<Houses.House> houses = Houses.sample(ROWS, 42);
        List<Map<String, Object>> maps =
                houses.stream().map(Houses.House::asMap).toList();
        FittedPreprocessing preprocessing = Houses.PREPROCESSING.fit(maps);
        Random noise = new Random(7);
        List<Map<String, Object>> training = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            Map<String, Object> row = new HashMap<>(maps.get(i));
            row.put(Houses.PRICE, Houses.price(houses.get(i), noise));
            training.add(row);
        }
        return pair(trainer, preprocessing, training, Houses.PRICE);
    }

    /** XGBoost, 500 trees of depth 6 on 30 numbers. */
    static Pair big() {
        return numbers(FEATURES, 500, 6);
    }

    /** XGBoost on at least nine numbers. */
    static Pair numbers(int count, int trees, int depth) {
        Preprocessing.Builder columns = Preprocessing.builder();
        for (int i = 0; i < count; i++) {
            columns.number(name(i));
        }
        List<Map<String, Object>> training = new ArrayList<>();
        for (double[] features : rows(8192, 1)) {
            Map<String, Object> row = new HashMap<>();
            for (int i = 0; i < count; i++) {
                row.put(name(i), features[i]);
            }
            row.put("y", target(features));
            training.add(row);
        }
        return pair(
                new XGBoostRegressionTrainer(
                        RegressionType.LINEAR,
                        trees,
                        Map.of(
                                "objective",
                                "reg:squarederror",
                                "max_depth",
                                depth,
                                "eta",
                                0.05,
                                "nthread",
                                1,
                                "verbosity",
                                0)),
                columns.build().fit(training),
                training,
                "y");
    }

    static String name(int feature) {
        return "x%02d".formatted(feature);
    }

    private static Pair pair(
            org.tribuo.Trainer<Regressor> trainer,
            FittedPreprocessing preprocessing,
            List<Map<String, Object>> training,
            String target) {
        Model<Regressor> tribuo = trainer.train(TribuoModels.dataset(preprocessing, training, target));
        return new Pair(tribuo, TribuoModels.toScoringModel(tribuo, preprocessing));
    }

    static double[][] rows(int count, long seed) {
        Random random = new Random(seed);
        double[][] rows = new double[count][FEATURES];
        for (double[] row : rows) {
            Arrays.setAll(row, i -> (float) random.nextGaussian());
        }
        return rows;
    }

    private static double target(double[] x) {
        return Math.sin(3 * x[0]) + x[1] * x[2] + Math.abs(x[3]) + x[4] * x[5] * x[6] + (x[7] > x[8] ? 1 : 0);
    }

    /** 100 trees with random splits, grown until each leaf has one of 10,000 rows: as deep as a forest's trees. */
    static TreeEnsembleScorer deep() {
        double[][] rows = rows(10_000, 3);
        Random random = new Random(4);
        TreeEnsembleScorer.Builder trees =
                TreeEnsembleScorer.builder(FEATURES).inputs(Inputs.FLOAT).sum(Sum.MEAN, 0);
        for (int tree = 0; tree < 100; tree++) {
            trees.tree();
            grow(trees, rows, random);
        }
        return trees.build();
    }

    /** Level by level, so that children come after their parent. */
    private static void grow(TreeEnsembleScorer.Builder trees, double[][] rows, Random random) {
        List<double[][]> level = new ArrayList<>();
        level.add(rows);
        int next = 1;
        while (!level.isEmpty()) {
            List<double[][]> below = new ArrayList<>();
            for (double[][] part : level) {
                int feature = random.nextInt(FEATURES);
                float threshold = (float) part[random.nextInt(part.length)][feature];
                double[][] left = Arrays.stream(part)
                        .filter(row -> row[feature] <= threshold)
                        .toArray(double[][]::new);
                if (part.length == 1 || left.length == part.length) {
                    trees.leaf((float) target(part[0]));
                    continue;
                }
                below.add(left);
                below.add(Arrays.stream(part)
                        .filter(row -> row[feature] > threshold)
                        .toArray(double[][]::new));
                trees.split(feature, threshold, next, next + 1, true);
                next += 2;
            }
            level = below;
        }
    }
}
