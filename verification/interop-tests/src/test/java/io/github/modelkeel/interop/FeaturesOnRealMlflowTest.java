package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.tracking.Artifacts;
import io.github.modelkeel.tracking.Experiment;
import io.github.modelkeel.tracking.MetricPoint;
import io.github.modelkeel.tracking.ModelOptions;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.RunInfo;
import io.github.modelkeel.tracking.Tracker;
import io.github.modelkeel.tracking.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the tracking client can do beyond values and files, on MLflow's own server with MLflow's own client, and back. */
@ExtendWith(ServerLogOnFailure.class)
class FeaturesOnRealMlflowTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir
    private Path work;

    private static ClientConfig config(ServerKind server) {
        return ClientConfig.builder(Map.of("MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT", "true"))
                .trackingUri(server.uri().toString())
                .build();
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void mlflowReadsWhatTheTrackingClientWrote(ServerKind server) throws IOException, InterruptedException {
        PythonEnvironment python = PythonEnvironment.orSkip();
        WrittenFeatures written = WrittenFeatures.write(config(server));
        Path expected = Files.writeString(work.resolve("expected.json"), written.asJson());
        JsonNode summary = python.run(
                "read_features.py",
                work,
                LIMIT,
                Map.of("MLFLOW_TRACKING_URI", server.uri().toString()),
                expected.toString());
        Banner.say(server + " server: MLflow " + summary.path("mlflow").asText() + " read the Java client's features, "
                + summary.path("checks").asInt() + " checks");
        assertThat(summary.path("checks").asInt()).isGreaterThanOrEqualTo(35);
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void theTrackingClientReadsWhatMlflowWrote(ServerKind server) throws IOException {
        PythonEnvironment python = PythonEnvironment.orSkip();
        String name = "interop-by-python-" + System.nanoTime();
        JsonNode wrote = python.run(
                "write_features.py",
                work,
                LIMIT,
                Map.of("MLFLOW_TRACKING_URI", server.uri().toString()),
                name);
        String id = wrote.path("run").asText();
        try (Tracker tracker = Tracker.open(name, config(server))) {
            Experiment experiment = tracker.experiments().find(name).orElseThrow();
            assertThat(experiment.id()).isEqualTo(wrote.path("experiment").asText());
            assertThat(experiment.tags()).containsEntry("team", "python");
            assertThat(tracker.experiments().search("name = '" + name + "'", Experiment.View.ALL))
                    .extracting(Experiment::id)
                    .containsExactly(experiment.id());
            RunInfo run = tracker.runs().get(id);
            assertThat(run.tags()).containsEntry("mlflow.note.content", "by Python");
            assertThat(run.inputs()).hasSize(1);
            assertThat(run.inputs().get(0).context()).isEqualTo("training");
            assertThat(run.inputs().get(0).dataset().name()).isEqualTo("houses");
            assertThat(run.inputs().get(0).dataset().schema()).contains("sqft", "area");
            List<String> children = new ArrayList<>();
            wrote.path("children").forEach(child -> children.add(child.asText()));
            assertThat(tracker.runs().children(id))
                    .extracting(RunInfo::id)
                    .containsExactlyInAnyOrderElementsOf(children);
            assertThat(tracker.runs().search("", Experiment.View.DELETED))
                    .extracting(RunInfo::id)
                    .containsExactly(wrote.path("deleted").asText());
            assertThat(tracker.runs().metricHistory(id, "rmse").map(MetricPoint::value))
                    .containsExactlyElementsOf(IntStream.range(0, 30)
                            .mapToObj(step -> 1.0 / (step + 1))
                            .toList());
            readFiles(tracker, id);
            appendToPythonsTable(tracker, id);
        }
    }

    private void readFiles(Tracker tracker, String id) throws IOException {
        Path all = tracker.runs().downloadArtifacts(id, "", work.resolve("all"));
        JsonNode document =
                new ObjectMapper().readTree(all.resolve("conf/a.json").toFile());
        assertThat(document.path("ü").path("c").booleanValue()).isTrue();
        assertThat(Files.readString(all.resolve("conf/a.yaml"))).contains("b: 'yes'");
        assertThat(ImageIO.read(all.resolve("one.png").toFile()).getRGB(5, 5)).isEqualTo(0xffc80000);
        assertThat(ImageIO.read(all.resolve("plots/line.png").toFile()).getWidth())
                .isPositive();
        List<Artifacts.Artifact> images = tracker.runs().listArtifacts(id, "images");
        assertThat(images)
                .extracting(Artifacts.Artifact::path)
                .hasSize(2)
                .allMatch(path -> path.startsWith("images/dogs~brown+step+3+timestamp+1700000000000+"));
    }

    private void appendToPythonsTable(Tracker tracker, String id) throws IOException {
        try (Run run = tracker.resumeRun(id)) {
            String tag = tracker.runs().get(id).tags().get("mlflow.loggedArtifacts");
            run.artifacts().logTable(Map.of("q", List.of("java"), "score", List.of(3)), "eval/t.json");
            assertThat(tracker.runs().get(id).tags()).containsEntry("mlflow.loggedArtifacts", tag);
            JsonNode table = new ObjectMapper()
                    .readTree(run.artifacts().download("eval/t.json", work).toFile());
            assertThat(table.path("data")).hasSize(3);
            assertThat(table.path("data").get(2).toString()).isEqualTo("[\"java\",3]");
            run.finish();
        }
    }

    /** A model that the server took on and whose logging then failed: its MLmodel file is too long to be completed. */
    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void aModelThatWasCutOffIsFoundAndContinued(ServerKind server) {
        try (Tracker tracker = Tracker.open("interop-continued", config(server));
                Run run = tracker.startRun("continued")) {
            Work<Path, IOException> broken = directory -> {
                Files.write(directory.resolve("a"), new byte[1_000]);
                Files.write(directory.resolve("MLmodel"), new byte[2 << 20]);
            };
            assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> run.logModel("house", broken));
            List<LoggedModel> unfinished = run.incompleteModels("house");
            assertThat(unfinished).hasSize(1);
            assertThat(unfinished.get(0).status()).isEqualTo("LOGGED_MODEL_UPLOAD_FAILED");

            LoggedModel model = run.resumeModel(
                    unfinished.get(0).modelId(),
                    directory -> {
                        Files.write(directory.resolve("a"), new byte[1_000]);
                        byte[] rest = new byte[500_000];
                        new Random(3).nextBytes(rest);
                        Files.write(directory.resolve("rest"), rest);
                    },
                    ModelOptions.defaults());

            assertThat(model.status()).isEqualTo("LOGGED_MODEL_READY");
            assertThat(run.incompleteModels("house")).isEmpty();
            assertThat(tracker.runs().get(run.id()).modelOutputs()).isEqualTo(Map.of(model.modelId(), 0L));
            run.finish();
        }
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void aSecondExperimentOfANameIsRefused(ServerKind server) {
        String name = "interop-twice-" + System.nanoTime();
        try (Tracker tracker = Tracker.open("interop-continued", config(server))) {
            tracker.experiments().create(name, Map.of(), null);
            assertThatExceptionOfType(ClientException.class)
                    .isThrownBy(() -> tracker.experiments().create(name, Map.of(), null))
                    .satisfies(e -> assertThat(e.errorCode()).isEqualTo("RESOURCE_ALREADY_EXISTS"));
        }
    }
}
