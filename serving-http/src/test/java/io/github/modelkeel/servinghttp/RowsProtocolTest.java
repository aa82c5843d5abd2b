package io.github.modelkeel.servinghttp;

import static io.github.modelkeel.servinghttp.Served.HOUSE;
import static io.github.modelkeel.servinghttp.Served.PRICE;
import static io.github.modelkeel.servinghttp.Served.get;
import static io.github.modelkeel.servinghttp.Served.post;
import static io.github.modelkeel.servinghttp.Served.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.serving.Predictor;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowsProtocolTest {
    private static final Predictor PREDICTOR = Served.house();
    private static final ScoringApi API =
            ScoringApi.builder().model("house", PREDICTOR).build();

    @AfterAll
    static void close() {
        PREDICTOR.close();
    }

    @Test
    void aPredictionHasTheVersionAndTheTime() {
        ScoringApi.Reply reply = post(API, "/predict", HOUSE);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.contentType()).isEqualTo("application/json");
        assertThat(text(reply))
                .matches("\\{\"prediction\":" + PRICE + ",\"model_version\":0,\"processing_time_ms\":[0-9.E-]+}");
        assertThat(text(post(API, "/models/house/predict?trace=1", HOUSE))).contains("\"prediction\":" + PRICE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/batch-predict", "/predict/batch", "/models/house/predict/batch"})
    void aBatchIsAListOrInstances(String path) {
        String both = "{\"predictions\":[{\"prediction\":" + PRICE + ",\"model_version\":0},{\"prediction\":" + PRICE
                + ",\"model_version\":0}],\"processing_time_ms\":";
        assertThat(text(post(API, path, "[" + HOUSE + "," + HOUSE + "]"))).startsWith(both);
        assertThat(text(post(API, path, "{\"instances\":[" + HOUSE + "," + HOUSE + "]}")))
                .startsWith(both);
        assertThat(text(post(API, path, "[]"))).startsWith("{\"predictions\":[],");
    }

    @Test
    void theNamesOfTheReplyCanBeSet() {
        try (Predictor churn = Served.churn("stays", "leaves")) {
            ScoringApi named = ScoringApi.builder()
                    .model(
                            "churn",
                            churn,
                            ReplyFields.standard()
                                    .prediction("")
                                    .probability("churn_probability")
                                    .decision("will_churn")
                                    .probabilities("")
                                    .modelVersion("version")
                                    .processingTime(""))
                    .build();
            double probability = churn.predict(Map.of("calls", 2)).value();
            assertThat(text(post(named, "/predict", "{\"calls\":2}")))
                    .isEqualTo("{\"churn_probability\":" + probability + ",\"will_churn\":true,\"version\":0}");
            ScoringApi standard = ScoringApi.builder().model("churn", churn).build();
            assertThat(text(post(standard, "/predict", "{\"calls\":-2}")))
                    .startsWith("{\"prediction\":\"stays\",\"probability\":0.1")
                    .contains("\"probabilities\":{\"stays\":0.8", "\"model_version\":0");
        }
    }

    @Test
    void twoMembersOfTheReplyCannotHaveOneName() {
        ReplyFields standard = ReplyFields.standard();
        assertThatThrownBy(() -> ScoringApi.builder().model("house", PREDICTOR, standard.prediction("model_version")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'model_version'");
        assertThatThrownBy(() -> standard.probability("prediction_id"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("prediction_id");
        assertThatThrownBy(() -> standard.processingTime("predictions"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("predictions");
        ReplyFields swapped = standard.prediction("model_version").modelVersion("prediction");
        assertThat(text(post(
                        ScoringApi.builder().model("house", PREDICTOR, swapped).build(), "/predict", HOUSE)))
                .contains("\"prediction\":0");
    }

    @Test
    void aListenerThatThrowsAnErrorChangesNoReply() {
        ScoringApi api = ScoringApi.builder()
                .model("house", PREDICTOR)
                .onPrediction(prediction -> {
                    throw new AssertionError("a listener's fault");
                })
                .build();
        assertThat(post(api, "/predict", HOUSE).status()).isEqualTo(200);
    }

    /** The body is the house with {@code found} replaced. */
    @ParameterizedTest(name = "{0} becomes {1}: {2} {3}")
    @CsvSource(delimiter = '|', textBlock = """
            "sqft":1500,           |                          | 422 | missing         | sqft
            1500                   | "large"                  | 422 | wrong_type      | sqft
            1500                   | "NaN"                    | 422 | wrong_type      | sqft
            1500                   | null                     | 422 | missing         | sqft
            "rural"                | 7                        | 422 | wrong_type      | location
            1500                   | [1500]                   | 422 | scalar_type     | sqft
            1500                   | {"feet":1500}            | 422 | scalar_type     | sqft
            1500                   | 1e999                    | 422 | finite_number   | sqft
            1500                   | -1e999                   | 422 | finite_number   | sqft
            "sqft"                 | "sqft":1500,"sqm":140,"x"| 400 | invalid_input   | sqm
            "rural"                | "mars"                   | 400 | invalid_input   | location
            "sqft"                 | "sqft":1,"sqft"          | 400 | duplicate_key   | sqft
            """)
    void aBadValueIsAnsweredWithItsColumn(String found, String becomes, int status, String type, String column) {
        String body = HOUSE.replace(found, becomes == null ? "" : becomes);
        if (becomes != null && becomes.endsWith("\"x\"")) {
            body = HOUSE.replace("\"sqft\":1500", "\"sqft\":1500,\"sqm\":140");
        }
        ScoringApi.Reply one = post(API, "/predict", body);
        assertThat(one.status()).as(text(one)).isEqualTo(status);
        assertThat(text(one))
                .startsWith("{\"detail\":[{\"type\":\"" + type + "\",\"loc\":[\"body\",\"" + column + "\"],\"msg\":\"");
        ScoringApi.Reply many = post(API, "/batch-predict", "[" + HOUSE + "," + body + "]");
        assertThat(many.status()).as(text(many)).isEqualTo(status);
        assertThat(text(many))
                .startsWith(
                        "{\"detail\":[{\"type\":\"" + type + "\",\"loc\":[\"body\",1,\"" + column + "\"],\"msg\":\"");
    }

    @Test
    void eachFaultHasAnEntryOfItsOwn() {
        String body = HOUSE.replace("1500", "\"large\"").replace("\"location\"", "\"place\"");
        ScoringApi.Reply reply = post(API, "/batch-predict", "[" + HOUSE + "," + body + "]");
        assertThat(reply.status()).isEqualTo(422);
        assertThat(text(reply))
                .contains(
                        "\"type\":\"wrong_type\",\"loc\":[\"body\",1,\"sqft\"]",
                        "\"type\":\"missing\",\"loc\":[\"body\",1,\"location\"]",
                        "\"type\":\"invalid_input\",\"loc\":[\"body\",1,\"place\"]");
    }

    @ParameterizedTest(name = "{0} {1}: {2} {3}")
    @CsvSource(delimiter = '|', textBlock = """
            /predict       | {"sqft":        | 400 | json_invalid
            /predict       | {'sqft':1}      | 400 | json_invalid
            /predict       | {"sqft":NaN}    | 400 | json_invalid
            /predict       | {"sqft":+1}     | 400 | json_invalid
            /predict       | {"sqft":01}     | 400 | json_invalid
            /predict       | {"sqft":1]      | 400 | json_invalid
            /predict       | []              | 422 | dict_type
            /predict       | 7               | 422 | dict_type
            /batch-predict | {}              | 422 | list_type
            /batch-predict | 7               | 422 | list_type
            /batch-predict | {"rows":[]}     | 422 | extra_forbidden
            /batch-predict | {"instances":7} | 422 | list_type
            /batch-predict | {"instances":[],"x":1} | 422 | extra_forbidden
            /batch-predict | [7]             | 422 | dict_type
            /batch-predict | [{}]            | 422 | missing
            /batch-predict | [] []           | 400 | json_invalid
            """)
    void aBodyOfTheWrongFormSaysWhatIsExpected(String path, String body, int status, String type) {
        ScoringApi.Reply reply = post(API, path, body);
        assertThat(reply.status()).as(text(reply)).isEqualTo(status);
        assertThat(text(reply))
                .startsWith("{\"detail\":[{\"type\":\"" + type + "\"")
                .doesNotContain("enable", "Feature", "Source", "REDACTED", "code");
    }

    @Test
    void trailingDataAndAnEmptyBodyAreRefused() {
        assertThat(post(API, "/predict", HOUSE + " {}").status()).isEqualTo(400);
        assertThat(post(API, "/predict", "").status()).isEqualTo(422);
    }

    @Test
    void tooMuchIsRefused() {
        assertThat(post(API, "/batch-predict", "[" + " ".repeat(4 << 20) + "]").status())
                .isEqualTo(413);
        String many = "[" + String.join(",", Collections.nCopies(10_001, HOUSE)) + "]";
        ScoringApi.Reply reply = post(API, "/batch-predict", many);
        assertThat(reply.status()).isEqualTo(413);
        assertThat(text(reply)).isEqualTo("{\"detail\":\"at most 10,000 rows a request\"}");
        ScoringApi.Reply deep = post(API, "/batch-predict", "[".repeat(100_000));
        assertThat(deep.status()).isEqualTo(422);
        ScoringApi.Reply unknown = post(API, "/invocations", "{\"instances\":" + "[".repeat(100_000));
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(text(unknown)).contains("nested too deeply");
    }

    @Test
    void otherPathsMethodsAndTypesAreRefused() {
        assertThat(text(get(API, "/nothing"))).isEqualTo("{\"detail\":\"Not Found\"}");
        ScoringApi.Reply wrong = get(API, "/predict");
        assertThat(wrong.status()).isEqualTo(405);
        assertThat(wrong.headers()).containsEntry("Allow", "POST");
        assertThat(post(API, "/health", "{}").headers()).containsEntry("Allow", "GET, HEAD");
        assertThat(post(API, "/predict", HOUSE, Map.of()).status()).isEqualTo(415);
        assertThat(post(API, "/predict", HOUSE, Map.of("content-type", "text/plain"))
                        .status())
                .isEqualTo(415);
        assertThat(post(API, "/predict", HOUSE, Map.of("content-type", "Application/JSON; charset=utf-8"))
                        .status())
                .isEqualTo(200);
        assertThat(get(API, "/%zz").status()).isEqualTo(400);
        byte[] wide = HOUSE.getBytes(StandardCharsets.UTF_16);
        ScoringApi.Reply utf16 = API.handle("POST", "/predict", Map.of("content-type", "application/json")::get, wide);
        assertThat(utf16.status()).as(text(utf16)).isEqualTo(400);
    }

    @Test
    void healthNamesTheModelAndReadinessEndsWithThePredictorOrADrain() {
        assertThat(text(get(API, "/health")))
                .startsWith("{\"status\":\"live\",\"model\":\"house\",\"model_version\":0");
        Predictor second = Served.house();
        ScoringApi api = ScoringApi.builder().model("house", second).build();
        assertThat(text(get(api, "/ready"))).isEqualTo("{\"ready\":true}");
        api.drain();
        assertThat(get(api, "/ready").status()).isEqualTo(503);
        assertThat(post(api, "/predict", HOUSE).status()).isEqualTo(200);
        second.close();
        assertThat(get(api, "/health").status()).isEqualTo(503);
        ScoringApi.Reply closed = post(api, "/predict", HOUSE);
        assertThat(closed.status()).as(text(closed)).isEqualTo(503);
        assertThat(closed.headers()).containsKey("Retry-After");
    }

    @Test
    void aTokenIsAskedForButNotByProbes() {
        ScoringApi api = ScoringApi.builder()
                .model("house", PREDICTOR)
                .bearerToken("s3cret-token")
                .build();
        ScoringApi.Reply refused = post(api, "/predict", HOUSE);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.headers()).containsEntry("WWW-Authenticate", "Bearer");
        assertThat(text(refused)).doesNotContain("s3cret");
        Map<String, String> json = Map.of("content-type", "application/json", "authorization", "Bearer s3cret-token");
        assertThat(post(api, "/predict", HOUSE, json).status()).isEqualTo(200);
        Map<String, String> wrong = Map.of("content-type", "application/json", "authorization", "Bearer s3cret-tokem");
        assertThat(post(api, "/predict", HOUSE, wrong).status()).isEqualTo(401);
        assertThat(get(api, "/health").status()).isEqualTo(401);
        assertThat(get(api, "/nothing").status()).isEqualTo(401);
        for (String probe : new String[] {"/ready", "/ping", "/", "/v2/health/live", "/v2/health/ready"}) {
            assertThat(get(api, probe).status()).as(probe).isEqualTo(200);
        }
    }

    @Test
    void onlyTheChosenProtocolsAnswer() {
        ScoringApi api = ScoringApi.builder()
                .model("house", PREDICTOR)
                .protocols(Protocol.OPEN_INFERENCE)
                .build();
        assertThat(post(api, "/predict", HOUSE).status()).isEqualTo(404);
        assertThat(post(api, "/invocations", "{}").status()).isEqualTo(404);
        assertThat(get(api, "/v2").status()).isEqualTo(200);
        assertThat(get(api, "/ready").status()).isEqualTo(200);
    }

    @Test
    void settingsAreCheckedWhereTheyAreWritten() {
        assertThatThrownBy(() -> ScoringApi.builder().build()).hasMessageContaining("needs a model");
        assertThatThrownBy(() -> ScoringApi.builder().model("a/b", PREDICTOR)).hasMessageContaining("a/b");
        assertThatThrownBy(() -> ScoringApi.builder().model("a", PREDICTOR).model("a", PREDICTOR))
                .hasMessageContaining("added before");
        assertThatThrownBy(() -> ScoringApi.builder().protocols()).hasMessageContaining("protocols");
        assertThatThrownBy(() -> ScoringApi.builder().bearerToken("short"))
                .hasMessageContaining("8 characters")
                .hasMessageNotContaining("short");
        assertThatThrownBy(() -> new Limits(0, 1, 64)).hasMessageContaining("positive");
        assertThatThrownBy(() -> new Limits(1, 1, 1_001)).hasMessageContaining("maxDepth");
    }
}
