package io.github.modelkeel.samples.houseprices;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.type.TypeReference;
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

/** One model to try, with its hyperparameters; {@code model} in the configuration says which of these it is. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "model")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Candidate.Boosted.class, name = "xgboost"),
    @JsonSubTypes.Type(value = Candidate.Forest.class, name = "random_forest"),
    @JsonSubTypes.Type(value = Candidate.Linear.class, name = "linear")
})
sealed interface Candidate {
    /** The run's name. */
    String name();

    /**
     * Tribuo's trainer for it.
     *
     * @param spread the target's standard deviation, for models whose step size depends on it
     */
    Trainer<Regressor> trainer(double spread, long seed);

    /** The hyperparameters as they are logged: what the configuration says of it, without the name. */
    default Map<String, Object> params() {
        Map<String, Object> params =
                ConfigFile.MAPPER.convertValue(this, new TypeReference<LinkedHashMap<String, Object>>() {});
        params.remove("name");
        return params;
    }

    /** Boosted trees: each tree corrects the ones before it. */
    record Boosted(
            String name,
            @Limits(otherwise = 100, min = 1, max = 10_000) int trees,
            @Limits(otherwise = 3, min = 1, max = 20) int maxDepth,
            @Limits(otherwise = 0.3, min = 1e-4, max = 1) double learningRate,
            @Limits(otherwise = 1, min = 0.05, max = 1) double rowFraction,
            @Limits(otherwise = 1, min = 0, max = 1e6) double l2)
            implements Candidate {
        @Override
        public Trainer<Regressor> trainer(double spread, long seed) {
            return new XGBoostRegressionTrainer(
                    RegressionType.LINEAR, trees, learningRate, 0, maxDepth, 1, rowFraction, 1, l2, 0, 1, true, seed);
        }
    }

    /** A random forest: the mean of trees that each saw other rows and columns. */
    record Forest(
            String name,
            @Limits(otherwise = 30, min = 1, max = 1_000) int trees,
            @Limits(otherwise = 8, min = 1, max = 30) int maxDepth,
            @Limits(otherwise = 0.5, min = 0.05, max = 0.99) double featureFraction,
            @Limits(otherwise = 6, min = 2, max = 10_000) int minRows)
            implements Candidate {
        @Override
        public Trainer<Regressor> trainer(double spread, long seed) {
            CARTRegressionTrainer tree = new CARTRegressionTrainer(
                    maxDepth, minRows, 0, (float) featureFraction, false, new MeanSquaredError(), seed);
            return new RandomForestTrainer<>(tree, new AveragingCombiner(), trees, seed);
        }
    }

    /** A linear model: a baseline that shows how much the trees gain. Its learning rate is in spreads of the target. */
    record Linear(
            String name,
            @Limits(otherwise = 20, min = 1, max = 10_000) int epochs,
            @Limits(otherwise = 0.1, min = 1e-6, max = 100) double learningRate)
            implements Candidate {
        @Override
        public Trainer<Regressor> trainer(double spread, long seed) {
            return new LinearSGDTrainer(new SquaredLoss(), new AdaGrad(learningRate * spread), epochs, seed);
        }
    }
}
