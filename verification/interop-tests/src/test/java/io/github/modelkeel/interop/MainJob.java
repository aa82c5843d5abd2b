package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.registry.ModelVersion;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.tracking.RunInfo;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The sample's main job, run once as a program of its own on a server, and what the Java clients read of it afterwards. */
final class MainJob {
    static final String MODEL = "models:/house@champion";
    static final Map<String, Object> HOUSE = Map.of(
            "sqft",
            1500,
            "bedrooms",
            3,
            "bathrooms",
            2,
            "location",
            "suburban",
            "year_built",
            2000,
            "condition",
            "fair");

    private static final String EXPERIMENT = "house-prices";
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final ClientConfig config;
    private final ModelVersion champion;
    private final RunInfo run;

    private MainJob(ClientConfig config, ModelVersion champion, RunInfo run) {
        this.config = config;
        this.champion = champion;
        this.run = run;
    }

    static MainJob runOn(URI server, Path work) throws IOException {
        Path home = Files.createDirectories(work.resolve("job-" + server.getPort()));
        Path cache = Files.createDirectories(home.resolve("cache"));
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path", ""),
                "io.github.modelkeel.samples.houseprices.HousePrices",
                "run");
        Map<String, String> variables =
                Map.of("MLFLOW_TRACKING_URI", server.toString(), "MODELKEEL_CACHE_DIR", cache.toString());
        try (ChildProcess job = ChildProcess.start(command, home, variables, home.resolve("job.log"))) {
            job.awaitSuccess(LIMIT);
        }
        ClientConfig config = ClientConfig.builder(Map.of())
                .trackingUri(server.toString())
                .cacheDirectory(cache)
                .build();
        try (Registry registry = Registry.open(config);
                Tracker tracker = Tracker.open(EXPERIMENT, config)) {
            ModelVersion champion = registry.getByAlias("house", "champion");
            return new MainJob(
                    config, champion, tracker.runs().get(champion.runId().orElseThrow()));
        }
    }

    /** The winner's metrics, without the one that a clock gave. */
    Map<String, Double> metrics() {
        Map<String, Double> metrics = new TreeMap<>(run.metrics());
        assertThat(metrics.remove("training_seconds")).isPositive();
        return metrics;
    }

    Map<String, String> params() {
        return run.params();
    }

    double predict(Map<String, ?> house) {
        try (Predictor predictor = Predictor.builder(MODEL).config(config).load()) {
            return predictor.predict(house).value();
        }
    }

    /** What MLflow's client must read. */
    String expected() {
        ObjectNode expected = new ObjectMapper().createObjectNode();
        expected.put("experiment", EXPERIMENT).put("run", run.id()).put("run_name", run.name());
        ObjectNode params = expected.putObject("params");
        run.params().forEach(params::put);
        ObjectNode tags = expected.putObject("tags");
        run.tags().forEach(tags::put);
        try (Tracker tracker = Tracker.open(EXPERIMENT, config)) {
            ObjectNode metrics = expected.putObject("metrics");
            for (String key : run.metrics().keySet()) {
                ArrayNode history = metrics.putArray(key);
                tracker.runs()
                        .metricHistory(run.id(), key)
                        .forEach(point -> history.addArray()
                                .add(Double.doubleToLongBits(point.value()))
                                .add(point.timestampMillis())
                                .add(point.step()));
            }
        }
        expectDataset(expected.putObject("dataset"));
        ObjectNode artifacts = expected.putObject("artifacts");
        artifacts.putNull("model_config.yaml").putNull("plots/importance.png").putNull("plots/residuals.png");
        expectModel(expected.putObject("model"));
        return expected.toString();
    }

    private static void expectDataset(ObjectNode dataset) {
        ArrayNode columns =
                dataset.put("name", "generated").put("context", "training").putArray("columns");
        List.of("sqft", "bedrooms", "bathrooms", "location", "year_built", "condition", "price")
                .forEach(columns::add);
    }

    private void expectModel(ObjectNode model) {
        model.put("name", "house").put("model_id", champion.modelId().orElseThrow());
        model.put("registered", "house").put("version", champion.version()).put("alias", "champion");
        ArrayNode inputs = model.putArray("inputs");
        HOUSE.keySet().stream().sorted().forEach(inputs::add);
    }
}
