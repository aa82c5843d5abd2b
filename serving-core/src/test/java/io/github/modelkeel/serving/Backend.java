package io.github.modelkeel.serving;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.localserver.LocalServer;
import io.github.modelkeel.registry.ModelUri;
import io.github.modelkeel.registry.ModelVersion;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.serving.PredictorBuilder.Wiring;
import io.github.modelkeel.serving.history.LastKnownGoodFile;
import io.github.modelkeel.serving.history.QuarantineStore;
import io.github.modelkeel.serving.source.RegistrySource;
import io.github.modelkeel.serving.time.Scheduler;
import io.github.modelkeel.serving.time.TimeLimiter;
import io.github.modelkeel.serving.time.TimeSource;
import io.github.modelkeel.serving.version.ModelCache;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import io.github.modelkeel.tracking.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A real server with a registry, which can be stopped and started again at its address, and a cache directory beside it. */
final class Backend implements AutoCloseable {
    static final String NAME = "house";

    private final Path directory;
    private LocalServer server;
    private Registry registry;

    Backend(Path directory) {
        this.directory = directory;
        this.server = LocalServer.start(directory.resolve("server"));
        this.registry = Registry.open(config());
    }

    ClientConfig config() {
        return ClientConfig.builder(Map.of())
                .trackingUri(server.uri().toString())
                .cacheDirectory(directory.resolve("cache"))
                .retryDelay(Duration.ofMillis(10))
                .maxRetryDelay(Duration.ofMillis(100))
                .build();
    }

    Registry registry() {
        return registry;
    }

    /** Registers the next version with the model of {@link TestModels#house}; versions count from 1. */
    ModelVersion publish(int version) {
        return registry.register(NAME, log(directory -> bundle(version).writeTo(directory)));
    }

    LoggedModel log(Work<Path, IOException> writer) {
        try (Tracker tracker = Tracker.open("house-prices", config());
                Run run = tracker.startRun("train")) {
            LoggedModel logged = run.logModel(NAME, writer);
            run.finish();
            return logged;
        }
    }

    static ModelBundle bundle(int version) {
        return ModelBundle.of(
                TestModels.house(version),
                List.of(TestModels.ROW, Map.of("sqft", -0.0, "bedrooms", 1e-9), Map.of("sqft", 1e9, "bedrooms", 7)));
    }

    /** The parts of a predictor in another process: nothing is loaded yet. */
    Wiring freshProcess(String uri) {
        return freshProcess(uri, config());
    }

    Wiring freshProcess(String uri, ClientConfig config) {
        String identity = RegistrySource.identity(config);
        return new Wiring(
                RegistrySource.open(ModelUri.parse(uri), config),
                identity,
                new ModelCache(),
                new LastKnownGoodFile(config.cacheDirectory(), identity, uri),
                new QuarantineStore(config.cacheDirectory(), identity, uri),
                TimeLimiter.named("modelkeel-load test"),
                Scheduler.onThread("modelkeel-poll test"),
                TimeSource.real());
    }

    void stop() {
        server.close();
    }

    /** At the same address as before. */
    void startAgain() {
        server = LocalServer.builder(directory.resolve("server"))
                .port(server.uri().getPort())
                .start();
    }

    /** Changes a digit in a file of the given name, for all models or for those that the cache holds. */
    void damage(String where, String fileName) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve(where))) {
            for (Path file : files.filter(path -> path.endsWith(fileName)).toList()) {
                damage(file);
            }
        }
    }

    Path artifact(LoggedModel model, String fileName) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("server"))) {
            return files.filter(
                            path -> path.endsWith(fileName) && path.toString().contains(model.modelId()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    static void damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int at = bytes.length / 2;
        bytes[at] ^= 1;
        Files.delete(file);
        Files.write(file, bytes);
    }

    @Override
    public void close() {
        registry.close();
        server.close();
    }
}
