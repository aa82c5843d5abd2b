package io.github.modelkeel.client.internal;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientConfigBuilder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that repeats every credential it gets, and a look at all that the client says then. */
class SecretsTest {
    private static final String CANARY = "canary-4711-ßecret";
    private static final String TOKEN = "canary-token-4711";
    private static final String BASIC = "YW5uOmNhbmFyeS00NzExLcOfZWNyZXQ=";

    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord event) {
            log.add(event.getMessage() + trace(event.getThrown()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @ParameterizedTest
    @ValueSource(strings = {"basic", "bearer"})
    void noSecretReachesAMessageOrALogLine(String kind) {
        WireMockServer server =
                new WireMockServer(WireMockConfiguration.options().dynamicPort());
        Logger logger = Logger.getLogger("io.github.modelkeel");
        server.start();
        logger.addHandler(handler);
        logger.setLevel(Level.ALL);
        handler.setLevel(Level.ALL);
        try {
            List<String> secrets = kind.equals("basic") ? List.of(CANARY, BASIC) : List.of(TOKEN);
            String echo = String.join(" ", secrets);
            String word = secrets.get(secrets.size() - 1);
            for (ResponseDefinitionBuilder response : List.of(
                    aResponse()
                            .withStatus(500)
                            .withBody("{\"error_code\":\"X\",\"message\":\"you sent " + echo + "\"}"),
                    aResponse()
                            .withStatus(403)
                            .withHeader("Content-Type", "text/plain")
                            .withBody(echo),
                    aResponse().withStatus(400).withBody("{\"error_code\":\"" + word + "\",\"message\":\"x\"}"),
                    aResponse().withStatus(302).withHeader("Location", "http://" + word + "/" + word),
                    aResponse().withHeader("Content-Type", "text/html; " + word).withBody(echo),
                    aResponse().withHeader("Content-Type", "application/json").withBody("{\"" + echo),
                    aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE))) {
                server.resetAll();
                server.stubFor(any(anyUrl()).willReturn(response));
                String said = failure(kind, server.baseUrl());
                assertThat(said).doesNotContain(secrets);
            }
            assertThat(log.toString()).contains("GET runs/get").doesNotContain(secrets);
        } finally {
            logger.removeHandler(handler);
            logger.setLevel(null);
            server.stop();
        }
    }

    private static String failure(String kind, String uri) {
        ClientConfigBuilder builder =
                ClientConfig.builder(Map.of()).trackingUri(uri).maxRetries(1).retryDelay(Duration.ofMillis(1));
        ClientConfig config = kind.equals("basic")
                ? builder.basicAuth("ann", CANARY).build()
                : builder.bearerToken(TOKEN).build();
        try (Connection connection = Connection.open(config)) {
            Throwable failure = catchThrowable(() -> connection.tracking().get("runs/get"));
            assertThat(failure).isNotNull();
            return trace(failure);
        }
    }

    private static String trace(@Nullable Throwable e) {
        StringWriter text = new StringWriter();
        if (e != null) {
            e.printStackTrace(new PrintWriter(text, true));
        }
        return text.toString();
    }
}
