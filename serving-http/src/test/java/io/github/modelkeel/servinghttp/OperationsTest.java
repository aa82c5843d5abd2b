package io.github.modelkeel.servinghttp;

import static io.github.modelkeel.servinghttp.Served.HOUSE;
import static io.github.modelkeel.servinghttp.Served.PRICE;
import static io.github.modelkeel.servinghttp.Served.get;
import static io.github.modelkeel.servinghttp.Served.post;
import static io.github.modelkeel.servinghttp.Served.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.registry.MlflowWebhook;
import io.github.modelkeel.serving.PredictionLog;
import io.github.modelkeel.serving.Predictor;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Meters, webhooks, outcomes, the description. */
class OperationsTest {
    private static final Predictor PREDICTOR = Served.house();
    private static final String SECRET = "the secret of the hook";
    private static final String EVENT = "{\"entity\":\"model_version_alias\",\"action\":\"created\","
            + "\"timestamp\":\"2026-11-29T12:00:00+00:00\","
            + "\"data\":{\"name\":\"house\",\"alias\":\"champion\",\"version\":\"12\"}}";

    @AfterAll
    static void close() {
        PREDICTOR.close();
    }

    @Test
    void requestsAreCountedByTheNamesOfDashboards() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        ScoringApi api = ScoringApi.builder()
                .model("house", PREDICTOR)
                .meterRegistry(meters)
                .metricsText(() -> "up 1\n")
                .build();
        post(api, "/predict", HOUSE);
        post(api, "/predict?x=1", HOUSE);
        post(api, "/predict", "{}");
        post(api, "/models/house/predict", HOUSE);
        get(api, "/secret-4711");
        api.refuse("/predict", 413, "too large");
        assertThat(requests(meters, "/predict", "POST", "2xx")).isEqualTo(2);
        assertThat(requests(meters, "/predict", "POST", "4xx")).isEqualTo(1);
        assertThat(requests(meters, "/predict", "other", "4xx")).isEqualTo(1);
        assertThat(requests(meters, "/models/{name}/predict", "POST", "2xx")).isEqualTo(1);
        assertThat(requests(meters, "none", "GET", "4xx")).isEqualTo(1);
        assertThat(meters.get("http.request.duration")
                        .tags("handler", "/predict", "method", "POST")
                        .timer()
                        .count())
                .isEqualTo(3);
        assertThat(text(get(api, "/metrics"))).isEqualTo("up 1\n");
        assertThat(get(api, "/metrics").contentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        ScoringApi without = ScoringApi.builder().model("house", PREDICTOR).build();
        assertThat(get(without, "/metrics").status()).isEqualTo(404);
        assertThat(post(without, "/hooks/mlflow", EVENT).status()).isEqualTo(404);
    }

    @Test
    void escapedAndVersionedPathsAreCountedByTheirHandler() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        ScoringApi api = ScoringApi.builder()
                .model("my house", PREDICTOR)
                .meterRegistry(meters)
                .build();
        assertThat(post(api, "/%70redict", HOUSE).status()).isEqualTo(200);
        assertThat(post(api, "/models/my%20house/predict", HOUSE).status()).isEqualTo(200);
        assertThat(get(api, "/v2/models/my%20house/versions/0").status()).isEqualTo(200);
        assertThat(get(api, "/v2/models/my%20house/versions/7").status()).isEqualTo(404);
        assertThat(requests(meters, "/predict", "POST", "2xx")).isEqualTo(1);
        assertThat(requests(meters, "/models/{name}/predict", "POST", "2xx")).isEqualTo(1);
        assertThat(requests(meters, "/v2/models/{name}", "GET", "2xx")).isEqualTo(1);
        assertThat(requests(meters, "/v2/models/{name}", "GET", "4xx")).isEqualTo(1);
        assertThat(text(get(api, "/openapi.json")))
                .contains("\"/models/my%20house/predict\":{", "\"/v1/models/my%20house:predict\":{")
                .contains("\"404\":{", "\"405\":{");
    }

    private static double requests(SimpleMeterRegistry meters, String handler, String method, String status) {
        return meters.get("http.requests")
                .tags("handler", handler, "method", method, "status", status)
                .counter()
                .count();
    }

    @Test
    void aListenerHearsOfEachPredictionAndCannotHarmIt() {
        List<Double> heard = new ArrayList<>();
        ScoringApi api = ScoringApi.builder()
                .model("house", PREDICTOR)
                .onPrediction(prediction -> {
                    heard.add(prediction.value());
                    throw new IllegalStateException("broken");
                })
                .build();
        assertThat(post(api, "/predict", HOUSE).status()).isEqualTo(200);
        assertThat(post(api, "/invocations", "{\"instances\":[" + HOUSE + "," + HOUSE + "]}")
                        .status())
                .isEqualTo(200);
        assertThat(heard).containsExactly(PRICE, PRICE, PRICE);
    }

    @Test
    void aSignedEventIsAcceptedOnceAndNoOtherIs() throws Exception {
        ScoringApi api = ScoringApi.builder()
                .model("house", PREDICTOR)
                .bearerToken("a-token-for-others")
                .mlflowWebhook(MlflowWebhook.of(SECRET))
                .build();
        Map<String, String> signed = signed(EVENT);
        assertThat(post(api, "/hooks/mlflow", EVENT.replace("12\"", "13\""), signed)
                        .status())
                .isEqualTo(401);
        ScoringApi.Reply accepted = post(api, "/hooks/mlflow", EVENT, signed);
        assertThat(accepted.status()).as(text(accepted)).isEqualTo(202);
        assertThat(post(api, "/hooks/mlflow", EVENT, signed).status())
                .as("a replay")
                .isEqualTo(200);
        assertThat(post(api, "/hooks/mlflow", EVENT).status()).isEqualTo(400);
        assertThat(get(api, "/hooks/mlflow").status()).isEqualTo(405);
    }

    private static Map<String, String> signed(String body) throws Exception {
        String id = UUID.randomUUID().toString();
        String time = Long.toString(Instant.now().getEpochSecond());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] code = mac.doFinal((id + "." + time + "." + body).getBytes(StandardCharsets.UTF_8));
        Map<String, String> headers = new HashMap<>();
        headers.put("x-mlflow-delivery-id", id);
        headers.put("x-mlflow-timestamp", time);
        headers.put("x-mlflow-signature", "v1," + Base64.getEncoder().encodeToString(code));
        return headers;
    }

    @Test
    void outcomesAreLoggedBesideTheirPredictions(@TempDir Path temp) throws IOException {
        String path = "/models/house/feedback";
        ScoringApi without = ScoringApi.builder().model("house", PREDICTOR).build();
        String outcome = "{\"id\":\"a-1\",\"actual\":199500.5}";
        ScoringApi.Reply noLog = post(without, path, outcome);
        assertThat(noLog.status()).as(text(noLog)).isEqualTo(409);
        Path logs = temp.resolve("logs");
        try (Predictor house =
                Predictor.builder(PREDICTOR.uri()).log(PredictionLog.to(logs)).load()) {
            ScoringApi api = ScoringApi.builder().model("house", house).build();
            assertThat(text(post(api, "/predict", HOUSE))).contains("\"prediction_id\":\"");
            assertThat(post(api, path, outcome).status()).isEqualTo(202);
            assertThat(post(api, path, "{\"id\":\"a-2\",\"actual\":\"sold\"}").status())
                    .isEqualTo(202);
            assertThat(post(api, path, "{\"id\":\"a-3\",\"actual\":true}").status())
                    .isEqualTo(202);
            for (String bad : List.of(
                    "{\"id\":\"a\",\"actual\":null}",
                    "{\"id\":\"a\",\"actual\":[1]}",
                    "{\"id\":\"a\",\"actual\":1e999}",
                    "{\"id\":7,\"actual\":1}",
                    "{\"id\":\"a\"}",
                    "{\"actual\":1}",
                    "{\"id\":\" \",\"actual\":1}")) {
                ScoringApi.Reply reply = post(api, path, bad);
                assertThat(reply.status()).as(bad + text(reply)).isBetween(400, 422);
            }
        }
        StringBuilder lines = new StringBuilder();
        try (var files = Files.walk(logs)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".jsonl.gz")).toList()) {
                try (InputStream packed = new GZIPInputStream(Files.newInputStream(file))) {
                    lines.append(new String(packed.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        assertThat(lines).contains("199500.5", "\"sold\"", "a-3");
    }

    @Test
    void theDescriptionHasTheColumnsAndThePaths() {
        ScoringApi api = ScoringApi.builder()
                .model("house", PREDICTOR)
                .bearerToken("a-token-for-others")
                .build();
        Map<String, String> token = Map.of("authorization", "Bearer a-token-for-others");
        ScoringApi.Reply reply = api.handle("GET", "/openapi.json", token::get, new byte[0]);
        assertThat(reply.status()).as(text(reply)).isEqualTo(200);
        assertThat(text(reply))
                .startsWith("{\"openapi\":\"3.1.0\",\"info\":{")
                .contains(
                        "\"/predict\":{\"post\":{",
                        "\"/v2/models/house/infer\":{\"post\":{",
                        "\"$ref\":\"#/components/schemas/Row_house\"",
                        "\"Row_house\":{\"type\":\"object\",\"properties\":{\"sqft\":{\"type\":\"number\"",
                        "\"location\":{\"type\":\"string\"}",
                        "\"required\":[\"sqft\",\"bedrooms\",\"location\"],\"additionalProperties\":false",
                        "\"409\":{",
                        "\"const\":[\"sqft\",\"bedrooms\",\"location\"]",
                        "{\"required\":[\"dataframe_split\"]}",
                        "\"securitySchemes\":{\"token\":{");
    }
}
