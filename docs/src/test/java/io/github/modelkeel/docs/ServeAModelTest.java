package io.github.modelkeel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.localserver.LocalServer;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.registry.MlflowWebhook;
import io.github.modelkeel.registry.ModelUri;
import io.github.modelkeel.registry.ModelVersion;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.registry.ResolvedModel;
import io.github.modelkeel.registry.WebhookRefusedException;
import io.github.modelkeel.serving.Fallback;
import io.github.modelkeel.serving.Guard;
import io.github.modelkeel.serving.Prediction;
import io.github.modelkeel.serving.PredictionLog;
import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.serving.PredictorBuilder;
import io.github.modelkeel.serving.PredictorStatus;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
    void aGuardedPredictorSaysWhereItsAnswersComeFrom() throws IOException {
        try (Registry registry = Registry.open()) {
            registry.setAlias(registry.register("house", log(150.0)), "champion");
            // region guard
            try (Predictor house = Predictor.builder("models:/house@champion")
                    .guard(Guard.standard())
                    .fallback(Fallback.value(250_000))
                    .listener(event -> System.out.println(event)) // Swapped, RolledBack, Stale …
                    .onRollback(registry::rollback) // or leave the alias to a person
                    .load()) {
                Prediction price = house.predict(Map.of("sqft", 1500, "bedrooms", 3, "location", "rural"));
                System.out.println(price.value() + " " + price.origin() + " " + price.digest());
            }
            // endregion
            assertThat(registry.resolveAlias("house", "champion")).isPositive();
        }
    }

    @Test
    void aPredictorWritesDownWhatItPredicts(@TempDir Path directory) throws IOException {
        String key = "a key from the vault";
        try (Registry registry = Registry.open()) {
            registry.setAlias(registry.register("house", log(150.0)), "champion");
        }
        // region prediction-log
        PredictionLog log = PredictionLog.to(directory)
                .hashedFields(key, "location") // or .withoutFields("location")
                .maxTotalBytes(10L << 30);
        try (Predictor house =
                Predictor.builder("models:/house@champion").log(log).load()) {
            Prediction price = house.predict(Map.of("sqft", 1500, "bedrooms", 3, "location", "rural"));
            price.id().ifPresent(id -> house.feedback(id, 251_000)); // weeks later, when the house is sold
        }
        // endregion
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).singleElement().asString().endsWith(".jsonl.gz");
        }
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

    @Test
    void aPredictorFollowsItsAliasByWebhook(@TempDir Path temp) throws IOException, InterruptedException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String secret = "from the configuration";
        try (LocalServer mlflow = LocalServer.start(temp.resolve("server"));
                Registry registry = Registry.open(config(mlflow, temp))) {
            registry.setAlias(registry.register("house", log(150.0, config(mlflow, temp))), "champion");
            try (Predictor house = Predictor.builder("models:/house@champion")
                    .config(config(mlflow, temp))
                    .refreshEvery(Duration.ofDays(1))
                    .load()) {
                // region webhook
                // one object for all requests: it knows which came before
                MlflowWebhook webhook = MlflowWebhook.of(secret);
                ModelUri address = ModelUri.parse(house.uri());
                // the JDK's server here, or a route of the server that you have
                server.createContext("/hooks/registry", exchange -> {
                    int status = 204;
                    boolean moved = false;
                    try {
                        byte[] body = exchange.getRequestBody().readNBytes(1_000_000);
                        moved = webhook.verify(exchange.getRequestHeaders(), body)
                                .concerns(address);
                    } catch (WebhookRefusedException e) {
                        status = e.responseStatus();
                    }
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                    if (moved) { // after the answer: loading may take longer than MLflow waits
                        house.refresh();
                    }
                });
                // endregion
                server.start();
                String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/hooks/registry";
                assertThat(post(URI.create(url), "{}").statusCode())
                        .as("not signed")
                        .isEqualTo(400);
                createWebhook(mlflow, url, secret);
                registry.setAlias(registry.register("house", log(170.0, config(mlflow, temp))), "champion");
                long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
                while (house.version() == 1 && System.nanoTime() < deadline) {
                    Thread.sleep(5);
                }
                assertThat(house.version()).isEqualTo(2);
            }
        } finally {
            server.stop(0);
        }
    }

    private static void createWebhook(LocalServer server, String url, String secret)
            throws IOException, InterruptedException {
        String request = """
                {"name": "house-service", "url": "%s", "secret": "%s",
                 "events": [{"entity": "MODEL_VERSION_ALIAS", "action": "CREATED"}]}
                """.formatted(url, secret);
        HttpResponse<String> made = post(server.uri().resolve("/api/2.0/mlflow/webhooks"), request);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
    }

    private static HttpResponse<String> post(URI address, String json) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(json))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static ClientConfig config(LocalServer server, Path temp) {
        return ClientConfig.builder(Map.of())
                .trackingUri(server.uri().toString())
                .cacheDirectory(temp.resolve("cache"))
                .build();
    }

    private static LoggedModel log(double pricePerSqft, ClientConfig config) {
        ModelBundle bundle = Houses.linearModel(pricePerSqft);
        try (Tracker tracker = Tracker.open("house-prices", config);
                Run run = tracker.startRun("linear")) {
            LoggedModel logged = run.logModel("house", bundle::writeTo);
            run.finish();
            return logged;
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
