package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.FittedPreprocessing.ZeroDivision;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.training.Preprocessing;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import io.github.modelkeel.tribuo.TribuoModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
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

/** Houses' prices, learned in Java, logged on a real server, loaded from there and predicted by Python's {@code mlflow.pyfunc}. */
@ExtendWith(ServerLogOnFailure.class)
class PyfuncServesJavaModelsTest {
    private static final double FLOAT_PRECISION = 2e-7;
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final List<String> NUMBERS = List.of("sqft", "bedrooms", "lot", "age");

    @TempDir
    private Path work;

    @Test
    void pythonGivesTheValuesOfJava() throws IOException {
        PythonEnvironment python = PythonEnvironment.orSkip();
        String server = RealMlflowServer.shared().uri().toString();
        Map<String, ScoringModel> models = models();
        List<Map<String, @Nullable Object>> asked = rows(1500, 11);
        Path request = Files.writeString(
                work.resolve("request.json"),
                request(models, log(server, models), asked).toString());
        JsonNode answer = python.run(
                "predict_with_pyfunc.py", work, LIMIT, Map.of("MLFLOW_TRACKING_URI", server), request.toString());
        for (Map.Entry<String, ScoringModel> model : models.entrySet()) {
            double worst =
                    compare(model.getValue(), asked, answer.path("values").path(model.getKey()));
            Banner.say("pyfunc serves " + model.getKey() + " of Java: " + asked.size() + " rows, at most "
                    + String.format("%.1e", worst) + " apart");
            assertThat(worst).as(model.getKey()).isLessThan(FLOAT_PRECISION);
        }
    }

    /** The largest relative difference; a row that Java refuses must be NaN in Python. */
    private static double compare(ScoringModel model, List<Map<String, @Nullable Object>> rows, JsonNode values) {
        double worst = 0;
        int refused = 0;
        assertThat(values).hasSameSizeAs(rows);
        for (int i = 0; i < rows.size(); i++) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>(rows.get(i));
            row.keySet()
                    .retainAll(model.signature().inputs().stream()
                            .map(Column::name)
                            .toList());
            JsonNode value = values.path(i);
            try {
                double ours = model.predict(row);
                assertThat(value.isNumber()).as("row %d %s", i, row).isTrue();
                worst = Math.max(worst, Math.abs(value.asDouble() - ours) / Math.abs(ours));
            } catch (InvalidInputException e) {
                assertThat(value.isNull())
                        .as("row %d %s: %s", i, row, e.getMessage())
                        .isTrue();
                refused++;
            }
        }
        assertThat(refused).isLessThan(rows.size() / 4);
        return worst;
    }

    private static Map<String, ScoringModel> models() {
        List<Map<String, @Nullable Object>> rows = rows(1200, 7);
        FittedPreprocessing all = preprocessing().build().fit(rows);
        FittedPreprocessing numbers = Preprocessing.builder()
                .number("sqft", steps -> steps.log().scaleStandard())
                .number("bedrooms", steps -> steps.imputeMedian())
                .build()
                .fit(rows);
        CARTRegressionTrainer tree = new CARTRegressionTrainer(8, 4, 0, 0.6f, false, new MeanSquaredError(), 5);
        Map<String, ScoringModel> models = new LinkedHashMap<>();
        models.put("linear", train(new LinearSGDTrainer(new SquaredLoss(), new AdaGrad(3e4), 20, 1), all, rows));
        models.put("forest", train(new RandomForestTrainer<>(tree, new AveragingCombiner(), 30, 3), all, rows));
        models.put(
                "boosted",
                train(new XGBoostRegressionTrainer(XGBoostRegressionTrainer.RegressionType.LINEAR, 60), all, rows));
        models.put("numbers", train(new LinearSGDTrainer(new SquaredLoss(), new AdaGrad(3e4), 20, 1), numbers, rows));
        return models;
    }

    private static Preprocessing.Builder preprocessing() {
        return Preprocessing.builder()
                .number("sqft", steps -> steps.log1p().scaleStandard())
                .number("bedrooms", steps -> steps.imputeMedian().scaleMinMax())
                .number("decade", "age", steps -> steps.clip(0, 95).bucketOneHot(10, 20, 40.5))
                .bool("pool")
                .text("location", steps -> steps.imputeMostFrequent().oneHotIgnoringUnknown())
                .text("condition", steps -> steps.oneHot())
                .ratio("per_lot", "sqft", "lot", ZeroDivision.ERROR, steps -> steps.scaleStandard());
    }

    private static ScoringModel train(
            Trainer<Regressor> trainer, FittedPreprocessing fitted, List<Map<String, @Nullable Object>> rows) {
        return TribuoModels.toScoringModel(trainer.train(TribuoModels.dataset(fitted, rows, "price")), fitted);
    }

    private Map<String, String> log(String server, Map<String, ScoringModel> models) {
        ClientConfig config = ClientConfig.builder(Map.of()).trackingUri(server).build();
        Map<String, String> uris = new LinkedHashMap<>();
        try (Tracker tracker = Tracker.open("pyfunc-serves-java", config);
                Run run = tracker.startRun("houses")) {
            models.forEach((name, model) -> {
                List<String> columns =
                        model.signature().inputs().stream().map(Column::name).toList();
                List<Map<String, @Nullable Object>> examples = new ArrayList<>();
                for (Map<String, @Nullable Object> row : rows(10, 7)) {
                    row.keySet().retainAll(columns);
                    examples.add(row);
                }
                LoggedModel logged = run.logModel("house-" + name, ModelBundle.of(model, examples)::writeTo);
                uris.put(name, logged.uri());
            });
            run.finish();
        }
        return uris;
    }

    private static ObjectNode request(
            Map<String, ScoringModel> models, Map<String, String> uris, List<Map<String, @Nullable Object>> rows) {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode request = mapper.createObjectNode();
        request.set("models", mapper.valueToTree(uris));
        request.set("rows", mapper.valueToTree(rows));
        request.set("numbers", mapper.valueToTree(NUMBERS));
        ObjectNode columns = request.putObject("columns");
        models.forEach((name, model) -> columns.set(
                name,
                mapper.valueToTree(
                        model.signature().inputs().stream().map(Column::name).toList())));
        return request;
    }

    /** Houses, some with holes; beyond the training rows also with unseen places, a lot of 0 and an unseen condition. */
    private static List<Map<String, @Nullable Object>> rows(int count, long seed) {
        Random random = new Random(seed);
        boolean training = seed == 7;
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double sqft = 400 + random.nextInt(40_000) / 10.0;
            String location = List.of("rural", "suburban", "urban").get(random.nextInt(3));
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("sqft", sqft);
            row.put("bedrooms", random.nextInt(9) == 0 ? null : (Object) (double) (1 + random.nextInt(5)));
            row.put("lot", training || random.nextInt(20) > 0 ? 100.0 + random.nextInt(5_000) : 0.0);
            row.put("age", (double) random.nextInt(120));
            row.put("pool", random.nextBoolean());
            row.put("location", random.nextInt(8) == 0 ? null : training || i % 9 > 0 ? location : "moon");
            row.put("condition", training || i % 31 > 0 ? List.of("bad", "fair").get(random.nextInt(2)) : "ruin");
            row.put("price", 30_000 + 200 * sqft + 40_000 * location.length() + 9_000 * random.nextGaussian());
            rows.add(row);
        }
        return rows;
    }
}
