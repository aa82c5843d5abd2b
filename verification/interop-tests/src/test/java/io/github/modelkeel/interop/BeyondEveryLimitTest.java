package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.registry.ModelVersion;
import io.github.modelkeel.registry.RegisteredModel;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.tracking.AsyncLogging;
import io.github.modelkeel.tracking.Experiment;
import io.github.modelkeel.tracking.MetricPoint;
import io.github.modelkeel.tracking.ModelOptions;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.RunInfo;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every loop of the clients over a limit of the wire (100 params, 1,000 metrics, 100 tags, 1,000 of them together, a page of a search),
 * one beyond the limit, and every route with an id in its path, on both servers.
 */
@ExtendWith(ServerLogOnFailure.class)
class BeyondEveryLimitTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Requests under way at a time while a test fills a server. */
    private static final int AT_ONCE = 8;

    @TempDir
    private Path work;

    private ClientConfig config(ServerKind server) throws IOException {
        return ClientConfig.builder(Map.of("MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT", "true"))
                .trackingUri(server.uri().toString())
                .cacheDirectory(Files.createDirectories(work.resolve("cache")))
                .build();
    }

    private static String unique(String name) {
        return name + "-" + System.nanoTime();
    }

    private static Map<String, String> numbered(String prefix, int count) {
        Map<String, String> values = new TreeMap<>();
        IntStream.range(0, count).forEach(i -> values.put(prefix + i, "v" + i));
        return values;
    }

    /** The params of a run become the model's; the ones beyond the first hundred go to a route of their own. */
    @ParameterizedTest
    @CsvSource({"EMBEDDED,100", "EMBEDDED,101", "EMBEDDED,250", "REAL,100", "REAL,101", "REAL,250"})
    void aModelOfARunWithManyParamsHasThemAll(ServerKind server, int count) throws Exception {
        Map<String, String> params = numbered("p", count);
        try (Tracker tracker = Tracker.open("interop-limits", config(server));
                Run run = tracker.startRun("params")) {
            run.logParams(params);
            LoggedModel model = run.logModel("m", directory -> Files.writeString(directory.resolve("x"), "x"));
            assertThat(tracker.runs().get(run.id()).params()).isEqualTo(params);
            assertThat(keyValues(get(server, "logged-models/" + model.modelId()).at("/model/data/params")))
                    .isEqualTo(params);
            assertThat(model.status()).isEqualTo("LOGGED_MODEL_READY");
            run.finish();
        }
    }

    /** The params that a first attempt did not send are sent by the one that continues it. */
    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void aModelThatIsContinuedGetsTheParamsItLacks(ServerKind server) throws Exception {
        Map<String, String> params = numbered("p", 210);
        try (Tracker tracker = Tracker.open("interop-limits", config(server));
                Run run = tracker.startRun("continued")) {
            run.logParams(params);
            ObjectNode begun = MAPPER.createObjectNode()
                    .put("experiment_id", run.experimentId())
                    .put("name", "begun")
                    .put("source_run_id", run.id());
            begun.putArray("params").addObject().put("key", "p7").put("value", "v7");
            String id = send(server, "POST", "logged-models", begun)
                    .at("/model/info/model_id")
                    .asText();
            LoggedModel model = run.resumeModel(
                    id, directory -> Files.writeString(directory.resolve("x"), "x"), ModelOptions.defaults());
            assertThat(keyValues(get(server, "logged-models/" + model.modelId()).at("/model/data/params")))
                    .isEqualTo(params);
            run.finish();
        }
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void aRunTakesMoreThanOneBatchOfEachKind(ServerKind server) throws Exception {
        Map<String, String> params = numbered("p", 201);
        Map<String, String> tags = numbered("t", 101);
        try (Tracker tracker = Tracker.open("interop-limits", config(server));
                Run run = tracker.startRun("batches")) {
            run.logParams(params);
            run.setTags(tags);
            run.logMetrics(points("many", 1_001));
            Map<String, Double> latest = new TreeMap<>();
            IntStream.range(0, 1_001).forEach(i -> latest.put("m" + i, i + 0.5));
            run.logMetrics(latest, 3);
            RunInfo read = tracker.runs().get(run.id());
            assertThat(read.params()).isEqualTo(params);
            assertThat(read.tags()).containsAllEntriesOf(tags);
            assertThat(read.metrics()).hasSize(1_002);
            assertThat(tracker.runs().metricHistory(run.id(), "many"))
                    .extracting(MetricPoint::step)
                    .containsExactlyElementsOf(
                            IntStream.range(0, 1_001).mapToObj(Long::valueOf).toList());
            LoggedModel model = run.logModel("m", directory -> Files.writeString(directory.resolve("x"), "x"));
            assertThat(get(server, "logged-models/" + model.modelId()).at("/model/data/metrics"))
                    .as("the run's latest values, in more than one batch, belong to the model")
                    .hasSize(1_002);
            run.finish();
        }
    }

    /** Values of all kinds at once: the sender fills each request up to 1,000 of them together. */
    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void mixedValuesBeyondTheSumOfABatchArrive(ServerKind server) throws Exception {
        Map<String, String> params = numbered("p", 150);
        Map<String, String> tags = numbered("t", 150);
        AsyncLogging logging =
                AsyncLogging.builder().directory(work.resolve("spool")).build();
        String id;
        try (Tracker tracker = Tracker.builder("interop-limits")
                        .config(config(server))
                        .async(logging)
                        .open();
                Run run = tracker.startRun("mixed")) {
            for (int i = 0; i < 2_001; i++) {
                run.logMetric("m", i, i);
                if (i < 150) {
                    run.logParam("p" + i, "v" + i);
                    run.setTag("t" + i, "v" + i);
                }
            }
            assertThat(tracker.flush(Duration.ofMinutes(1)).isComplete()).isTrue();
            id = run.id();
            run.finish();
        }
        try (Tracker tracker = Tracker.open("interop-limits", config(server))) {
            assertThat(tracker.runs().get(id).params()).isEqualTo(params);
            assertThat(tracker.runs().get(id).tags()).containsAllEntriesOf(tags);
            assertThat(tracker.runs().metricHistory(id, "m")).hasSize(2_001);
        }
    }

    /** The limits themselves: what is one beyond is refused with the same code. */
    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void aBatchOneBeyondALimitIsRefused(ServerKind server) throws Exception {
        try (Tracker tracker = Tracker.open("interop-limits", config(server));
                Run run = tracker.startRun("refused")) {
            assertThat(batch(server, run.id(), 800, 100, 100)).isEqualTo("200 ");
            assertThat(batch(server, run.id(), 801, 100, 100)).isEqualTo("400 INVALID_PARAMETER_VALUE");
            assertThat(batch(server, run.id(), 1_001, 0, 0)).isEqualTo("400 INVALID_PARAMETER_VALUE");
            assertThat(batch(server, run.id(), 0, 101, 0)).isEqualTo("400 INVALID_PARAMETER_VALUE");
            assertThat(batch(server, run.id(), 0, 0, 101)).isEqualTo("400 INVALID_PARAMETER_VALUE");
            run.finish();
        }
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void aHistoryOfMoreThanOnePageIsReadToItsEnd(ServerKind server) throws IOException {
        try (Tracker tracker = Tracker.open("interop-limits", config(server));
                Run run = tracker.startRun("history")) {
            run.logMetrics(points("long", 25_001));
            List<MetricPoint> history =
                    tracker.runs().metricHistory(run.id(), "long").toList();
            assertThat(history).hasSize(25_001);
            assertThat(history.get(25_000).step()).isEqualTo(25_000);
            run.finish();
        }
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void runsOfMoreThanOnePageAreFound(ServerKind server) throws Exception {
        String name = unique("interop-runs");
        try (Tracker tracker = Tracker.open(name, config(server));
                Run parent = tracker.startRun("parent")) {
            String experiment = tracker.experimentId();
            fill(server, "runs/create", 1_001, i -> {
                ObjectNode run = MAPPER.createObjectNode()
                        .put("experiment_id", experiment)
                        .put("start_time", 1_000L + i);
                run.putArray("tags")
                        .addObject()
                        .put("key", "mlflow.parentRunId")
                        .put("value", parent.id());
                return run;
            });
            assertThat(tracker.runs().first(5_000, "", "attributes.start_time ASC"))
                    .hasSize(1_002);
            assertThat(tracker.runs().search("", Experiment.View.ACTIVE)).hasSize(1_002);
            assertThat(tracker.runs().children(parent.id())).hasSize(1_001);
            parent.finish();
        }
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void experimentsOfMoreThanOnePageAreFound(ServerKind server) throws Exception {
        String prefix = unique("interop-exp");
        fill(server, "experiments/create", 1_001, i -> MAPPER.createObjectNode().put("name", prefix + "-" + i));
        try (Tracker tracker = Tracker.open("interop-limits", config(server))) {
            assertThat(tracker.experiments().search("name LIKE '" + prefix + "-%'", Experiment.View.ALL))
                    .hasSize(1_001);
        }
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void registeredModelsAndVersionsOfMoreThanOnePageAreFound(ServerKind server) throws Exception {
        String prefix = unique("interop-reg");
        fill(
                server,
                "registered-models/create",
                1_001,
                i -> MAPPER.createObjectNode().put("name", prefix + "-" + i));
        fill(
                server,
                "model-versions/create",
                1_001,
                i -> MAPPER.createObjectNode().put("name", prefix + "-0").put("source", "s3://bucket/model"));
        try (Registry registry = Registry.open(config(server))) {
            assertThat(registry.searchModels("name LIKE '" + prefix + "-%'").map(RegisteredModel::name))
                    .hasSize(1_001);
            assertThat(registry.searchVersions("name = '" + prefix + "-0'")).hasSize(1_001);
            assertThat(registry.versions(prefix + "-0"))
                    .extracting(ModelVersion::version)
                    .hasSize(1_001)
                    .startsWith(1_001)
                    .endsWith(1);
            assertThat(registry.latest(prefix + "-0").orElseThrow().version()).isEqualTo(1_001);
        }
    }

    /** A page of logged models holds a hundred; those of one run are found among more of the same name. */
    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void aLoggedModelBeyondTheFirstPageIsFound(ServerKind server) throws Exception {
        try (Tracker tracker = Tracker.open(unique("interop-models"), config(server));
                Registry registry = Registry.open(config(server));
                Run run = tracker.startRun("first");
                Run other = tracker.startRun("second")) {
            LoggedModel model = run.logModel("house", directory -> Files.writeString(directory.resolve("x"), "mine"));
            fill(
                    server,
                    "logged-models",
                    101,
                    i -> MAPPER.createObjectNode()
                            .put("experiment_id", run.experimentId())
                            .put("name", "house")
                            .put("source_run_id", other.id()));
            assertThat(registry.download(registry.resolve("runs:/" + run.id() + "/house"))
                            .resolve("x"))
                    .hasContent("mine");
            assertThat(registry.resolve("runs:/" + run.id() + "/house").modelId())
                    .isEqualTo(model.modelId());
            assertThat(run.incompleteModels("house")).isEmpty();
            assertThat(other.incompleteModels("house")).hasSize(101);
            run.finish();
            other.finish();
        }
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void aDirectoryOfManyFilesIsListedAndFetched(ServerKind server) throws IOException {
        Path source = Files.createDirectories(work.resolve("many"));
        for (int i = 0; i < 1_001; i++) {
            Files.writeString(source.resolve("f" + i), "x");
        }
        try (Tracker tracker = Tracker.open("interop-limits", config(server));
                Run run = tracker.startRun("files")) {
            run.logArtifacts(source, "many");
            assertThat(run.artifacts().list("many")).hasSize(1_001);
            Path all = run.artifacts().download("many", work.resolve("back"));
            assertThat(all.toFile().list()).hasSize(1_001);
            run.finish();
        }
    }

    /** Every route with an id in its path: what it wants in the body besides, and what it answers to an id that is not there. */
    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void routesWithAnIdInTheirPathWantTheSameInTheBody(ServerKind server) throws Exception {
        try (Tracker tracker = Tracker.open("interop-limits", config(server))) {
            String id = send(
                            server,
                            "POST",
                            "logged-models",
                            MAPPER.createObjectNode()
                                    .put("experiment_id", tracker.experimentId())
                                    .put("name", "m"))
                    .at("/model/info/model_id")
                    .asText();
            String path = "logged-models/" + id;
            String param = "\"params\":[{\"key\":\"a\",\"value\":\"1\"}]";
            String tag = "\"tags\":[{\"key\":\"t\",\"value\":\"1\"}]";
            String own = "\"model_id\":\"" + id + "\"";
            String missing = "400 INVALID_PARAMETER_VALUE";
            assertThat(answer(server, "POST", path + "/params", "{" + param + "}"))
                    .isEqualTo(missing);
            assertThat(answer(server, "POST", path + "/params", "{\"model_id\":\"\"," + param + "}"))
                    .isEqualTo(missing);
            assertThat(answer(server, "POST", path + "/params", "{\"model_id\":5," + param + "}"))
                    .isEqualTo(missing);
            assertThat(answer(server, "POST", path + "/params", "{" + own + "," + param + "}"))
                    .isEqualTo("200 ");
            assertThat(answer(server, "POST", path + "/params", "{" + own + "," + param + "}"))
                    .isEqualTo("400 BAD_REQUEST");
            assertThat(answer(server, "POST", path + "/params", "{" + own + "}"))
                    .isEqualTo("200 ");
            assertThat(answer(server, "PATCH", path + "/tags", "{" + tag + "}")).isEqualTo("200 ");
            assertThat(answer(server, "PATCH", path + "/tags", "{" + own + "," + tag + "}"))
                    .isEqualTo("200 ");
            assertThat(answer(server, "PATCH", path + "/tags", "{" + own + "}")).isEqualTo("200 ");
            assertThat(answer(server, "PATCH", path, "{\"status\":\"LOGGED_MODEL_READY\"}"))
                    .isEqualTo(missing);
            assertThat(answer(server, "PATCH", path, "{" + own + "}")).isEqualTo(missing);
            assertThat(answer(server, "PATCH", path, "{" + own + ",\"status\":\"LOGGED_MODEL_READY\"}"))
                    .isEqualTo("200 ");
            assertThat(answer(server, "GET", path, null)).isEqualTo("200 ");
            assertThat(answer(server, "DELETE", path + "/tags/t", null)).isEqualTo("200 ");
            assertThat(answer(server, "DELETE", path + "/tags/t", null)).isEqualTo("404 RESOURCE_DOES_NOT_EXIST");
            String none = "logged-models/m-" + "0".repeat(32);
            String noId = "\"model_id\":\"m-" + "0".repeat(32) + "\"";
            for (String unknown : List.of(
                    answer(server, "GET", none, null),
                    answer(server, "DELETE", none, null),
                    answer(server, "POST", none + "/params", "{" + noId + "," + param + "}"),
                    answer(server, "PATCH", none + "/tags", "{" + noId + "," + tag + "}"),
                    answer(server, "DELETE", none + "/tags/t", null),
                    answer(server, "PATCH", none, "{" + noId + ",\"status\":\"LOGGED_MODEL_READY\"}"))) {
                assertThat(unknown).isEqualTo("404 RESOURCE_DOES_NOT_EXIST");
            }
            assertThat(answer(server, "DELETE", path, null)).isEqualTo("200 ");
            assertThat(answer(server, "GET", path, null)).isEqualTo("404 RESOURCE_DOES_NOT_EXIST");
        }
    }

    private static List<MetricPoint> points(String key, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new MetricPoint(key, i + 0.5, 1_700_000_000_000L + i, i))
                .toList();
    }

    private static String batch(ServerKind server, String run, int metrics, int params, int tags) throws Exception {
        ObjectNode body = MAPPER.createObjectNode().put("run_id", run);
        ArrayNode list = body.putArray("metrics");
        for (int i = 0; i < metrics; i++) {
            list.addObject().put("key", "b").put("value", i).put("timestamp", i).put("step", i);
        }
        ArrayNode paramList = body.putArray("params");
        numbered("bp", params)
                .forEach((key, value) -> paramList.addObject().put("key", key).put("value", value));
        ArrayNode tagList = body.putArray("tags");
        numbered("bt", tags)
                .forEach((key, value) -> tagList.addObject().put("key", key).put("value", value));
        return answer(server, "POST", "runs/log-batch", body.toString());
    }

    private static Map<String, String> keyValues(JsonNode list) {
        Map<String, String> values = new TreeMap<>();
        list.forEach(
                item -> values.put(item.path("key").asText(), item.path("value").asText()));
        return values;
    }

    /** Sends many requests that create something, some at a time. */
    private static void fill(ServerKind server, String path, int count, IntFunction<ObjectNode> body) {
        HttpClient client = HttpClient.newHttpClient();
        for (int from = 0; from < count; from += AT_ONCE) {
            List<CompletableFuture<HttpResponse<String>>> under = new ArrayList<>();
            for (int i = from; i < Math.min(count, from + AT_ONCE); i++) {
                under.add(client.sendAsync(
                        request(server, "POST", path, body.apply(i).toString()), HttpResponse.BodyHandlers.ofString()));
            }
            under.forEach(answer -> assertThat(answer.join().statusCode())
                    .as(() -> answer.join().body())
                    .isEqualTo(200));
        }
    }

    private static JsonNode get(ServerKind server, String path) throws Exception {
        return send(server, "GET", path, null);
    }

    private static JsonNode send(ServerKind server, String method, String path, @Nullable JsonNode body)
            throws Exception {
        HttpResponse<String> response = exchange(server, method, path, body == null ? null : body.toString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return MAPPER.readTree(response.body());
    }

    /** The status and the error code of an answer. */
    private static String answer(ServerKind server, String method, String path, @Nullable String body)
            throws Exception {
        HttpResponse<String> response = exchange(server, method, path, body);
        return response.statusCode() + " "
                + MAPPER.readTree(response.body()).path("error_code").asText();
    }

    private static HttpResponse<String> exchange(ServerKind server, String method, String path, @Nullable String body)
            throws Exception {
        return HttpClient.newHttpClient()
                .send(request(server, method, path, body), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest request(ServerKind server, String method, String path, @Nullable String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.uri() + "/api/2.0/mlflow/" + path));
        return body == null
                ? request.method(method, HttpRequest.BodyPublishers.noBody()).build()
                : request.header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build();
    }
}
