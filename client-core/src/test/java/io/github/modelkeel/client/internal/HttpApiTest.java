package io.github.modelkeel.client.internal;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.ResourceNotFoundException;
import io.github.modelkeel.client.ServerUnavailableException;
import io.github.modelkeel.client.internal.json.JsonText;
import io.github.modelkeel.client.internal.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpApiTest {
    private static final String PATH = "/api/2.0/mlflow/runs/get?run_id=1";
    private static final String CREATE = "/api/2.0/mlflow/runs/create";

    private final WireMockServer server =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().gzipDisabled(true));
    private final JsonValue body = Json.object().put("experiment_id", "0");

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private ClientConfig config() {
        return ClientConfig.builder(Map.of())
                .trackingUri(server.baseUrl())
                .maxRetries(2)
                .retryDelay(Duration.ofMillis(1))
                .maxRetryDelay(Duration.ofMillis(20))
                .requestTimeout(Duration.ofSeconds(5))
                .build();
    }

    private JsonValue get() {
        try (Connection connection = Connection.open(config())) {
            return connection.tracking().get("runs/get", "run_id", "1");
        }
    }

    private JsonValue create() {
        try (Connection connection = Connection.open(config())) {
            return connection.tracking().create("runs/create", body);
        }
    }

    private void answer(ResponseDefinitionBuilder response) {
        server.stubFor(any(anyUrl()).willReturn(response));
    }

    private void answerOnce(ResponseDefinitionBuilder first, ResponseDefinitionBuilder then) {
        server.stubFor(any(anyUrl())
                .inScenario("once")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(first)
                .willSetStateTo("then"));
        server.stubFor(
                any(anyUrl()).inScenario("once").whenScenarioStateIs("then").willReturn(then));
    }

    private int requests() {
        return server.findAll(anyRequestedFor(anyUrl())).size();
    }

    @Test
    void aCallGoesToTheApiWithItsQueryAndItsBody() {
        answer(okJson("{\"run\":{\"x\":1}}"));

        assertThat(get().path("run").path("x").asInt()).isEqualTo(1);
        create();

        server.verify(getRequestedFor(urlEqualTo(PATH)).withoutHeader("Authorization"));
        server.verify(postRequestedFor(urlEqualTo(CREATE))
                .withHeader("Content-Type", equalTo("application/json"))
                .withRequestBody(equalToJson("{\"experiment_id\":\"0\"}")));
    }

    @Test
    void anEmptyAnswerIsAnEmptyObject() {
        answer(aResponse().withStatus(200));

        assertThat(get()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void aCallThatMayBeRepeatedIsRepeated(int status) {
        answerOnce(aResponse().withStatus(status), okJson("{\"ok\":true}"));

        assertThat(get().path("ok").asBoolean()).isTrue();
        assertThat(requests()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 413, 501})
    void aRefusalIsNotRepeated(int status) {
        answer(aResponse().withStatus(status));

        assertThat(catchThrowableOfType(ClientException.class, this::get).status())
                .isEqualTo(status);
        assertThat(requests()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 502, 503, 504})
    void aCreationIsNotRepeatedBlindly(int status) {
        answer(aResponse().withStatus(status).withHeader("Retry-After", "0"));

        assertThatExceptionOfType(ServerUnavailableException.class).isThrownBy(this::create);
        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void aCreationThatTheServerTurnedAwayIsRepeated() {
        answerOnce(aResponse().withStatus(429), okJson("{\"run\":{}}"));

        create();

        assertThat(requests()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE", "RANDOM_DATA_THEN_CLOSE"})
    void aBrokenConnectionRepeatsAReadButNoCreation(Fault fault) {
        answerOnce(aResponse().withFault(fault), okJson("{\"ok\":true}"));
        assertThat(get().path("ok").asBoolean()).isTrue();
        assertThat(requests()).isEqualTo(2);

        server.resetAll();
        answer(aResponse().withFault(fault));
        ServerUnavailableException e = catchThrowableOfType(ServerUnavailableException.class, this::create);
        assertThat(e.errorCode()).isEqualTo("IO_ERROR");
        assertThat(e.status()).isZero();
        assertThat(requests()).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0} Retry-After: {1}")
    @CsvSource({
        "503, 99999999999",
        "408, 99999999999",
        "429, 99999999999",
        "503, 0",
        "503, -1",
        "503, soon",
        "503, 'Wed, 21 Oct 2215 07:28:00 GMT'"
    })
    void anyRetryAfterIsSurvivedWithinTheLongestPause(int status, String retryAfter) {
        answer(aResponse().withStatus(status).withHeader("Retry-After", retryAfter));
        long start = System.nanoTime();

        ServerUnavailableException e = catchThrowableOfType(ServerUnavailableException.class, this::get);

        assertThat(e.status()).isEqualTo(status);
        assertThat(requests()).isEqualTo(3);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void theErrorSaysWhatWasRequestedAndWhatCameBack() {
        answer(aResponse()
                .withStatus(404)
                .withHeader("Content-Type", "application/json")
                .withBody("{\"error_code\":\"RESOURCE_DOES_NOT_EXIST\",\"message\":\"Run with id=1 not found\"}"));

        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(this::get)
                .withMessage("RESOURCE_DOES_NOT_EXIST (HTTP 404) GET runs/get: Run with id=1 not found")
                .satisfies(e -> assertThat(e.errorCode()).isEqualTo("RESOURCE_DOES_NOT_EXIST"));
    }

    @Test
    void anErrorPageOfAnotherServerIsExplained() {
        answer(aResponse()
                .withStatus(404)
                .withHeader("Content-Type", "text/html")
                .withBody("<html><title>404</title></html>"));

        assertThatExceptionOfType(ClientException.class)
                .isThrownBy(this::get)
                .withMessageContaining("ENDPOINT_NOT_FOUND (HTTP 404) GET runs/get")
                .withMessageContaining("is it an MLflow server")
                .withMessageNotContaining("<html>");
    }

    @Test
    void aPlainTextErrorIsShown() {
        answer(aResponse()
                .withStatus(403)
                .withHeader("Content-Type", "text/plain")
                .withBody("Invalid Host header\n- possible DNS rebinding attack detected"));

        assertThatExceptionOfType(ClientException.class)
                .isThrownBy(this::get)
                .withMessage(
                        "PERMISSION_DENIED (HTTP 403) GET runs/get: Invalid Host header - possible DNS rebinding attack detected");
    }

    @Test
    void aPageInsteadOfJsonIsAnErrorAtOnce() {
        answer(aResponse().withHeader("Content-Type", "text/html").withBody("<html>please log in</html>"));

        ClientException e = catchThrowableOfType(ClientException.class, this::get);

        assertThat(e.errorCode()).isEqualTo("INVALID_RESPONSE");
        assertThat(requests()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1}{", "{\"a\":1,\"a\":2}", "{\"a\":", "not json"})
    void malformedJsonIsAnError(String json) {
        answer(okJson(json));

        assertThat(catchThrowableOfType(ClientException.class, this::get).errorCode())
                .isEqualTo("INVALID_RESPONSE");
    }

    @Test
    void jsonThatNestsTooDeepIsAnError() {
        answer(okJson("[".repeat(10_000) + "]".repeat(10_000)));

        assertThat(catchThrowableOfType(ClientException.class, this::get).errorCode())
                .isEqualTo("INVALID_RESPONSE");
    }

    @Test
    void aSmallAnswerThatUnpacksToAHugeOneIsRefused() throws IOException {
        byte[] bomb = gzip(JsonText.MAX_DOCUMENT_BYTES + 2);
        assertThat(bomb).hasSizeLessThan(100_000);
        answer(aResponse()
                .withHeader("Content-Type", "application/json")
                .withHeader("Content-Encoding", "gzip")
                .withBody(bomb));

        ClientException e = catchThrowableOfType(ClientException.class, this::get);

        assertThat(e.errorCode()).isEqualTo("RESPONSE_TOO_LARGE");
        assertThat(requests()).isEqualTo(1);
    }

    private static byte[] gzip(int spaces) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            byte[] chunk = " ".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
            for (int left = spaces; left > 0; left -= chunk.length) {
                out.write(chunk, 0, Math.min(left, chunk.length));
            }
        }
        return packed.toByteArray();
    }

    @Test
    void aTruncatedAnswerIsAFailedAttempt() {
        answerOnce(
                aResponse()
                        .withHeader("Content-Type", "application/json")
                        .withHeader("Content-Length", "100")
                        .withBody("{\"a\":1}"),
                okJson("{\"a\":2}"));

        assertThat(get().path("a").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsNotFollowedAndNoCredentialLeaves(int status) {
        WireMockServer foreign =
                new WireMockServer(WireMockConfiguration.options().dynamicPort());
        foreign.start();
        try {
            foreign.stubFor(any(anyUrl()).willReturn(okJson("{}")));
            answer(aResponse().withStatus(status).withHeader("Location", foreign.baseUrl() + "/x?secret=1"));
            ClientConfig config =
                    config().newBuilder().bearerToken("canary-4711").build();

            try (Connection connection = Connection.open(config)) {
                assertThatExceptionOfType(ClientException.class)
                        .isThrownBy(() -> connection.tracking().post("runs/update", body))
                        .withMessageContaining("REDIRECT (HTTP " + status + ") POST runs/update")
                        .withMessageContaining("localhost:" + foreign.port())
                        .withMessageNotContaining("secret");
            }

            assertThat(foreign.findAll(anyRequestedFor(anyUrl()))).isEmpty();
            server.verify(1, anyRequestedFor(anyUrl()).withHeader("Authorization", equalTo("Bearer canary-4711")));
        } finally {
            foreign.stop();
        }
    }

    @Test
    void credentialsAndWorkspaceGoToTheConfiguredServer() {
        answer(okJson("{}"));
        ClientConfig config =
                config().newBuilder().basicAuth("ann", "pw").workspace("team-a").build();

        try (Connection connection = Connection.open(config)) {
            connection.tracking().get("runs/get");
        }

        server.verify(anyRequestedFor(anyUrl())
                .withHeader("Authorization", equalTo("Basic YW5uOnB3"))
                .withHeader("X-MLFLOW-WORKSPACE", equalTo("team-a")));
    }

    @Test
    void aSlowServerIsLeftAfterTheTimeLimitOfTheWholeCall() {
        answer(okJson("{\"a\":\"" + "x".repeat(2000) + "\"}").withChunkedDribbleDelay(30, 3_000));
        ClientConfig config = config().newBuilder()
                .requestTimeout(Duration.ofMillis(600))
                .maxRetries(0)
                .build();
        long start = System.nanoTime();

        try (Connection connection = Connection.open(config)) {
            assertThatExceptionOfType(ServerUnavailableException.class)
                    .isThrownBy(() -> connection.tracking().get("runs/get"));
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(500), Duration.ofMillis(2_500));
    }

    @Test
    void aServerThatIsNotThereIsNamedAndEvenACreationIsRepeated() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        ClientConfig config =
                config().newBuilder().trackingUri("http://127.0.0.1:" + port).build();
        AtomicInteger looked = new AtomicInteger();

        try (Connection connection = Connection.open(config)) {
            assertThatExceptionOfType(ServerUnavailableException.class)
                    .isThrownBy(() -> connection.tracking().createOnce("runs/create", body, () -> {
                        looked.incrementAndGet();
                        return Optional.empty();
                    }))
                    .withMessageContaining("POST runs/create")
                    .withMessageContaining(":" + port);
        }
        assertThat(looked)
                .as("nothing can have been made, so nothing is looked for")
                .hasValue(0);
    }

    @Test
    void aCreationWithALostAnswerIsLookedForBeforeItIsRepeated() {
        answer(aResponse().withFault(Fault.EMPTY_RESPONSE));

        try (Connection connection = Connection.open(config())) {
            JsonValue made = connection
                    .tracking()
                    .createOnce(
                            "runs/create", body, () -> Optional.of(Json.object().put("found", true)));
            assertThat(made.path("found").asBoolean()).isTrue();
        }
        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void aCreationThatTookNoEffectIsRepeated() {
        answerOnce(aResponse().withFault(Fault.EMPTY_RESPONSE), okJson("{\"run\":{\"x\":1}}"));

        try (Connection connection = Connection.open(config())) {
            JsonValue made = connection.tracking().createOnce("runs/create", body, Optional::empty);
            assertThat(made.path("run").path("x").asInt()).isEqualTo(1);
        }
        assertThat(requests()).isEqualTo(2);
    }

    @Test
    void whatARepeatedDeletionFindsGoneIsDeleted() {
        answerOnce(
                aResponse().withStatus(500),
                aResponse()
                        .withStatus(404)
                        .withBody("{\"error_code\":\"RESOURCE_DOES_NOT_EXIST\",\"message\":\"gone\"}"));
        try (Connection connection = Connection.open(config())) {
            assertThat(connection.tracking().delete("registered-models/delete", body))
                    .isEmpty();
        }

        server.resetAll();
        answer(aResponse()
                .withStatus(404)
                .withBody("{\"error_code\":\"RESOURCE_DOES_NOT_EXIST\",\"message\":\"gone\"}"));
        try (Connection connection = Connection.open(config())) {
            assertThatExceptionOfType(ResourceNotFoundException.class)
                    .isThrownBy(() -> connection.tracking().delete("registered-models/delete", body));
        }
    }

    @Test
    void anInterruptEndsTheWaitingAndStaysSet() {
        answer(aResponse().withStatus(503));
        ClientConfig config = config().newBuilder()
                .retryDelay(Duration.ofMinutes(1))
                .maxRetryDelay(Duration.ofMinutes(1))
                .build();
        try (Connection connection = Connection.open(config)) {
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(ClientException.class)
                    .isThrownBy(() -> connection.tracking().get("runs/get"))
                    .satisfies(e -> assertThat(e.errorCode()).isEqualTo("INTERRUPTED"));
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void withoutTheEmbeddedServerTheErrorSaysWhatToAdd() {
        ClientConfig config = ClientConfig.builder(Map.of()).build();

        assertThatExceptionOfType(ClientException.class)
                .isThrownBy(() -> Connection.open(config))
                .withMessageContaining("io.github.modelkeel:modelkeel-local-server")
                .withMessageContaining("MLFLOW_TRACKING_URI");
    }
}
