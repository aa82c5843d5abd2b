package io.github.modelkeel.tracking;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.patch;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.client.ServerUnavailableException;
import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.Sha256;
import io.github.modelkeel.client.internal.json.JsonValue;
import io.github.modelkeel.tracking.request.TrackingApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire, and what happens when it breaks. */
class TrackerWireTest {
    private static final String API = "/api/2.0/mlflow/";
    private static final String RUN =
            "{\"run\":{\"info\":{\"run_id\":\"abc\",\"run_name\":\"first\",\"experiment_id\":\"7\","
                    + "\"status\":\"RUNNING\",\"start_time\":5,\"artifact_uri\":\"mlflow-artifacts:/7/abc/artifacts\"},\"data\":{"
                    + "\"params\":[{\"key\":\"depth\",\"value\":\"3\"}],\"metrics\":[{\"key\":\"rmse\",\"value\":0.5,\"timestamp\":\"9\",\"step\":2},"
                    + "{\"key\":\"nan\",\"value\":\"NaN\",\"timestamp\":9}]}}}";
    private static final String MODEL =
            "{\"model\":{\"info\":{\"model_id\":\"m-1\",\"experiment_id\":\"7\",\"name\":\"house\","
                    + "\"artifact_uri\":\"mlflow-artifacts:/7/models/m-1/artifacts\",\"status\":\"LOGGED_MODEL_READY\"}}}";

    private final WireMockServer server =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());

    @BeforeEach
    void start() {
        server.start();
        server.stubFor(any(anyUrl()).atPriority(10).willReturn(okJson("{}")));
        stub("experiments/get-by-name", okJson("{\"experiment\":{\"experiment_id\":\"7\",\"name\":\"houses\"}}"));
        stub("runs/create", okJson(RUN));
        stub("runs/get", okJson(RUN));
        server.stubFor(post(urlPathEqualTo(API + "logged-models")).willReturn(okJson(MODEL)));
        server.stubFor(patch(urlPathEqualTo(API + "logged-models/m-1")).willReturn(okJson(MODEL)));
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private void stub(String path, ResponseDefinitionBuilder response) {
        server.stubFor(any(urlPathEqualTo(API + path)).willReturn(response));
    }

    private ClientConfig config(Map<String, String> environment) {
        return ClientConfig.builder(environment)
                .trackingUri(server.baseUrl())
                .maxRetries(2)
                .retryDelay(Duration.ofMillis(1))
                .transferThreads(1)
                .build();
    }

    private Tracker open() {
        return Tracker.open("houses", config(Map.of()));
    }

    /** Method and path of what was sent, oldest first. */
    private List<String> sent() {
        return requests().stream()
                .map(request -> request.getMethod() + " "
                        + request.getUrl().replaceAll("\\?.*", "").replace(API, ""))
                .toList();
    }

    private List<JsonValue> bodies(String path) throws IOException {
        List<JsonValue> bodies = new ArrayList<>();
        for (LoggedRequest request : requests()) {
            if (request.getUrl().startsWith(API + path) && request.getBody().length > 0) {
                bodies.add(Json.parse(request.getBody()));
            }
        }
        return bodies;
    }

    private List<LoggedRequest> requests() {
        List<LoggedRequest> requests = new ArrayList<>(
                server.getAllServeEvents().stream().map(ServeEvent::getRequest).toList());
        Collections.reverse(requests);
        return requests;
    }

    @Test
    void aMissingExperimentIsCreated() throws IOException {
        stub("experiments/get-by-name", missing("no such experiment"));
        stub("experiments/create", okJson("{\"experiment_id\":\"8\"}"));

        try (Tracker tracker = open()) {
            assertThat(tracker.experimentId()).isEqualTo("8");
        }
        assertThat(bodies("experiments/create").get(0).path("name").asText()).isEqualTo("houses");
    }

    @Test
    void anExperimentThatAnotherClientCreatesConcurrentlyIsUsed() {
        server.stubFor(get(urlPathEqualTo(API + "experiments/get-by-name"))
                .inScenario("race")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(missing("not yet"))
                .willSetStateTo("created"));
        server.stubFor(get(urlPathEqualTo(API + "experiments/get-by-name"))
                .inScenario("race")
                .whenScenarioStateIs("created")
                .willReturn(okJson("{\"experiment\":{\"experiment_id\":\"9\"}}")));
        stub(
                "experiments/create",
                aResponse()
                        .withStatus(400)
                        .withBody("{\"error_code\":\"RESOURCE_ALREADY_EXISTS\",\"message\":\"exists\"}"));

        try (Tracker tracker = open()) {
            assertThat(tracker.experimentId()).isEqualTo("9");
        }
    }

    @Test
    void aDeletedExperimentIsExplained() {
        stub(
                "experiments/get-by-name",
                okJson(
                        "{\"experiment\":{\"experiment_id\":\"7\",\"name\":\"houses\",\"lifecycle_stage\":\"deleted\"}}"));

        assertThatExceptionOfType(ClientException.class)
                .isThrownBy(this::open)
                .withMessageContaining("'houses' (id 7) was deleted; restore it")
                .satisfies(e -> assertThat(e.errorCode()).isEqualTo("EXPERIMENT_DELETED"));
    }

    @Test
    void aRunStartsWithMlflowsTags() throws IOException {
        try (Tracker tracker = Tracker.open("houses", config(Map.of("MLFLOW_RUN_CONTEXT", "{\"job\":\"nightly\"}")));
                Run run = tracker.startRun(RunOptions.named("first")
                        .withDescription("a note")
                        .withParent("parent1")
                        .withTag("team", "ml"))) {
            assertThat(run.id()).isEqualTo("abc");
            assertThat(run.uri()).isEqualTo(server.baseUrl() + "/#/experiments/7/runs/abc");
            assertThat(tracker.currentRun()).isSameAs(run);
        }

        JsonValue request = bodies("runs/create").get(0);
        assertThat(request.path("experiment_id").asText()).isEqualTo("7");
        assertThat(request.path("run_name").asText()).isEqualTo("first");
        assertThat(request.path("start_time").isIntegralNumber()).isTrue();
        assertThat(Json.keyValues(request.path("tags")))
                .containsEntry("mlflow.runName", "first")
                .containsEntry("mlflow.source.type", "LOCAL")
                .containsEntry("mlflow.note.content", "a note")
                .containsEntry("mlflow.parentRunId", "parent1")
                .containsEntry("team", "ml")
                .containsEntry("job", "nightly")
                .containsKeys("mlflow.user", "mlflow.source.name", TrackingApi.IDEMPOTENCY_TAG);
    }

    @Test
    void aRunWhoseCreationLostItsAnswerIsFoundByItsTagAndNotCreatedAgain() throws IOException {
        stub("runs/create", aResponse().withFault(Fault.EMPTY_RESPONSE));
        stub("runs/search", okJson(RUN.replace("{\"run\":", "{\"runs\":[").replaceAll("}$", "]}")));

        try (Tracker tracker = open();
                Run run = tracker.startRun("first")) {
            assertThat(run.id()).isEqualTo("abc");
        }

        assertThat(bodies("runs/create")).hasSize(1);
        String key = Json.keyValues(bodies("runs/create").get(0).path("tags")).get(TrackingApi.IDEMPOTENCY_TAG);
        assertThat(bodies("runs/search").get(0).path("filter").asText())
                .isEqualTo("tags.`modelkeel.idempotencyKey` = '" + key + "'");
    }

    @Test
    void metricsGoInBatchesOfAThousandWithTheTimeOfTheirPoints() throws IOException {
        List<MetricPoint> points = new ArrayList<>();
        for (int i = 0; i < 2001; i++) {
            points.add(new MetricPoint("m", i, 1000 + i, i));
        }
        try (Tracker tracker = open();
                Run run = tracker.startRun("first")) {
            run.logMetrics(points);
            run.logMetrics(List.of());
            run.logMetrics(Map.of());
        }

        assertThat(bodies("runs/log-batch"))
                .extracting(batch -> batch.path("metrics").size())
                .containsExactly(1000, 1000, 1);
        assertThat(bodies("runs/log-batch")
                        .get(2)
                        .path("metrics")
                        .path(0)
                        .path("timestamp")
                        .asLong())
                .isEqualTo(3000);
    }

    @Test
    void aRepeatedMetricKeepsItsTime() throws IOException {
        server.stubFor(post(urlPathEqualTo(API + "runs/log-metric"))
                .inScenario("again")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER))
                .willSetStateTo("then"));
        server.stubFor(post(urlPathEqualTo(API + "runs/log-metric"))
                .inScenario("again")
                .whenScenarioStateIs("then")
                .willReturn(okJson("{}")));

        try (Tracker tracker = open();
                Run run = tracker.startRun("first")) {
            tracker.logMetric("rmse", 0.5, -3);
            assertThat(run.isEnded()).isFalse();
        }

        assertThat(bodies("runs/log-metric")).hasSize(2);
        assertThat(bodies("runs/log-metric").get(0))
                .isEqualTo(bodies("runs/log-metric").get(1));
        assertThat(bodies("runs/log-metric").get(0).path("step").asInt()).isEqualTo(-3);
    }

    @Test
    void numbersThatJsonLacksAreSentAsText() throws IOException {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("a", Double.NaN);
        values.put("b", Double.POSITIVE_INFINITY);
        values.put("c", Double.NEGATIVE_INFINITY);
        values.put("d", 1e-300);
        try (Tracker tracker = open();
                Run run = tracker.startRun("first")) {
            run.logMetrics(values, 4);
        }

        assertThat(bodies("runs/log-batch").get(0).path("metrics"))
                .extracting(metric -> metric.path("value").toString())
                .containsExactly("\"NaN\"", "\"Infinity\"", "\"-Infinity\"", "1.0E-300");
    }

    @Test
    void parametersAndTagsGoInBatchesOfAHundred() throws IOException {
        Map<String, Object> params = new LinkedHashMap<>();
        Map<String, String> tags = new LinkedHashMap<>();
        for (int i = 0; i < 101; i++) {
            params.put("p" + i, i);
            tags.put("t" + i, "v");
        }
        params.put("array", new int[] {1, 2});
        try (Tracker tracker = open();
                Run run = tracker.startRun("first")) {
            run.logParams(params);
            run.setTags(tags);
        }

        List<JsonValue> batches = bodies("runs/log-batch");
        assertThat(batches).extracting(batch -> batch.path("params").size()).containsExactly(100, 2, 0, 0);
        assertThat(batches).extracting(batch -> batch.path("tags").size()).containsExactly(0, 0, 100, 1);
        assertThat(batches.get(1).path("params").path(1).path("value").asText()).isEqualTo("[1, 2]");
    }

    @Test
    void whatTheServerWouldCutOrRefuseIsRefusedBeforeItIsSent() {
        try (Tracker tracker = open();
                Run run = tracker.startRun("first")) {
            int before = sent().size();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> run.logParam("p", "x".repeat(6001)))
                    .withMessage("the value of parameter 'p' must have at most 6000 characters, not 6001");
            assertThatIllegalArgumentException().isThrownBy(() -> run.setTag("t", "x".repeat(8001)));
            assertThatIllegalArgumentException().isThrownBy(() -> run.logMetric("a".repeat(251), 1));
            for (String key : List.of("", "/a", "a/", "a//b", "../a", "a/../b", ".", "a?b", "a\nb", "a\"b")) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> run.logMetric(key, 1))
                        .withMessageContaining("metric");
                assertThatIllegalArgumentException().isThrownBy(() -> run.logParam(key, 1));
                assertThatIllegalArgumentException().isThrownBy(() -> run.setTags(Map.of(key, "v")));
            }
            for (String path : List.of("", "/etc/passwd", "../x", "a/../../x", "a//b", "a#b", "a%41", "a;", "a\nb")) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> run.artifacts().logText("x", path));
            }
            assertThatIllegalArgumentException().isThrownBy(() -> new MetricPoint("m", 1, -1, 0));
            assertThatIllegalArgumentException().isThrownBy(() -> run.logModel("a/b", directory -> {}));
            assertThat(sent()).hasSize(before);
            run.logMetric("naïve α:x/y z.1-2_3", 1);
        }
    }

    @Test
    void finishEndsARunAsFinishedOnce() throws IOException {
        try (Tracker tracker = open()) {
            Run run = tracker.startRun("first");
            run.finish();
            run.finish();
            run.fail();
            run.close();
            assertThatIllegalStateException().isThrownBy(tracker::currentRun);
        }

        assertThat(bodies("runs/update"))
                .extracting(body -> body.path("status").asText())
                .containsExactly("FINISHED");
        assertThat(bodies("runs/update").get(0).path("end_time").asLong()).isPositive();
    }

    @Test
    void closeWithoutFinishMarksTheRunFailedAndTheExceptionPropagates() throws IOException {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> {
                    try (Tracker tracker = open();
                            Run run = tracker.startRun("first")) {
                        throw new IllegalArgumentException(run.id());
                    }
                })
                .withMessage("abc");

        assertThat(bodies("runs/update"))
                .extracting(body -> body.path("status").asText())
                .containsExactly("FAILED");
    }

    @Test
    void theExceptionOfTheWorkPropagatesEvenWhenTheServerIsGone() {
        stub("runs/update", aResponse().withStatus(503));
        try (Tracker tracker = open()) {
            IOException thrown = catchThrowableOfType(
                    IOException.class,
                    () -> tracker.run("first", run -> {
                        throw new IOException("mine");
                    }));
            assertThat(thrown).hasMessage("mine");
            assertThat(thrown.getSuppressed()).hasSize(1).allMatch(ServerUnavailableException.class::isInstance);
            stub("runs/update", okJson("{}"));
        }
    }

    @Test
    void theShortFormFinishesUnlessTheWorkEndedTheRun() throws IOException {
        try (Tracker tracker = open()) {
            tracker.run("first", run -> run.logMetric("auc", 0.91, 0));
            tracker.run("second", Run::fail);
        }
        assertThat(bodies("runs/update"))
                .extracting(body -> body.path("status").asText())
                .containsExactly("FINISHED", "FAILED");
    }

    @Test
    void anEndedRunTakesNothingMore() {
        try (Tracker tracker = open()) {
            Run run = tracker.startRun("first");
            run.finish();
            int before = sent().size();
            for (Runnable use : List.<Runnable>of(
                    () -> run.logMetric("m", 1),
                    () -> run.logMetrics(Map.of("m", 1)),
                    () -> run.logParam("p", 1),
                    () -> run.setTag("t", "v"),
                    () -> run.deleteTag("t"),
                    () -> run.artifacts().logText("x", "x"),
                    () -> run.logModel("m", directory -> {}),
                    () -> run.startChild("c"))) {
                assertThatIllegalStateException().isThrownBy(use::run).withMessageContaining("has ended");
            }
            assertThat(sent()).hasSize(before);
        }
    }

    @Test
    void aClosedTrackerMarksOpenRunsFailedAndTakesNothingMore() throws IOException {
        Tracker tracker = open();
        Run run = tracker.startRun("first");
        tracker.close();
        tracker.close();

        assertThat(run.isEnded()).isTrue();
        assertThat(bodies("runs/update")).hasSize(1);
        assertThatIllegalStateException().isThrownBy(() -> tracker.startRun("second"));
        assertThatIllegalStateException().isThrownBy(() -> tracker.runs().get("abc"));
    }

    @Test
    void aTrackerClosesAllItsRunsAlthoughTheServerIsGone() {
        Tracker tracker = open();
        tracker.startRun("first");
        tracker.startRun("second");
        stub("runs/update", aResponse().withStatus(400));

        ClientException failure = catchThrowableOfType(ClientException.class, tracker::close);

        assertThat(failure.getSuppressed()).hasSize(1);
        tracker.close();
        assertThatIllegalStateException().isThrownBy(() -> tracker.startRun("third"));
    }

    @Test
    void theConfiguredRunIsResumedByTheFirstStart() throws IOException {
        try (Tracker tracker = Tracker.open("houses", config(Map.of("MLFLOW_RUN_ID", "abc")))) {
            tracker.startRun("ignored").finish();
            tracker.startRun("new").finish();
        }

        assertThat(bodies("runs/create")).hasSize(1);
        assertThat(bodies("runs/update"))
                .extracting(body -> body.path("status").asText())
                .containsExactly("RUNNING", "FINISHED", "FINISHED");
    }

    @Test
    void aDeletedRunIsNotResumed() {
        stub("runs/get", okJson(RUN.replace("\"status\"", "\"lifecycle_stage\":\"deleted\",\"status\"")));
        try (Tracker tracker = open()) {
            assertThatExceptionOfType(ClientException.class)
                    .isThrownBy(() -> tracker.resumeRun("abc"))
                    .satisfies(e -> assertThat(e.errorCode()).isEqualTo("RUN_DELETED"));
        }
    }

    @Test
    void aModelIsLoggedInTheOrderThatLeavesNoHalfModelReady() throws IOException {
        LoggedModel logged;
        try (Tracker tracker = open();
                Run run = tracker.startRun("first")) {
            server.resetRequests();
            logged = run.logModel(
                    "house",
                    directory -> {
                        Files.writeString(directory.resolve("model.json"), "{}");
                        Files.writeString(directory.resolve("MLmodel"), "flavors: {modelkeel: {data: model.json}}\n");
                    },
                    ModelOptions.defaults().withModelType("regressor").withStep(2));
            run.finish();
        }

        String files = "PUT /api/2.0/mlflow-artifacts/artifacts/7/models/m-1/artifacts/";
        assertThat(sent())
                .containsExactly(
                        "GET runs/get",
                        "POST logged-models",
                        files + "modelkeel-manifest.json",
                        files + "MLmodel",
                        files + "model.json",
                        "PATCH logged-models/m-1/tags",
                        "POST runs/outputs",
                        "GET metrics/get-history",
                        "POST runs/log-batch",
                        "PATCH logged-models/m-1",
                        "POST runs/update");
        JsonValue created = bodies("logged-models").get(0);
        assertThat(created.path("source_run_id").asText()).isEqualTo("abc");
        assertThat(created.path("model_type").asText()).isEqualTo("regressor");
        assertThat(Json.keyValues(created.path("params"))).containsExactly(Map.entry("depth", "3"));
        assertThat(bodies("runs/log-batch").get(0).path("metrics").toString())
                .isEqualTo("[{\"key\":\"rmse\",\"value\":0.5,\"timestamp\":9,\"step\":2,\"model_id\":\"m-1\"}]");
        assertThat(bodies("runs/outputs").get(0).path("models").toString())
                .isEqualTo("[{\"model_id\":\"m-1\",\"step\":2}]");
        byte[] manifest = requests().stream()
                .filter(request -> request.getUrl().endsWith("modelkeel-manifest.json"))
                .findFirst()
                .orElseThrow()
                .getBody();
        assertThat(logged.manifestDigest()).isEqualTo(Sha256.of(manifest));
        assertThat(Json.parse(manifest).path("files")).hasSize(2);
        assertThat(logged.uri()).isEqualTo("models:/m-1");
        assertThat(logged.runId()).isEqualTo("abc");
    }

    @Test
    void withoutAStepTheLatestMetricsAreLinked() throws IOException {
        try (Tracker tracker = open();
                Run run = tracker.startRun("first")) {
            run.logModel("house", directory -> Files.writeString(directory.resolve("x"), "1"));
        }

        assertThat(bodies("runs/log-batch").get(0).path("metrics"))
                .extracting(metric ->
                        metric.path("key").asText() + metric.path("value").toString())
                .containsExactly("rmse0.5", "nan\"NaN\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"artifacts", "runs/outputs", "runs/log-batch", "logged-models/m-1/tags"})
    void aModelWhoseLoggingFailsIsMarkedAsFailed(String where) throws IOException {
        server.stubFor(any(urlPathMatching(".*" + where + ".*"))
                .atPriority(1)
                .willReturn(
                        aResponse().withStatus(400).withBody("{\"error_code\":\"BAD_REQUEST\",\"message\":\"no\"}")));

        try (Tracker tracker = open();
                Run run = tracker.startRun("first")) {
            assertThatExceptionOfType(ClientException.class)
                    .isThrownBy(
                            () -> run.logModel("house", directory -> Files.writeString(directory.resolve("x"), "1")));
        }

        assertThat(requests())
                .filteredOn(request -> request.getUrl().equals(API + "logged-models/m-1"))
                .extracting(LoggedRequest::getBodyAsString)
                .containsExactly("{\"model_id\":\"m-1\",\"status\":\"LOGGED_MODEL_UPLOAD_FAILED\"}");
    }

    @Test
    void aWriterThatFailsOrWritesNothingSendsNothing() {
        try (Tracker tracker = open();
                Run run = tracker.startRun("first")) {
            int before = sent().size();
            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() -> run.logModel("house", directory -> {
                        throw new IOException("disk full");
                    }))
                    .withMessageContaining("disk full");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> run.logModel("house", directory -> {}))
                    .withMessageContaining("wrote no file");
            assertThat(sent()).hasSize(before);
        }
    }

    @Test
    void outputsWhoseAnswerWasLostAreLookedForInTheRun() throws IOException {
        server.stubFor(post(urlPathEqualTo(API + "runs/outputs"))
                .willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));
        stub(
                "runs/get",
                okJson(RUN.replaceAll(
                        "}}$", ",\"outputs\":{\"model_outputs\":[{\"model_id\":\"m-1\",\"step\":0}]}}}")));

        try (Tracker tracker = open();
                Run run = tracker.startRun("first")) {
            run.logModel("house", directory -> Files.writeString(directory.resolve("x"), "1"));
        }
        assertThat(bodies("runs/outputs")).hasSize(1);
    }

    @Test
    void historiesAndSearchesFollowTheirPages() {
        server.stubFor(
                get(urlPathEqualTo(API + "metrics/get-history"))
                        .willReturn(
                                okJson(
                                        "{\"metrics\":[{\"key\":\"m\",\"value\":1,\"timestamp\":\"1\",\"step\":\"1\"}],\"next_page_token\":\"t\"}")));
        server.stubFor(get(urlPathEqualTo(API + "metrics/get-history"))
                .withQueryParam("page_token", equalTo("t"))
                .willReturn(
                        okJson("{\"metrics\":[{\"key\":\"m\",\"value\":\"-Infinity\",\"timestamp\":2,\"step\":2}]}")));
        try (Tracker tracker = open()) {
            assertThat(tracker.runs().metricHistory("abc", "m"))
                    .containsExactly(
                            new MetricPoint("m", 1, 1, 1), new MetricPoint("m", Double.NEGATIVE_INFINITY, 2, 2));
            assertThat(tracker.runs().search("metrics.m < 1")).isEmpty();
            RunInfo info = tracker.runs().get("abc");
            assertThat(info.metrics()).containsEntry("rmse", 0.5).containsEntry("nan", Double.NaN);
            assertThat(info.params()).containsEntry("depth", "3");
            assertThat(info.endTime()).isNull();
            assertThat(info.status()).isEqualTo(RunStatus.RUNNING);
        }
    }

    @Test
    void aRunsArtifactsGoUnderItsOwnPlace(@TempDir Path directory) throws IOException {
        server.stubFor(put(anyUrl()).willReturn(aResponse()));
        Files.writeString(directory.resolve("a.txt"), "a");
        Files.writeString(Files.createDirectory(directory.resolve("sub")).resolve("b.txt"), "b");

        try (Tracker tracker = open();
                Run run = tracker.startRun("first")) {
            server.resetRequests();
            run.logArtifact(directory.resolve("a.txt"));
            run.logArtifact(directory.resolve("sub"), "in");
            run.logArtifacts(directory, "");
            run.artifacts().logText("é", "notes/é.txt");
            String base = "PUT /api/2.0/mlflow-artifacts/artifacts/7/abc/artifacts/";
            assertThat(sent())
                    .containsExactly(
                            base + "a.txt",
                            base + "in/sub/b.txt",
                            base + "a.txt",
                            base + "sub/b.txt",
                            base + "notes/%C3%A9.txt");
            assertThatIllegalArgumentException().isThrownBy(() -> run.logArtifact(directory.resolve("nope")));
        }
    }

    @Test
    void aDriftReportIsFilesAndFigures() {
        server.stubFor(put(anyUrl()).willReturn(aResponse()));
        try (Tracker tracker = open();
                Run run = tracker.startRun("first")) {
            server.resetRequests();
            run.logDriftReport(Map.of("report.html", new byte[] {60}), Map.of("drift.share", 0.25));
            assertThat(sent())
                    .containsExactly(
                            "PUT /api/2.0/mlflow-artifacts/artifacts/7/abc/artifacts/drift/report.html",
                            "POST runs/log-batch");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> run.logDriftReport(Map.of("../up", new byte[0]), Map.of()));
        }
    }

    private static ResponseDefinitionBuilder missing(String message) {
        return aResponse()
                .withStatus(404)
                .withBody("{\"error_code\":\"RESOURCE_DOES_NOT_EXIST\",\"message\":\"" + message + "\"}");
    }
}
