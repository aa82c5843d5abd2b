package io.github.modelkeel.servinghttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.serving.Predictor;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault in each protocol: a 4xx that says what is wrong, in the protocol's form, and the next request is answered. */
class BadInputTest {
    private static final Predictor PREDICTOR = Served.house();
    private static final ScoringApi API =
            ScoringApi.builder().model("house", PREDICTOR).build();

    @AfterAll
    static void close() {
        PREDICTOR.close();
    }

    /** A path, a good body with {@code 1500} once, and how an error starts. */
    private record Endpoint(String path, String body, String error) {}

    private static final Endpoint[] ENDPOINTS = {
        new Endpoint("/predict", Served.HOUSE, "{\"detail\":"),
        new Endpoint("/predict/batch", "[" + Served.HOUSE + "]", "{\"detail\":"),
        new Endpoint(
                "/invocations",
                "{\"instances\":[" + Served.HOUSE + "]}",
                "{\"error_code\":\"BAD_REQUEST\",\"message\":"),
        new Endpoint("/v1/models/house:predict", "{\"instances\":[" + Served.HOUSE + "]}", "{\"error\":"),
        new Endpoint(
                "/v2/models/house/infer",
                "{\"inputs\":[{\"name\":\"sqft\",\"shape\":[1],\"datatype\":\"FP64\",\"data\":[1500]},"
                        + "{\"name\":\"bedrooms\",\"shape\":[1],\"datatype\":\"FP64\",\"data\":[3]},"
                        + "{\"name\":\"location\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"rural\"]}]}",
                "{\"error\":")
    };

    /** What 1500 becomes, and what the message has. */
    private static final Map<String, String> VALUES = Map.of(
            "1e999",
            "large|fit",
            "-1e999",
            "large|fit",
            "NaN",
            "NaN and the infinities",
            "Infinity",
            "NaN and the infinities|no JSON value",
            "\"NaN\"",
            "sqft",
            "{\"a\":1}",
            "not a list or an object|not objects",
            "[".repeat(70) + "1" + "]".repeat(70),
            "not a list or an object|nested too deeply|as the shape",
            "1500,",
            "malformed JSON",
            "\"" + "x".repeat(1_000_001) + "\"",
            "too long");

    static Stream<Arguments> values() {
        return Stream.of(ENDPOINTS)
                .flatMap(endpoint -> VALUES.entrySet().stream()
                        .map(value -> Arguments.of(endpoint.path(), value.getKey(), value.getValue(), endpoint)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void aBadValueIsNamed(String path, String value, String message, Endpoint endpoint) {
        assertRefused(endpoint, Served.post(API, path, endpoint.body().replace("1500", value)), message);
    }

    private static void assertRefused(Endpoint endpoint, ScoringApi.Reply reply, String message) {
        String text = Served.text(reply);
        assertThat(reply.status()).as(text).isBetween(400, 499);
        assertThat(reply.contentType()).isEqualTo("application/json");
        assertThat(text).startsWith(endpoint.error()).containsPattern(message);
        assertThat(text.length()).as("does not send back what was sent").isLessThan(600);
        assertThat(Served.post(API, endpoint.path(), endpoint.body()).status()).isEqualTo(200);
    }

    /** Text of the body and what it becomes. */
    static Stream<Arguments> bodies() {
        return Stream.of(ENDPOINTS)
                .flatMap(endpoint -> Stream.of(
                                new String[] {"", "empty|malformed|JSON object"},
                                new String[] {"null", "object|list"},
                                new String[] {"\u0000\u0000", "UTF-8|JSON|malformed"},
                                new String[] {endpoint.body() + "{}", "text after the end"},
                                new String[] {
                                    endpoint.body().substring(0, endpoint.body().length() - 2),
                                    "too early|no JSON value"
                                },
                                new String[] {
                                    endpoint.body()
                                            .replace("[1500]", "[1500],\"data\":[1]")
                                            .replace("\"sqft\":1500", "\"sqft\":1500,\"sqft\":1"),
                                    "twice"
                                },
                                new String[] {"[".repeat(100_000), "nested too deeply|must be"},
                                new String[] {
                                    "{\"a\":".repeat(100_000), "nested too deeply|not a list or an object|must be"
                                })
                        .map(each -> Arguments.of(endpoint.path(), each[0], each[1], endpoint)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void aBadBodyIsNamed(String path, String body, String message, Endpoint endpoint) {
        assertRefused(endpoint, Served.post(API, path, body), message);
    }

    static Stream<Arguments> endpoints() {
        return Stream.of(ENDPOINTS).map(endpoint -> Arguments.of(endpoint.path(), endpoint));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endpoints")
    void otherTypesAndMethodsAreNamed(String path, Endpoint endpoint) {
        for (String type :
                new String[] {"", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"
                }) {
            ScoringApi.Reply reply = Served.post(API, path, endpoint.body(), Map.of("content-type", type));
            assertThat(reply.status()).isEqualTo(415);
            assertRefused(endpoint, reply, "application/json");
        }
        for (String method : new String[] {"GET", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"}) {
            ScoringApi.Reply reply =
                    API.handle(method, path, header -> null, endpoint.body().getBytes(StandardCharsets.UTF_8));
            assertThat(reply.status()).as(method).isEqualTo(405);
            assertThat(reply.headers()).containsEntry("Allow", "POST");
        }
    }
}
