package io.github.modelkeel.serving;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static io.github.modelkeel.serving.TestModels.ROW;
import static io.github.modelkeel.serving.TestModels.priceOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.serving.PredictorStatus.State;
import io.github.modelkeel.serving.RefreshOutcome.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A registry that answers, but badly. */
@Timeout(60)
class RegistryFaultsTest {
    private static final String CHAMPION = "models:/house@champion";
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    private final Backend backend;
    private final WireMockServer proxy =
            new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
    private final ClientConfig config;

    RegistryFaultsTest(@TempDir Path directory) {
        backend = new Backend(directory);
        backend.registry().setAlias(backend.publish(1), "champion");
        proxy.start();
        proxy.stubFor(any(anyUrl())
                .atPriority(9)
                .willReturn(aResponse().proxiedFrom(backend.config().trackingUri())));
        config = backend.config()
                .newBuilder()
                .trackingUri("http://127.0.0.1:" + proxy.port())
                .build();
        load(Duration.ofMinutes(1)).close(); // the proxy's first exchange takes seconds on a busy machine
    }

    @AfterEach
    void stop() {
        proxy.stop();
        backend.close();
    }

    static Stream<Named<ResponseDefinitionBuilder>> badAnswers() {
        return Stream.of(
                Named.of("503 for ever", aResponse().withStatus(503).withHeader("Retry-After", "99999999999")),
                Named.of("429 for an hour", aResponse().withStatus(429).withHeader("Retry-After", "3600")),
                Named.of("403", aResponse().withStatus(403).withBody("{\"error_code\":\"PERMISSION_DENIED\"}")),
                Named.of("404", aResponse().withStatus(404).withBody("{\"error_code\":\"RESOURCE_DOES_NOT_EXIST\"}")),
                Named.of("a page", aResponse().withStatus(200).withBody("<html>please log in</html>")),
                Named.of("an empty object", aResponse().withStatus(200).withBody("{}")),
                Named.of("no number", aResponse().withStatus(200).withBody(version("\"nine\""))),
                Named.of("version 0", aResponse().withStatus(200).withBody(version("\"0\""))),
                Named.of("deep JSON", aResponse().withStatus(200).withBody("[".repeat(100_000))),
                Named.of("elsewhere", aResponse().withStatus(302).withHeader("Location", "http://127.0.0.1:9/")),
                Named.of("a reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
                Named.of("an end", aResponse().withFault(Fault.EMPTY_RESPONSE)),
                Named.of("noise", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)),
                Named.of("silence", silence()));
    }

    private static String version(String version) {
        return "{\"model_version\":{\"name\":\"house\",\"version\":" + version + "}}";
    }

    private static ResponseDefinitionBuilder silence() {
        return aResponse().withFixedDelay(60_000);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badAnswers")
    void aBadResponseIsAFailedCheckAndThePredictorKeepsServing(ResponseDefinitionBuilder answer) {
        try (Predictor house = load(PATIENCE)) {
            StubMapping fault = proxy.stubFor(get(urlPathMatching(".*/registered-models/alias"))
                    .atPriority(1)
                    .willReturn(answer));
            long begin = System.nanoTime();
            RefreshOutcome outcome = house.refresh();
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            assertThat(outcome.result()).isEqualTo(Result.FAILED);
            assertThat(outcome.problem()).isNotBlank();
            assertThat(took).isLessThan(PATIENCE.plusSeconds(10));
            assertThat(house.predict(ROW).value()).isEqualTo(priceOf(1));
            assertThat(house.status().state()).isEqualTo(State.STALE);
            assertThat(log.messages(java.util.logging.Level.WARNING)).hasSize(1);

            proxy.removeStub(fault);
            assertThat(house.refresh().result()).isEqualTo(Result.UNCHANGED);
            assertThat(house.status().state()).isEqualTo(State.LIVE);
        }
    }

    @Test
    void aRegistryThatNeverAnswersHoldsUpAStartNoLongerThanAllowed() {
        proxy.stubFor(any(anyUrl()).atPriority(1).willReturn(silence()));
        long begin = System.nanoTime();
        try (Predictor house =
                Predictor.builder(CHAMPION).registryTimeout(PATIENCE).load(backend.freshProcess(CHAMPION, config))) {
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PATIENCE.plusSeconds(10));
            assertThat(house.predict(Map.copyOf(ROW)).value()).isEqualTo(priceOf(1));
            assertThat(house.status().state()).isEqualTo(State.STALE);
        }
    }

    @Test
    void aDownloadThatIsCutIsHeldBackAndNothingOfItIsKept() {
        try (Predictor house = load(PATIENCE)) {
            backend.registry().setAlias(backend.publish(2), "champion");
            StubMapping fault = proxy.stubFor(get(urlPathMatching(".*/model\\.json"))
                    .atPriority(1)
                    .willReturn(aResponse().withStatus(200).withBody("{\"half\":")));
            RefreshOutcome outcome = house.refresh();
            assertThat(outcome.result()).isEqualTo(Result.REJECTED);
            assertThat(house.predict(ROW).value()).isEqualTo(priceOf(1));
            proxy.removeStub(fault);
            assertThat(house.refresh().result()).isEqualTo(Result.SWAPPED);
            assertThat(house.predict(ROW).value()).isEqualTo(priceOf(2));
        }
    }

    private Predictor load(Duration registryTimeout) {
        return Predictor.builder(CHAMPION)
                .config(config.newBuilder().maxRetries(0).build())
                .refreshEvery(Duration.ZERO)
                .registryTimeout(registryTimeout)
                .load();
    }
}
