package io.github.modelkeel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.autolog.LoggingTrainer;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.Output;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.training.Preprocessing;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.RunInfo;
import io.github.modelkeel.tracking.Tracker;
import io.github.modelkeel.tribuo.TribuoModels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.xgboost.XGBoostClassificationTrainer;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.xgboost.XGBoostRegressionTrainer;

class TrainAModelTest {
    @TempDir
    Path directory;

    @Test
    void trainingAndServingGiveTheSameBits() throws IOException {
        List<Map<String, Object>> rows = Houses.rows(400, 7);
        // region train
        FittedPreprocessing preprocessing = Preprocessing.builder()
                .number("sqft", steps -> steps.imputeMedian().scaleStandard())
                .number("bedrooms")
                .text("location", steps -> steps.imputeMostFrequent().oneHotIgnoringUnknown())
                .build()
                .fit(rows);

        XGBoostRegressionTrainer trainer =
                new XGBoostRegressionTrainer(XGBoostRegressionTrainer.RegressionType.LINEAR, 100);
        Model<Regressor> trained = trainer.train(TribuoModels.dataset(preprocessing, rows, "price"));

        ScoringModel model = TribuoModels.toScoringModel(trained, preprocessing);
        ModelBundle bundle = ModelBundle.of(model, rows.subList(0, 20));
        bundle.writeTo(directory); // or run.logModel("house", bundle::writeTo)
        // endregion
        Map<String, Object> house = Map.of("sqft", 1500, "bedrooms", 3, "location", "rural");
        double expected = trained.predict(TribuoModels.example(preprocessing, house))
                .getOutput()
                .getValues()[0];
        assertThat(ModelBundle.read(directory).model().predict(house)).isEqualTo(expected);
    }

    @Test
    void aClassifierGivesTheSameProbabilities() {
        List<Map<String, Object>> rows = new ArrayList<>();
        Houses.rows(400, 7).forEach(house -> {
            Map<String, Object> row = new HashMap<>(house);
            row.put("sold", ((Number) house.getOrDefault("sqft", 0)).doubleValue() > 1500);
            rows.add(row);
        });
        FittedPreprocessing preprocessing = Preprocessing.builder()
                .number("sqft")
                .number("bedrooms")
                .build()
                .fit(rows);
        // region train-classifier
        Model<Label> trained =
                new XGBoostClassificationTrainer(50).train(TribuoModels.labelDataset(preprocessing, rows, "sold"));
        ScoringModel model = TribuoModels.toClassifier(trained, preprocessing, "sold");
        Output output = model.predictOne(Rows.of(Map.of("sqft", 1800, "bedrooms", 3)));
        System.out.println(output.label() + " " + output.probabilities()); // true {false=…, true=…}
        // endregion
        assertThat(output.label()).isEqualTo("true");
        assertThat(output.probabilities().keySet()).containsExactly("false", "true");
    }

    @Test
    void aTrainingLogsItself() {
        List<Map<String, Object>> rows = Houses.rows(400, 7);
        List<Map<String, Object>> testRows = Houses.rows(100, 8);
        FittedPreprocessing preprocessing = Preprocessing.builder()
                .number("sqft")
                .number("bedrooms")
                .build()
                .fit(rows);
        Trainer<Regressor> xgboost = new XGBoostRegressionTrainer(XGBoostRegressionTrainer.RegressionType.LINEAR, 10);
        // region autolog
        try (Tracker tracker = Tracker.open("house-prices");
                Run run = tracker.startRun("logs-itself")) {
            LoggingTrainer<Regressor> trainer = LoggingTrainer.builder(xgboost, run)
                    .evaluateOn("test", TribuoModels.dataset(preprocessing, testRows, "price"))
                    .logModel("house", preprocessing, rows.subList(0, 20))
                    .build();
            trainer.train(TribuoModels.dataset(preprocessing, rows, "price"));
            run.finish();
        }
        // endregion
        try (Tracker tracker = Tracker.open("house-prices")) {
            RunInfo logged = tracker.runs()
                    .first(1, "attributes.run_name = 'logs-itself'")
                    .get(0);
            assertThat(logged.metrics()).containsKeys("test_rmse", "test_r2", "training_seconds");
            assertThat(logged.params()).containsEntry("numTrees", "10");
        }
    }
}
