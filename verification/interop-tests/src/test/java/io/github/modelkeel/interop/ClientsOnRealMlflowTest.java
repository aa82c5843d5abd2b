package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.ResourceNotFoundException;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.serving.Prediction;
import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Modelkeel's clients on MLflow's own server, read back by MLflow's own client; and the same on the embedded server. */
@ExtendWith(ServerLogOnFailure.class)
class ClientsOnRealMlflowTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private Path work;

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void mlflowReadsEveryBitOfWhatTheClientsWrote(ServerKind server) throws IOException {
        readsWhatIsWritten("interop-written", server, config(server));
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void mlflowReadsEveryBitOfWhatTheClientsLoggedAsynchronously(ServerKind server) throws IOException {
        Map<String, String> asynchronous = Map.of(
                "MLFLOW_ENABLE_ASYNC_LOGGING",
                "true",
                "MODELKEEL_SPOOL_DIR",
                work.resolve("spool").toString());
        readsWhatIsWritten("interop-written-asynchronously", server, config(server, asynchronous));
        assertThat(work.resolve("spool")).as("everything was delivered").isEmptyDirectory();
    }

    private void readsWhatIsWritten(String name, ServerKind server, ClientConfig config) throws IOException {
        PythonEnvironment python = PythonEnvironment.orSkip();
        WrittenRun written = WrittenRun.write(name, config, work);
        Path expected = Files.writeString(work.resolve("expected.json"), written.asJson());
        JsonNode summary = python.run(
                "read_back.py",
                work,
                LIMIT,
                Map.of("MLFLOW_TRACKING_URI", server.uri().toString()),
                expected.toString());
        Banner.say(server + " server: MLflow " + summary.path("mlflow").asText() + " read the Java clients' run, "
                + summary.path("checks").asInt() + " checks");
        assertThat(summary.path("checks").asInt()).isGreaterThanOrEqualTo(WrittenRun.METRICS * 2 + 30);
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void aModelIsServedFromTheServerItWasRegisteredOn(ServerKind server) throws IOException {
        ClientConfig config = config(server);
        String name = "interop-served";
        try (Tracker tracker = Tracker.open("interop-served", config);
                Registry registry = Registry.open(config)) {
            tracker.run(
                    "served",
                    run -> registry.setAlias(
                            registry.register(name, run.logModel("house", HouseModel.bundle()::writeTo)), "champion"));
        }
        try (Predictor house = Predictor.builder("models:/" + name + "@champion")
                .config(config)
                .load()) {
            for (Map<String, Object> row : HouseModel.ROWS) {
                double expected = HouseModel.bundle().model().predict(row);
                assertThat(Double.doubleToRawLongBits(house.predict(row).value()))
                        .isEqualTo(Double.doubleToRawLongBits(expected));
            }
            Prediction prediction = house.predict(HouseModel.ROWS.get(0));
            assertThat(prediction.modelName()).isEqualTo(name);
            assertThat(prediction.modelVersion()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void aModelThatPythonLoggedIsDownloadedFileByFile(ServerKind server) throws IOException {
        PythonEnvironment python = PythonEnvironment.orSkip();
        JsonNode logged = python.run(
                "log_model.py",
                work,
                LIMIT,
                Map.of("MLFLOW_TRACKING_URI", server.uri().toString()),
                "interop-python");
        try (Registry registry = Registry.open(config(server))) {
            for (String uri : new String[] {
                "models:/interop-python@champion",
                "models:/interop-python/1",
                "models:/interop-python/latest",
                "models:/" + logged.path("model_id").asText()
            }) {
                Path directory = registry.download(registry.resolve(uri));
                logged.path("files")
                        .properties()
                        .forEach(file -> assertThat(directory.resolve(file.getKey()))
                                .satisfies(path -> assertThat(Checkout.sha256(Files.readAllBytes(path)))
                                        .isEqualTo(file.getValue().asText())));
            }
            assertThat(logged.path("files").size()).isGreaterThanOrEqualTo(5);
            assertThat(registry.getVersion("interop-python", 1).runId())
                    .contains(logged.path("run").asText());
        }
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void whatTheServerRefusesIsAnErrorWithItsCode(ServerKind server) throws IOException {
        try (Registry registry = Registry.open(config(server));
                Tracker tracker = Tracker.open("interop-refusals", config(server))) {
            assertThatThrownBy(() -> registry.getVersion("interop-none", 1))
                    .isInstanceOfSatisfying(
                            ResourceNotFoundException.class,
                            e -> assertThat(e.status()).isEqualTo(404));
            assertThatThrownBy(() -> registry.resolveAlias("interop-none", "champion"))
                    .isInstanceOf(ResourceNotFoundException.class);
            registry.createModel("interop-refusals");
            assertThatThrownBy(() -> registry.resolveAlias("interop-refusals", "champion"))
                    .isInstanceOf(ResourceNotFoundException.class);
            assertThatThrownBy(() -> tracker.runs().search("metrics.rmse <> 1").toList())
                    .isInstanceOfSatisfying(
                            ClientException.class,
                            e -> assertThat(e.errorCode()).isEqualTo("INVALID_PARAMETER_VALUE"));
            assertThatThrownBy(() -> tracker.runs().get("0".repeat(32))).isInstanceOf(ResourceNotFoundException.class);
        }
    }

    private ClientConfig config(ServerKind server) throws IOException {
        return config(server, Map.of());
    }

    private ClientConfig config(ServerKind server, Map<String, String> environment) throws IOException {
        return ClientConfig.builder(environment)
                .trackingUri(server.uri().toString())
                .cacheDirectory(Files.createDirectories(work.resolve("cache")))
                .build();
    }
}
