package io.github.modelkeel.samples.churn;

import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.training.Preprocessing;
import io.github.modelkeel.tribuo.TribuoModels;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.classification.xgboost.XGBoostClassificationTrainer;
import org.tribuo.math.optimisers.AdaGrad;

/**
 * A model to try.
 *
 * @param name the run's name
 * @param params what is logged as its parameters
 * @param trainer Tribuo's trainer
 */
record Candidate(String name, Map<String, ?> params, Trainer<Label> trainer) {
    private static final long SEED = 42;
    /** Tribuo logs each step at level INFO. Kept, because a logger without a reference is forgotten with its level. */
    private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

    static {
        TRIBUO.setLevel(Level.WARNING);
    }

    static Candidate logistic() {
        return new Candidate(
                "logistic",
                Map.of("model", "logistic regression", "epochs", 20, "learning_rate", 0.1),
                new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(0.1), 20, SEED));
    }

    static Candidate boosted() {
        return new Candidate(
                "boosted",
                Map.of("model", "xgboost", "trees", 80, "max_depth", 3, "learning_rate", 0.1),
                new XGBoostClassificationTrainer(80, 0.1, 0, 3, 1, 0.8, 1, 1, 0, 1, true, SEED));
    }

    /** Trains on customers; the model needs no Tribuo. */
    ScoringModel train(Customers customers) {
        Preprocessing.Builder builder = Preprocessing.builder();
        for (String column : Customers.NUMBERS) { // TotalCharges is missing of new customers
            builder.number(
                    column, steps -> (column.equals("TotalCharges") ? steps.imputeMedian() : steps).scaleStandard());
        }
        Customers.TEXTS.forEach(column -> builder.text(column, steps -> steps.oneHotIgnoringUnknown()));
        FittedPreprocessing preprocessing = builder.build().fit(customers.rows());
        return TribuoModels.toClassifier(
                trainer.train(TribuoModels.labelDataset(preprocessing, customers.rows(), Customers.TARGET)),
                preprocessing,
                Customers.TARGET);
    }
}
