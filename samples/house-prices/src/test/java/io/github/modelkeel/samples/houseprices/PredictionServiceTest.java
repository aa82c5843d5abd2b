package io.github.modelkeel.samples.houseprices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.servinghttp.ScoringServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PredictionServiceTest {
    private static final String HOST = "127.0.0.1";
    private static final String HOUSE =
            "{\"sqft\":1500,\"bedrooms\":3,\"bathrooms\":2,\"location\":\"suburban\",\"year_built\":2000,\"condition\":\"fair\"}";
    private static final Map<String, Object> ROW = Map.of(
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

    private final Predictor predictor;
    private final ScoringServer server;
    private final Http http;

    PredictionServiceTest(@TempDir Path folder) throws IOException {
        Path config = Files.writeString(folder.resolve("config.yaml"), """
                target: price
                candidates:
                  - {name: small, model: xgboost, trees: 20}
                generated: {rows: 800}
                """);
        Sample sample = new Sample(folder);
        sample.run(sample.workspace("--config", config.toString()));
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        predictor = Predictor.builder("models:/house@champion")
                .config(sample.config())
                .meterRegistry(meters)
                .load();
        server = PredictionService.start(predictor, meters, HOST, 0);
        http = new Http(server.uri());
    }

    @AfterAll
    void stop() {
        server.close();
        predictor.close();
    }

    @Test
    void aPredictionHasTheBitsOfThePredictorAndNamesTheVersion() throws Exception {
        HttpResponse<String> answer = http.post("/predict", HOUSE);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        JsonNode json = Http.json(answer);
        assertThat(json.get("predicted_price").doubleValue())
                .isEqualTo(predictor.predict(ROW).value());
        assertThat(json.get("model_version").intValue()).isEqualTo(1);
        assertThat(json.get("processing_time_ms").doubleValue()).isPositive();
    }

    @Test
    void aBatchIsAListOrInstances() throws Exception {
        double price = predictor.predict(ROW).value();
        for (String body : List.of("[" + HOUSE + "," + HOUSE + "]", "{\"instances\":[" + HOUSE + "," + HOUSE + "]}")) {
            JsonNode predictions = Http.json(http.post("/batch-predict", body)).get("predictions");
            assertThat(predictions).hasSize(2);
            assertThat(predictions.get(1).get("predicted_price").doubleValue()).isEqualTo(price);
        }
        assertThat(http.post("/batch-predict", "[]").body()).startsWith("{\"predictions\":[],");
    }

    @Test
    void aColumnThatMayBeMissingMayBeNullOrLeftOut() throws Exception {
        String without = HOUSE.replace("\"year_built\":2000,", "");
        String isNull = HOUSE.replace("2000", "null");
        assertThat(http.post("/predict", without).statusCode()).isEqualTo(200);
        assertThat(priceOf(isNull)).isEqualTo(priceOf(without));
    }

    private double priceOf(String body) throws Exception {
        return Http.json(http.post("/predict", body)).get("predicted_price").doubleValue();
    }

    /** The body is the house with {@code found} replaced. */
    @ParameterizedTest(name = "{0} becomes {1}: {2} {3}")
    @CsvSource(delimiter = '|', textBlock = """
            "sqft":1500,           |                          | 422 | missing         | sqft
            "location":"suburban", |                          | 422 | missing         | location
            1500                   | "large"                  | 422 | wrong_type      | sqft
            1500                   | null                     | 422 | missing         | sqft
            "suburban"             | 7                        | 422 | wrong_type      | location
            1500                   | [1500]                   | 422 | scalar_type     | sqft
            1500                   | {"feet":1500}            | 422 | scalar_type     | sqft
            1500                   | 1e999                    | 422 | finite_number   | sqft
            "sqft"                 | "sqft":1500,"sqm":140,"x"| 400 | invalid_input   | sqm
            "sqft"                 | "sqft":1,"sqft"          | 400 | duplicate_key   | sqft
            """)
    void aBadValueIsAnsweredWithItsColumn(String found, String becomes, int status, String type, String column)
            throws Exception {
        HttpResponse<String> answer = http.post("/predict", HOUSE.replace(found, becomes == null ? "" : becomes));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonNode detail = Http.json(answer).get("detail").get(0);
        assertThat(detail.get("type").textValue()).isEqualTo(type);
        assertThat(detail.get("loc").get(0).textValue()).isEqualTo("body");
        assertThat(detail.get("loc").get(1).textValue()).isIn(column, "x");
        assertThat(detail.get("msg").textValue()).isNotBlank();
    }

    @Test
    void eachFaultHasAnEntryOfItsOwn() throws Exception {
        String body = HOUSE.replace("1500", "\"large\"").replace("\"location\"", "\"place\"");
        HttpResponse<String> answer = http.post("/batch-predict", "[" + HOUSE + "," + body + "]");
        assertThat(answer.statusCode()).isEqualTo(422);
        JsonNode detail = Http.json(answer).get("detail");
        assertThat(detail).hasSize(3);
        assertThat(detail)
                .extracting(entry -> entry.get("type").textValue() + " " + entry.get("loc"))
                .containsExactly(
                        "wrong_type [\"body\",1,\"sqft\"]",
                        "missing [\"body\",1,\"location\"]",
                        "invalid_input [\"body\",1,\"place\"]");
        assertThat(detail.get(0).get("msg").textValue())
                .startsWith("column 'sqft' must be a number but is the text \"large\"")
                .doesNotContain("location", "violations", "faults");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"sqft\":NaN}", "{\"sqft\":", "{\"sqft\":+1}", "{'sqft':1}", "{\"sqft\":01}", "{\"sqft\":1]"})
    void invalidJsonIsReportedWithoutTheJargonOfAParser(String body) throws Exception {
        assertThat(http.post("/predict", body).body())
                .contains("malformed JSON: ")
                .doesNotContain("enable", "Feature", "Source", "REDACTED", "code");
    }

    @ParameterizedTest(name = "{0} {1}: {2} {3}")
    @CsvSource(delimiter = '|', textBlock = """
            /predict       | {"sqft":        | 400 | json_invalid
            /predict       | {'sqft':1}      | 400 | json_invalid
            /predict       | {"sqft":NaN}    | 400 | json_invalid
            /predict       | {} {}           | 400 | json_invalid
            /predict       | []              | 422 | dict_type
            /predict       | 7               | 422 | dict_type
            /batch-predict | {}              | 422 | list_type
            /batch-predict | 7               | 422 | list_type
            /batch-predict | {"rows":[]}     | 422 | extra_forbidden
            /batch-predict | {"instances":7} | 422 | list_type
            /batch-predict | {"instances":[],"x":1} | 422 | extra_forbidden
            /batch-predict | [7]             | 422 | dict_type
            /batch-predict | [{}]            | 422 | missing
            """)
    void aBodyOfTheWrongFormSaysWhatIsExpected(String path, String body, int status, String type) throws Exception {
        HttpResponse<String> answer = http.post(path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(Http.json(answer).get("detail").get(0).get("type").textValue())
                .isEqualTo(type);
    }

    @Test
    void anEmptyBodyIsMissing() throws Exception {
        assertThat(http.post("/predict", "").statusCode()).isEqualTo(422);
    }

    @Test
    void aBadRowOfABatchIsNamedByItsPosition() throws Exception {
        HttpResponse<String> answer =
                http.post("/batch-predict", "[" + HOUSE + "," + HOUSE.replace("1500", "true") + "]");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Http.json(answer).get("detail").get(0).get("loc").toString()).isEqualTo("[\"body\",1,\"sqft\"]");
    }

    @Test
    void otherPathsAndMethodsAreRefused() throws Exception {
        HttpResponse<String> unknown = http.get("/nothing");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).isEqualTo("{\"detail\":\"Not Found\"}");
        HttpResponse<String> wrong = http.get("/predict");
        assertThat(wrong.statusCode()).isEqualTo(405);
        assertThat(wrong.headers().firstValue("Allow")).contains("POST");
        assertThat(http.post("/health", "{}").statusCode()).isEqualTo(405);
        assertThat(http.get("/predict/more").statusCode()).isEqualTo(404);
    }

    @Test
    void aHeadIsAnsweredAsAGetWithoutItsBody() throws Exception {
        for (String path : List.of("/health", "/metrics")) {
            HttpResponse<String> head = send(path);
            assertThat(head.statusCode()).as(path).isEqualTo(200);
            assertThat(head.body()).as(path).isEmpty();
            assertThat(head.headers().firstValueAsLong("Content-Length").orElse(0))
                    .as(path)
                    .isPositive();
        }
        HttpResponse<String> wrong = send("/predict");
        assertThat(wrong.statusCode()).isEqualTo(405);
        assertThat(wrong.headers().firstValue("Allow")).contains("POST");
        assertThat(http.post("/health", "{}").headers().firstValue("Allow")).contains("GET, HEAD");
    }

    private HttpResponse<String> send(String path) throws Exception {
        HttpRequest head = HttpRequest.newBuilder(http.resolve(path))
                .method("HEAD", BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(head, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void whatIsNotDeclaredAsJsonIsRefused() throws Exception {
        HttpRequest.Builder bare =
                HttpRequest.newBuilder(http.resolve("/predict")).POST(BodyPublishers.ofString(HOUSE));
        assertThat(http.send(bare).statusCode()).isEqualTo(415);
        assertThat(http.send(bare.copy().header("Content-Type", "text/plain")).statusCode())
                .isEqualTo(415);
        assertThat(http.send(bare.copy().header("Content-Type", "Application/JSON; charset=utf-8"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void tooMuchIsRefusedWithAnAnswer() throws Exception {
        String large = "[" + " ".repeat(4 << 20) + "]";
        assertThat(http.post("/batch-predict", large).statusCode()).isEqualTo(413);
        String many = "[" + String.join(",", Collections.nCopies(10_001, HOUSE)) + "]";
        HttpResponse<String> answer = http.post("/batch-predict", many);
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("at most 10,000 rows");
    }

    @Test
    void healthNamesTheModelAndItsVersion() throws Exception {
        JsonNode health = Http.json(http.get("/health"));
        assertThat(health.get("status").textValue()).isEqualTo("live");
        assertThat(health.get("model").textValue()).isEqualTo("house");
        assertThat(health.get("model_version").intValue()).isEqualTo(1);
        assertThat(health.get("staleness_seconds").doubleValue()).isNotNegative();
    }

    @Test
    void metricsCountRequestsAndPredictions() throws Exception {
        http.post("/predict", HOUSE);
        http.get("/secret-" + System.nanoTime());
        String metrics = http.get("/metrics").body();
        assertThat(metrics)
                .contains("http_requests_total{handler=\"/predict\",method=\"POST\",status=\"2xx\"}")
                .contains("http_request_duration_seconds_bucket{handler=\"/predict\",method=\"POST\",le=\"0.1\"}")
                .contains("http_requests_total{handler=\"none\",method=\"GET\",status=\"4xx\"}")
                .contains("predictions_bucket{le=\"200000.0\"}")
                .doesNotContain("secret");
    }

    @Test
    void manyCallersAtOnceGetTheSameAnswer() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            Callable<Double> call = () -> priceOf(HOUSE);
            double expected = call.call();
            for (Future<Double> answer : callers.invokeAll(Collections.nCopies(200, call))) {
                assertThat(answer.get()).isEqualTo(expected);
            }
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void aTakenPortIsAMistakeOfTheUser() {
        assertThatThrownBy(() -> PredictionService.start(
                        predictor,
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                        HOST,
                        server.uri().getPort()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("is taken");
    }

    @Test
    void aClosedServerAnswersNoMoreAndMayBeClosedAgain() throws Exception {
        ScoringServer second =
                PredictionService.start(predictor, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), HOST, 0);
        URI uri = second.uri();
        assertThat(new Http(uri).get("/health").statusCode()).isEqualTo(200);
        second.close();
        second.close();
        assertThatThrownBy(() -> new Http(uri).get("/health")).isInstanceOf(ConnectException.class);
    }
}
