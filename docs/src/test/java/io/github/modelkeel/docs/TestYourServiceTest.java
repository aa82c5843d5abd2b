package io.github.modelkeel.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.localserver.LocalServer;
import io.github.modelkeel.localserver.LocalServerExtension;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

class TestYourServiceTest {
    /** What a reader's service is. */
    record PriceService(Predictor predictor) {
        double price(Map<String, Object> house) {
            return predictor.predict(house).value();
        }
    }

    @TempDir
    static Path temp;

    @BeforeAll
    static void saveAModel() throws IOException {
        Houses.linearModel(150.0).writeTo(temp.resolve("house"));
    }

    @Test
    void aServiceIsTestedWithAModelFromADirectory() {
        String model = temp.resolve("house").toUri().toString();
        // region test-directory
        // model: file:src/test/resources/house, or classpath:house
        try (Predictor predictor = Predictor.load(model)) {
            PriceService service = new PriceService(predictor);
            assertThat(service.price(Map.of("sqft", 1500, "bedrooms", 3, "location", "rural")))
                    .isEqualTo(252_000);
            assertThatThrownBy(() -> service.price(Map.of("sqft", "large", "bedrooms", 3, "location", "rural")))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("sqft");
        }
        // endregion
    }

    // region test-registry
    @Nested
    @ExtendWith(LocalServerExtension.class)
    class PromotionTest {
        @Test
        void aPromotedModelIsServed(LocalServer server, @TempDir Path cache) {
            ClientConfig config = ClientConfig.builder()
                    .trackingUri(server.uri().toString())
                    .cacheDirectory(cache)
                    .build();
            log(config, 150.0);
            try (Predictor predictor = Predictor.builder("models:/house@champion")
                    .config(config)
                    .refreshEvery(Duration.ofHours(1)) // the test decides when
                    .load()) {
                PriceService service = new PriceService(predictor);
                Map<String, Object> house = Map.of("sqft", 1500, "bedrooms", 3, "location", "rural");
                assertThat(service.price(house)).isEqualTo(252_000);

                log(config, 170.0);
                predictor.refresh();

                assertThat(service.price(house)).isEqualTo(282_000);
            }
        }
    }
    // endregion

    private static void log(ClientConfig config, double pricePerSqft) {
        try (Tracker tracker = Tracker.open("house-prices", config);
                Run run = tracker.startRun("linear");
                Registry registry = Registry.open(config)) {
            registry.setAlias(
                    registry.register("house", run.logModel("house", Houses.linearModel(pricePerSqft)::writeTo)),
                    "champion");
            run.finish();
        }
    }

    @Test
    void aServiceStartsWhileTheRegistryIsDown(@TempDir Path cache) {
        // region test-down
        ClientConfig nowhere = ClientConfig.builder()
                .trackingUri("http://127.0.0.1:9") // nothing listens there
                .cacheDirectory(cache) // and nothing is cached
                .maxRetries(0)
                .build();
        assertThatThrownBy(() -> Predictor.builder("models:/house@champion")
                        .config(nowhere)
                        .load())
                .hasMessageContaining("127.0.0.1:9");
        // endregion
    }
}
