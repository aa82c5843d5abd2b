package io.github.modelkeel.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.modelkeel.feast.FeastClient;
import io.github.modelkeel.feast.FeatureRows;
import io.github.modelkeel.feast.OnMissing;
import io.github.modelkeel.feast.OnlineFeatures;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.serving.Prediction;
import io.github.modelkeel.serving.Predictor;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code blocks of docs/feast.md, with a server that answers as Feast does. */
class FeastTest {
    private static final String ANSWER = """
            {"results":[
              {"values":[7,8],"statuses":["PRESENT","PRESENT"],"event_timestamps":["1970-01-01T00:00:00Z","1970-01-01T00:00:00Z"]},
              {"values":[3,null],"statuses":["PRESENT","NOT_FOUND"],"event_timestamps":["%1$s","1970-01-01T00:00:00Z"]},
              {"values":["rural",null],"statuses":["PRESENT","NOT_FOUND"],"event_timestamps":["%1$s","1970-01-01T00:00:00Z"]}],
             "metadata":{"feature_names":["house_id","bedrooms","location"]}}
            """;

    @TempDir
    private Path directory = Path.of("");

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] answer = ANSWER.formatted(Instant.now()).getBytes(UTF_8);
        server.createContext("/get-online-features", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private FeastClient client(URI uri) {
        // region feast-client
        FeastClient feast = FeastClient.builder(uri) // http://feast:6566
                .service("house_features")
                .timeout(ofMillis(50))
                .maxAge(ofHours(24))
                .onMissing(OnMissing.DEFAULT)
                .defaults(Map.of("bedrooms", 2, "location", "urban"))
                .cache(10_000, ofSeconds(5))
                .build();
        // endregion
        return feast;
    }

    @Test
    void predictWithFeaturesOfAStoreAndOfTheRequest() throws IOException {
        Houses.linearModel(150).writeTo(directory);
        FeastClient feast = client(uri());
        List<Integer> ids = List.of(7, 8);
        List<Map<String, Object>> requestRows = List.of(Map.of("sqft", 1500), Map.of("sqft", 1000));
        try (Predictor predictor = Predictor.load(directory.toUri().toString())) {
            // region feast-warm-up
            feast.warmUp(Map.of("house_id", ids), ofSeconds(30));
            // endregion
            // region feast-predict
            FeatureRows features = feast.online(Map.of("house_id", ids));
            List<Prediction> predictions = predictor.predict(Rows.ofMaps(features.merge(requestRows)));
            // endregion
            assertThat(predictions).extracting(Prediction::value).containsExactly(252_000.0, 168_000.0);
        }
    }

    @Test
    void rowsWithoutFeastSaySo() {
        FeastClient feast = client(uri());
        server.stop(0);
        List<String> headers = new ArrayList<>();
        // region feast-failure
        FeatureRows features = feast.online(Map.of("house_id", List.of(7)));
        features.failure().ifPresent(why -> headers.add("X-Features: defaults"));
        // endregion
        assertThat(headers).hasSize(1);
        MeterRegistry registry = new SimpleMeterRegistry();
        // region feast-meters
        FunctionCounter.builder(
                        "features.failures", feast, client -> client.counts().failures())
                .register(registry);
        // endregion
        assertThat(registry.get("features.failures").functionCounter().count()).isEqualTo(1);
    }

    @Test
    void anotherStoreIsOneMethod() {
        Map<Object, Map<String, Object>> table = Map.of(7, Map.of("bedrooms", 3));
        // region feast-other-store
        OnlineFeatures store = entities -> {
            List<?> ids = Objects.requireNonNull(entities.get("house_id"), "house_id");
            return FeatureRows.of(
                    ids.stream().map(id -> table.getOrDefault(id, Map.of())).toList());
        };
        // endregion
        assertThat(store.online(Map.of("house_id", List.of(7, 8))).rows())
                .containsExactly(Map.of("bedrooms", 3), Map.of());
    }
}
