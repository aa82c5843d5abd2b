package demo;

import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.drift.Drift;
import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.driftmonitor.Monitor;
import io.github.modelkeel.evaluation.Evaluation;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.gates.Gates;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.training.Preprocessing;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import io.github.modelkeel.registry.Promotion;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.serving.PredictionLog;
import io.github.modelkeel.servinghttp.ScoringApi;
import io.github.modelkeel.servinghttp.ScoringServer;
import io.github.modelkeel.tracking.ModelOptions;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import io.github.modelkeel.validation.Expectation;
import io.github.modelkeel.validation.ExpectationSuite;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The main job in small, against the embedded server of MLFLOW_TRACKING_URI: every library of ours is used once. */
public final class Smoke {
    public static final String MODEL = "models:/house@champion";
    public static final Map<String, Object> ROW = Map.of("sqft", 1500, "location", "rural");
    public static final double PRICE = 225_000;

    private Smoke() {}

    /** Logs a metric and a model, registers it and makes it champion. */
    public static void publish() throws Exception {
        List<Map<String, Object>> rows = List.of(
                Map.of("sqft", 900, "location", "urban"),
                Map.of("sqft", 1500, "location", "rural"),
                Map.of("sqft", 2100, "location", "urban"));
        FittedPreprocessing preprocessing = Preprocessing.builder()
                .number("sqft")
                .text("location", steps -> steps.oneHot())
                .build()
                .fit(rows);
        double[] weights = new double[preprocessing.featureNames().size()];
        weights[0] = 150;
        ModelBundle bundle = ModelBundle.of(
                ScoringModelBuilder.linear(preprocessing, Column.number("price"), weights, 0, Link.IDENTITY)
                        .build(),
                rows);
        try (Tracker tracker = Tracker.open("house-prices");
                Run run = tracker.startRun("smoke");
                Registry registry = Registry.open()) {
            run.logMetric("rmse", 48_100);
            ModelOptions profiled = ModelOptions.defaults()
                    .withProfile(StoredProfile.of(Profile.ofRows(rows)).toJson());
            LoggedModel logged = run.logModel("house", bundle::writeTo, profiled);
            run.finish();
            Path gates = Files.writeString(
                    Files.createTempFile("gates", ".yaml"), "gates:\n  - metric: rmse\n    at_most: 50000\n");
            registry.promote(
                    "house",
                    registry.register("house", logged).version(),
                    "champion",
                    Promotion.always().withGates(Gates.read(gates).with(registry)));
            Files.delete(gates);
            check(tracker.runs().get(run.id()).metrics().get("rmse") == 48_100, "the metric is read back");
        }
        Path page = Files.createTempFile("drift", ".html");
        Drift.compare(Profile.ofRows(rows), Profile.ofRows(rows)).writeHtml(page);
        check(Files.size(page) > 1_000, "the drift report is written");
        Files.delete(page);
        check(!ExpectationSuite.of(Expectation.notNull("sqft"), Expectation.inSet("location", "urban", "rural"))
                .validateRows(rows)
                .failed(), "the rows keep their rules");
        check(Evaluation.defaults()
                        .regression(new double[] {1, 2, 3}, new double[] {1, 2, 4})
                        .metric("mae")
                        .value() == 1 / 3.0, "a metric is computed");
    }

    /** The predictor of the champion, with one prediction checked, in process and over HTTP. */
    public static Predictor predictor(MeterRegistry meters) throws Exception {
        Predictor predictor = Predictor.builder(MODEL)
                .meterRegistry(meters)
                .log(PredictionLog.to(Files.createTempDirectory("predictions")))
                .load();
        check(predictor.predict(ROW).value() == PRICE, "the model predicts as it was fitted");
        try (Monitor monitor = Monitor.attach(predictor).bindTo(meters)) {
            predictor.predict(ROW);
            check(monitor.endWindow().profile().rows() == 1, "the monitor counts what is asked");
        }
        try (ScoringServer server = ScoringServer.start(
                ScoringApi.builder().model("house", predictor).build(), 0)) {
            HttpResponse<String> reply = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(server.uri() + "/predict"))
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(
                                            "{\"sqft\": 1500, \"location\": \"rural\"}"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            check(reply.body().startsWith("{\"prediction\":225000.0,"), reply.body());
        }
        return predictor;
    }

    public static void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("does not hold: " + what);
        }
    }
}
