package io.github.modelkeel.samples.houseprices;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tribuo.Trainer;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.ensemble.AveragingCombiner;
import org.tribuo.regression.rtree.CARTRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;
import org.tribuo.regression.sgd.linear.LinearSGDTrainer;
import org.tribuo.regression.sgd.objectives.SquaredLoss;
import org.tribuo.regression.xgboost.XGBoostRegressionTrainer;
import org.tribuo.regression.xgboost.XGBoostRegressionTrainer.RegressionType;

/** One model to try, with its hyperparameters. */
sealed interface Candidate {
    /** The run's name. */
    String name();

    /** What the configuration calls this sort of model. */
    String model();

    /** The hyperparameters as they are logged. */
    Map<String, Object> params();

    /** Whether numbers are first brought to mean 0 and variance 1. */
    default boolean standardizes() {
        return false;
    }

    /**
     * Tribuo's trainer for it.
     *
     * @param spread the target's standard deviation, for models whose step size depends on it
     */
    Trainer<Regressor> trainer(double spread, long seed);

    /** Boosted trees: each tree corrects the ones before it. */
    record Boosted(String name, int trees, int maxDepth, double learningRate, double rowFraction, double l2)
            implements Candidate {
        @Override
        public String model() {
            return "xgboost";
        }

        @Override
        public Map<String, Object> params() {
            return ordered(
                    "trees",
                    trees,
                    "max_depth",
                    maxDepth,
                    "learning_rate",
                    learningRate,
                    "row_fraction",
                    rowFraction,
                    "l2",
                    l2);
        }

        @Override
        public Trainer<Regressor> trainer(double spread, long seed) {
            return new XGBoostRegressionTrainer(
                    RegressionType.LINEAR, trees, learningRate, 0, maxDepth, 1, rowFraction, 1, l2, 0, 1, true, seed);
        }
    }

    /** A random forest: the mean of trees that each saw other rows and columns. */
    record Forest(String name, int trees, int maxDepth, double featureFraction, int minRows) implements Candidate {
        @Override
        public String model() {
            return "random_forest";
        }

        @Override
        public Map<String, Object> params() {
            return ordered(
                    "trees", trees, "max_depth", maxDepth, "feature_fraction", featureFraction, "min_rows", minRows);
        }

        @Override
        public Trainer<Regressor> trainer(double spread, long seed) {
            CARTRegressionTrainer tree = new CARTRegressionTrainer(
                    maxDepth, minRows, 0, (float) featureFraction, false, new MeanSquaredError(), seed);
            return new RandomForestTrainer<>(tree, new AveragingCombiner(), trees, seed);
        }
    }

    /** A linear model: a baseline that shows how much the trees gain. Its learning rate is in spreads of the target. */
    record Linear(String name, int epochs, double learningRate) implements Candidate {
        @Override
        public boolean standardizes() {
            return true;
        }

        @Override
        public String model() {
            return "linear";
        }

        @Override
        public Map<String, Object> params() {
            return ordered("epochs", epochs, "learning_rate", learningRate);
        }

        @Override
        public Trainer<Regressor> trainer(double spread, long seed) {
            return new LinearSGDTrainer(new SquaredLoss(), new AdaGrad(learningRate * spread), epochs, seed);
        }
    }

    static Candidate parse(YamlSection yaml) {
        String name = yaml.requiredText("name");
        Candidate candidate = switch (yaml.choice("model", Sort.class, Sort.XGBOOST)) {
            case XGBOOST ->
                new Boosted(
                        name,
                        yaml.integer("trees", 100, 1, 10_000),
                        yaml.integer("max_depth", 3, 1, 20),
                        yaml.number("learning_rate", 0.3, 1e-4, 1),
                        yaml.number("row_fraction", 1, 0.05, 1),
                        yaml.number("l2", 1, 0, 1e6));
            case RANDOM_FOREST ->
                new Forest(
                        name,
                        yaml.integer("trees", 30, 1, 1_000),
                        yaml.integer("max_depth", 8, 1, 30),
                        yaml.number("feature_fraction", 0.5, 0.05, 0.99),
                        yaml.integer("min_rows", 6, 2, 10_000));
            case LINEAR ->
                new Linear(name, yaml.integer("epochs", 20, 1, 10_000), yaml.number("learning_rate", 0.1, 1e-6, 100));
        };
        yaml.rejectTheRest();
        return candidate;
    }

    /** The sorts of model that the configuration knows. */
    enum Sort {
        XGBOOST,
        RANDOM_FOREST,
        LINEAR
    }

    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
