package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.tracking.ModelOptions;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The profile that a model was logged with comes with it: from Java to Python's MLflow, and back. */
@ExtendWith(ServerLogOnFailure.class)
class ModelProfileTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir
    private Path work;

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void theProfileIsFoundByTheModelsAddressInBothLanguages(ServerKind server) {
        PythonEnvironment python = PythonEnvironment.orSkip();
        String uri = server.uri().toString();
        ClientConfig config = ClientConfig.builder(Map.of("MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT", "true"))
                .trackingUri(uri)
                .registryUri(uri)
                .cacheDirectory(work.resolve("cache"))
                .build();
        String ofJava = "profiled-by-java-" + System.nanoTime();
        String ofPython = "profiled-by-python-" + System.nanoTime();
        StoredProfile profile = StoredProfile.of(houses());
        try (Registry registry = Registry.open(config);
                Tracker tracker = Tracker.open(ofJava, config);
                Run run = tracker.startRun("train")) {
            LoggedModel logged = run.logModel(
                    "house",
                    files -> Files.writeString(files.resolve("model.txt"), "a model"),
                    ModelOptions.defaults().withProfile(profile.toJson()));
            run.finish();
            registry.setAlias(registry.register(ofJava, logged), "champion");
            assertThat(found(registry, ofJava)).isEqualTo(profile);

            JsonNode said = python.run(
                    "model_profile.py",
                    work,
                    LIMIT,
                    Map.of("MLFLOW_TRACKING_URI", uri),
                    Checkout.root().resolve("docs/python").toAbsolutePath().toString(),
                    ofJava,
                    ofPython);

            assertThat(said.path("rows").asInt()).isEqualTo(300);
            assertThat(said.path("columns")).extracting(JsonNode::asText).containsExactly("sqft", "bedrooms");
            assertThat(found(registry, ofPython)).isEqualTo(profile);
        }
    }

    private static StoredProfile found(Registry registry, String name) {
        return StoredProfile.ofModel(registry.download(registry.resolve("models:/" + name + "@champion")));
    }

    /** As the Python script has them. */
    private static Profile houses() {
        return Profile.builder()
                .number(
                        "sqft",
                        IntStream.range(0, 300)
                                .mapToDouble(i -> 600 + i * 7 % 300)
                                .toArray())
                .number(
                        "bedrooms",
                        IntStream.range(0, 300).mapToDouble(i -> i % 4).toArray())
                .build();
    }
}
