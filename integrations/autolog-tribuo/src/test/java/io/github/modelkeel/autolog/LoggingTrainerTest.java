package io.github.modelkeel.autolog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.training.Preprocessing;
import io.github.modelkeel.tracking.MetricPoint;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.RunInfo;
import io.github.modelkeel.tracking.Tracker;
import io.github.modelkeel.tribuo.TribuoModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.evaluation.metrics.EvaluationMetric.Average;
import org.tribuo.evaluation.metrics.MetricID;
import org.tribuo.evaluation.metrics.MetricTarget;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.evaluation.RegressionEvaluation;
import org.tribuo.regression.evaluation.RegressionEvaluator;
import org.tribuo.regression.rtree.CARTRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;
import org.tribuo.regression.sgd.linear.LinearSGDTrainer;
import org.tribuo.regression.sgd.objectives.SquaredLoss;

/** Trains with Tribuo and reads back what the embedded server received. */
class LoggingTrainerTest {
    @TempDir
    private Path data = Path.of("");

    private final List<Map<String, Object>> rows = rows(300, 1);
    private final FittedPreprocessing preprocessing =
            Preprocessing.builder().number("sqft").number("rooms").build().fit(rows);
    private final Dataset<Regressor> train = TribuoModels.dataset(preprocessing, rows, "price");
    private final Dataset<Regressor> test = TribuoModels.dataset(preprocessing, rows(100, 2), "price");

    private Tracker tracker;
    private Run run;

    private static List<Map<String, Object>> rows(int count, long seed) {
        Random random = new Random(seed);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double sqft = 500 + random.nextInt(2000);
            double rooms = 1 + random.nextInt(5);
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("sqft", sqft);
            row.put("rooms", rooms);
            row.put("price", sqft * 100 + rooms * 5_000 + random.nextGaussian() * 1_000);
            rows.add(row);
        }
        return rows;
    }

    private static CARTRegressionTrainer cart() {
        return new CARTRegressionTrainer(4, 5, 0, 0.9f, false, new MeanSquaredError(), 11);
    }

    @BeforeEach
    void open() {
        tracker = Tracker.open(
                "autolog",
                ClientConfig.builder(Map.of()).trackingUri("local:" + data).build());
        run = tracker.startRun("training");
    }

    @AfterEach
    void close() {
        tracker.close();
    }

    @Test
    void aTrainingIsLoggedWithAllThatMakesIt() throws IOException {
        LoggingTrainer<Regressor> trainer = LoggingTrainer.builder(cart(), run)
                .evaluateOn("test", test)
                .logModel("house", preprocessing, rows.subList(0, 20))
                .build();

        Model<Regressor> model = trainer.train(train);

        assertThat(trainer.failures()).isEmpty();
        RunInfo info = tracker.runs().get(run.id());
        assertThat(info.params())
                .containsEntry("trainer", "CARTRegressionTrainer")
                .containsEntry("maxDepth", "4")
                .containsEntry("impurity", "MeanSquaredError")
                .containsEntry("seed", "11");
        RegressionEvaluation expected = new RegressionEvaluator().evaluate(model, test);
        assertThat(info.metrics())
                .containsEntry("test_rmse", expected.averageRMSE())
                .containsEntry("test_mae", expected.averageMAE())
                .containsEntry("test_r2", expected.averageR2())
                .containsKeys("training_seconds", "test_explained_variance")
                .hasSize(5);
        assertThat(info.tags())
                .containsEntry("modelkeel.autolog", "tribuo")
                .containsEntry("tribuo.trainer", CARTRegressionTrainer.class.getName())
                .containsKey("tribuo.version");
        assertThat(info.inputs()).hasSize(1).allSatisfy(input -> {
            assertThat(input.context()).isEqualTo("training");
            assertThat(input.dataset().schema()).contains("\"sqft\"", "\"rooms\"", "\"target\"");
            assertThat(input.dataset().profile()).contains("\"num_rows\":300");
        });
        Path provenance = run.artifacts().download("tribuo/provenance.json", data.resolve("copy"));
        assertThat(Files.readString(provenance))
                .contains("CARTRegressionTrainer")
                .contains("maxDepth");
    }

    @Test
    void theLoggedModelPredictsTheSameBits() throws IOException {
        LoggingTrainer<Regressor> trainer = LoggingTrainer.builder(cart(), run)
                .logModel("house", preprocessing, rows.subList(0, 20))
                .build();
        Model<Regressor> model = trainer.train(train);

        LoggedModel logged = trainer.loggedModel().orElseThrow();

        assertThat(logged.status()).isEqualTo("LOGGED_MODEL_READY");
        assertThat(tracker.runs().get(run.id()).tags())
                .containsEntry("modelkeel.autolog.model", "logged: " + logged.modelId());
        Path files = data.resolve("artifacts").resolve(logged.artifactUri().replaceFirst("mlflow-artifacts:/+", ""));
        ModelBundle bundle = ModelBundle.read(files);
        for (Map<String, Object> row : rows(50, 3)) {
            double tribuo = model.predict(TribuoModels.example(preprocessing, row))
                    .getOutput()
                    .getValues()[0];
            Map<String, Object> input = new LinkedHashMap<>(row);
            input.remove("price");
            assertThat(bundle.model().predict(input)).isEqualTo(tribuo);
        }
    }

    @Test
    void aModelThatCannotBeConvertedIsNotLoggedAndTheRunSaysWhy() {
        FittedPreprocessing other =
                Preprocessing.builder().number("rooms").build().fit(rows);
        LoggingTrainer<Regressor> trainer = LoggingTrainer.builder(
                        new LinearSGDTrainer(new SquaredLoss(), new AdaGrad(0.1), 3, 1000, 1, 3), run)
                .logModel("house", other, rows.subList(0, 20))
                .build();

        assertThat(trainer.train(train)).isNotNull();

        assertThat(trainer.loggedModel()).isEmpty();
        assertThat(tracker.runs().get(run.id()).tags().get("modelkeel.autolog.model"))
                .startsWith("not logged: ")
                .contains("sqft");
        assertThat(tracker.runs().get(run.id()).modelOutputs()).isEmpty();
        assertThat(tracker.runs().get(run.id()).params())
                .containsEntry("optimiser", "AdaGrad")
                .containsEntry("optimiser.initialLearningRate", "0.1")
                .containsEntry("objective", "SquaredLoss");
    }

    @Test
    void aTrainingWhoseRunTakesNothingStillGivesItsModel() {
        run.finish();
        LoggingTrainer<Regressor> trainer =
                LoggingTrainer.builder(cart(), run).evaluateOn("test", test).build();

        Model<Regressor> model = trainer.train(train);

        assertThat(model.predict(test).get(0).getOutput().getValues()).hasSize(1);
        assertThat(trainer.failures()).hasSizeGreaterThan(3).allMatch(IllegalStateException.class::isInstance);
    }

    @Test
    void whatTheTrainerThrowsPropagates() {
        Trainer<Regressor> broken = new Trainer<>() {
            @Override
            public Model<Regressor> train(Dataset<Regressor> examples, Map<String, Provenance> runProvenance) {
                throw new IllegalStateException("diverged");
            }

            @Override
            public int getInvocationCount() {
                return 0;
            }

            @Override
            public void setInvocationCount(int invocationCount) {}

            @Override
            public TrainerProvenance getProvenance() {
                return cart().getProvenance();
            }
        };
        assertThatIllegalStateException()
                .isThrownBy(() -> LoggingTrainer.builder(broken, run).build().train(train))
                .withMessage("diverged");
    }

    @Test
    void theWrapperIsTheTrainerToOthers() {
        CARTRegressionTrainer inner = cart();
        LoggingTrainer<Regressor> trainer = LoggingTrainer.builder(inner, run).build();
        trainer.setInvocationCount(3);
        assertThat(inner.getInvocationCount()).isEqualTo(3);
        assertThat(trainer.getInvocationCount()).isEqualTo(3);
        assertThat(trainer.getProvenance().getClassName()).isEqualTo(CARTRegressionTrainer.class.getName());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LoggingTrainer.builder(inner, run)
                        .evaluateOn("test", test)
                        .evaluateOn("test", test));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LoggingTrainer.builder(inner, run).logModel("m", preprocessing, List.of()));
    }

    @Test
    void theSameDataHasTheSameDigestAndOtherDataAnother() {
        String digest = TrainingData.describe(train).digest();
        assertThat(TrainingData.describe(TribuoModels.dataset(preprocessing, rows(300, 1), "price"))
                        .digest())
                .isEqualTo(digest);
        assertThat(TrainingData.describe(test).digest()).isNotEqualTo(digest);
    }

    @Test
    void metricsAreCalledByTheAverageThatIsMeant() {
        assertThat(name(new MetricTarget<>(Average.MICRO), "ACCURACY")).isEqualTo("accuracy");
        assertThat(name(new MetricTarget<>(Average.MACRO), "ACCURACY")).isEqualTo("macro_accuracy");
        assertThat(name(new MetricTarget<>(Average.MACRO), "F1")).isEqualTo("f1");
        assertThat(name(new MetricTarget<>(Average.MICRO), "F1")).isEqualTo("micro_f1");
        assertThat(name(new MetricTarget<>(Average.MACRO), "EV")).isEqualTo("explained_variance");
        assertThat(new MetricPoint("f1", 1, 0, 0).key()).isEqualTo("f1");
    }

    private static String name(MetricTarget<Regressor> target, String metric) {
        return Evaluations.name(new MetricID<>(target, metric));
    }
}
