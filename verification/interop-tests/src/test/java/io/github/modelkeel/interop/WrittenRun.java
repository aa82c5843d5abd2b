package io.github.modelkeel.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.tracking.Dataset;
import io.github.modelkeel.tracking.MetricPoint;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Writes a run that uses all that the Java clients can do, and says as JSON what MLflow's client must read. */
final class WrittenRun {
    /** How many metrics the run has. */
    static final int METRICS = 10;

    private static final long TIME = 1_700_000_000_000L;
    private static final Map<String, Object> PARAMS =
            Map.of("n_estimators", 100, "rate", 0.1, "note", "naïve α\r\nline", "empty", "");

    private final ObjectNode expected = new ObjectMapper().createObjectNode();
    private final Map<String, List<MetricPoint>> points = points();

    /** The experiment's and the registered model's name. */
    private final String name;

    private WrittenRun(String name) {
        this.name = name;
    }

    static WrittenRun write(String name, ClientConfig config, Path work) throws IOException {
        WrittenRun written = new WrittenRun(name);
        try (Tracker tracker = Tracker.open(name, config);
                Registry registry = Registry.open(config)) {
            Run failed = tracker.startRun("failed");
            failed.close();
            try (Run run = tracker.startRun("written")) {
                written.expected.put("experiment", name).put("run", run.id());
                written.expected.put("run_name", "written").put("failed", failed.id());
                written.logValues(run);
                written.logFiles(run, work);
                LoggedModel model = run.logModel("house", HouseModel.bundle()::writeTo);
                int version = registry.setAlias(registry.register(name, model), "champion")
                        .version();
                registry.setVersionTag(name, version, "gate", "passed");
                written.expectModel(model, version);
                try (Run child = run.startChild("child")) {
                    written.expected.put("child", child.id());
                    child.finish();
                }
                run.finish();
            }
        }
        return written;
    }

    String asJson() {
        return expected.toString();
    }

    /** Doubles that lose bits in a careless text form, over more points than fit into one request. */
    private static Map<String, List<MetricPoint>> points() {
        Random random = new Random(20260101);
        Map<String, List<MetricPoint>> points = new LinkedHashMap<>();
        for (int i = 0; i < METRICS - 4; i++) {
            String key = "metric/" + i;
            List<MetricPoint> history = new ArrayList<>();
            for (int step = 0; step < 400; step++) {
                double value = random.nextGaussian() * Math.pow(10, random.nextInt(600) - 300.0);
                history.add(new MetricPoint(key, value, TIME + step, step));
            }
            points.put(key, history);
        }
        points.put("nan", List.of(new MetricPoint("nan", Double.NaN, TIME, 0)));
        points.put("inf", List.of(new MetricPoint("inf", Double.POSITIVE_INFINITY, TIME, -5)));
        points.put("least", List.of(new MetricPoint("least", Double.MIN_VALUE, TIME, 0)));
        points.put("ünï.x y", List.of(new MetricPoint("ünï.x y", Math.PI, TIME, Integer.MAX_VALUE + 1L)));
        return points;
    }

    private void logValues(Run run) {
        run.logParams(PARAMS);
        run.setTags(Map.of("team", "ml", "note", "a\nb"));
        run.logMetrics(points.values().stream().flatMap(List::stream).toList());
        Map<String, List<?>> columns = new LinkedHashMap<>();
        columns.put("sqft", List.of(850, 1500.5));
        columns.put("area", List.of("a", "b"));
        Dataset dataset = Dataset.ofColumns("houses", columns);
        run.logDataset(dataset, "training");

        ObjectNode params = expected.putObject("params");
        PARAMS.forEach((key, value) -> params.put(key, value.toString()));
        expected.putObject("tags").put("team", "ml").put("note", "a\nb");
        ObjectNode metrics = expected.putObject("metrics");
        points.forEach((key, history) -> {
            ArrayNode list = metrics.putArray(key);
            history.forEach(point -> list.addArray()
                    .add(Double.doubleToLongBits(asStored(point.value())))
                    .add(point.timestampMillis())
                    .add(point.step()));
        });
        expected.putObject("dataset")
                .put("name", "houses")
                .put("digest", dataset.digest())
                .put("context", "training")
                .putArray("columns")
                .add("sqft")
                .add("area");
    }

    /** MLflow keeps an infinite metric as the greatest finite one. */
    private static double asStored(double value) {
        return Double.isInfinite(value) ? Math.copySign(Double.MAX_VALUE, value) : value;
    }

    private void logFiles(Run run, Path work) throws IOException {
        byte[] bytes = new byte[3_000_000];
        new Random(7).nextBytes(bytes);
        Path directory = Files.createDirectories(work.resolve("files/deep er"));
        Files.write(directory.resolve("ü +&=.bin"), bytes);
        Files.write(directory.resolve("empty"), new byte[0]);
        run.logArtifact(Files.writeString(work.resolve("note.txt"), "a\r\nb"));
        run.logArtifacts(work.resolve("files"), "all");
        run.artifacts().logText("héllo", "text/note.txt");
        ObjectNode artifacts = expected.putObject("artifacts");
        artifacts.put("note.txt", Checkout.sha256("a\r\nb".getBytes(UTF_8)));
        artifacts.put("all/deep er/ü +&=.bin", Checkout.sha256(bytes));
        artifacts.put("all/deep er/empty", Checkout.sha256(new byte[0]));
        artifacts.put("text/note.txt", Checkout.sha256("héllo".getBytes(UTF_8)));
    }

    private void expectModel(LoggedModel model, int version) {
        ObjectNode node = expected.putObject("model");
        node.put("name", "house").put("model_id", model.modelId());
        node.put("registered", name).put("version", version).put("alias", "champion");
        node.putArray("inputs").add("sqft").add("bedrooms");
    }
}
