package io.github.modelkeel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.registry.ModelVersion;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.registry.ResolvedModel;
import io.github.modelkeel.serving.Prediction;
import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.serving.PredictorBuilder;
import io.github.modelkeel.serving.PredictorStatus;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeAModelTest {
    @Test
    void aModelIsPromotedServedAndRolledBack() {
        LoggedModel logged = log(150.0);
        // region promote
        try (Registry registry = Registry.open()) {
            ModelVersion version = registry.register("house", logged);
            registry.setVersionTag("house", version.version(), "validated-by", "pricing-tests");
            registry.setAlias(version, "champion");
        }
        // endregion
        // region predict
        record House(int sqft, int bedrooms, String location) {}

        try (Predictor house = Predictor.load("models:/house@champion")) {
            double price = house.predict(Map.of("sqft", 1500, "bedrooms", 3, "location", "rural"))
                    .value();
            Prediction same = house.predict(new House(1500, 3, "rural"));
            System.out.println(price + " from " + same.modelName() + " version " + same.modelVersion());
        }
        // endregion
        try (Registry registry = Registry.open();
                Predictor predictor = Predictor.load("models:/house@champion")) {
            int first = predictor.version();
            registry.setAlias(registry.register("house", log(170.0)), "champion");
            predictor.refresh();
            assertThat(predictor.predict(new House(1500, 3, "rural")).value()).isEqualTo(170.0 * 1500 + 9_000 * 3);
            registry.setAlias("house", "champion", first);
            predictor.refresh();
            Prediction again = predictor.predict(new House(1500, 3, "rural"));
            assertThat(again.value()).isEqualTo(150.0 * 1500 + 9_000 * 3);
            assertThat(again.modelName()).isEqualTo("house");
            assertThat(again.modelVersion()).isEqualTo(first);
        }
    }

    @Test
    void aModelIsDownloadedAndVerified() {
        try (Registry registry = Registry.open()) {
            registry.setAlias(registry.register("house", log(150.0)), "champion");
            // region download
            ResolvedModel champion = registry.resolve("models:/house@champion");
            Path files = registry.download(champion); // verified, read only by convention, kept in the cache
            // endregion
            assertThat(files.resolve("MLmodel")).exists();
        }
    }

    @Test
    void aPredictorReportsItsStateAndItsMetrics() {
        try (Registry registry = Registry.open()) {
            registry.setAlias(registry.register("house", log(150.0)), "champion");
        }
        MeterRegistry metrics = new SimpleMeterRegistry();
        // region predictor-settings
        try (Predictor house = Predictor.builder("models:/house@champion")
                .refreshEvery(Duration.ofSeconds(10))
                .meterRegistry(metrics)
                .load()) {
            List<Prediction> batch = house.predict(Rows.ofMaps(List.of(
                    Map.of("sqft", 1500, "bedrooms", 3, "location", "rural"),
                    Map.of("sqft", 900, "bedrooms", 2, "location", "urban"))));
            PredictorStatus status = house.status();
            System.out.println(batch + " " + status.state() + ", confirmed " + status.staleness() + " ago");
        }
        // endregion
        assertThat(metrics).isNotNull();
    }

    @Test
    void aPredictorStartsWithoutARegistry(@TempDir Path temp) throws IOException {
        Houses.linearModel(150.0).writeTo(temp.resolve("house"));
        String directory = temp.resolve("house").toUri().toString();
        // region startup
        try (Predictor house = Predictor.builder("models:/house@champion")
                .startup(PredictorBuilder.Startup.RETRY)
                .load()) {
            System.out.println(house.isReady() + ": " + house.status().problem()); // for the readiness probe
        }
        try (Predictor house = Predictor.load(directory)) { // such as file:/opt/models/house, or classpath:models/house
            System.out.println(house.predict(Map.of("sqft", 1500, "bedrooms", 3, "location", "rural")));
        }
        // endregion
        try (Predictor house = Predictor.load(directory)) {
            assertThat(house.isReady()).isTrue();
        }
    }

    private static LoggedModel log(double pricePerSqft) {
        ModelBundle bundle = Houses.linearModel(pricePerSqft);
        try (Tracker tracker = Tracker.open("house-prices");
                Run run = tracker.startRun("linear")) {
            LoggedModel logged = run.logModel("house", bundle::writeTo);
            run.finish();
            return logged;
        }
    }
}
