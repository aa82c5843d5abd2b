package io.github.modelkeel.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.client.internal.FileTree;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every form of address that MLflow knows, from the text to the files, against the embedded server. */
class ModelAddressesTest {
    private static final String WHOLE = "MLmodel deep/er/weights.bin model.json modelkeel-manifest.json";

    @TempDir
    private static Path root = Path.of("");

    private static ClientConfig config = ClientConfig.builder(Map.of()).build();
    private static LoggedModel logged = new LoggedModel("m-0", "", null, "", "", "", null);

    /** Version 1 comes from a logged model, 2 from a run's own artifacts, 3 from the logged model by way of the run. */
    @BeforeAll
    static void fill() throws IOException {
        config = ClientConfig.builder(Map.of())
                .trackingUri("local:" + root.resolve("data"))
                .cacheDirectory(root.resolve("cache"))
                .build();
        Path old = Files.createDirectories(root.resolve("old/deep/er"));
        Files.writeString(old.resolve("weights.bin"), "old");
        try (Tracker tracker = Tracker.open("addresses", config);
                Registry registry = Registry.open(config)) {
            try (Run run = tracker.startRun("first")) {
                logged = run.logModel("house", directory -> {
                    Files.writeString(directory.resolve("model.json"), "{}");
                    Files.writeString(
                            Files.createDirectories(directory.resolve("deep/er"))
                                    .resolve("weights.bin"),
                            "1");
                });
                run.logArtifacts(root.resolve("old"), "old model");
                run.finish();
            }
            registry.setAlias(registry.register("house", logged), "champion");
            registry.setVersionTag("house", 1, "a", "b");
            registry.register("house", "runs:/" + logged.runId() + "/old model");
            registry.register("house", "runs:/" + logged.runId() + "/house");
            registry.transitionStage("house", 1, "Production", false);
            registry.transitionStage("house", 2, "Archived", false);
            registry.register("50% off", logged);
        }
    }

    @AfterAll
    static void forget() {
        logged = new LoggedModel("m-0", "", null, "", "", "", null);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "models:/house@champion, " + WHOLE,
        "models:/house@champion/deep, er/weights.bin",
        "models:/house@champion/deep/er/weights.bin, weights.bin",
        "models:/house/1, " + WHOLE,
        "models:/house/1/model.json, model.json",
        "models:/house/2, deep/er/weights.bin",
        "models:/house/2/deep, er/weights.bin",
        "models:/house/3, " + WHOLE,
        "models:/house/latest, " + WHOLE,
        "models:/house/Latest, " + WHOLE,
        "models:/house/LATEST/deep/er, weights.bin",
        "models:/house/Production, " + WHOLE,
        "models:/house/production/deep, er/weights.bin",
        "models:/house/archived, deep/er/weights.bin",
        "models:/house/None, " + WHOLE,
        "models:/50%25 off/1, " + WHOLE,
        "models:/50%25%20off/1/deep, er/weights.bin",
        "models:/MODEL_ID, " + WHOLE,
        "models:/MODEL_ID/deep, er/weights.bin",
        "runs:/RUN_ID/house, " + WHOLE,
        "runs:/RUN_ID/house/deep, er/weights.bin",
        "runs:/RUN_ID/house/deep/er/weights.bin, weights.bin",
        "runs:/RUN_ID/old model, deep/er/weights.bin",
        "runs:/RUN_ID/old%20model/deep, er/weights.bin",
        "ARTIFACT_URI, " + WHOLE,
        "ARTIFACT_URI/deep, er/weights.bin",
        "ARTIFACT_URI/deep/er/weights.bin, weights.bin"
    })
    void anAddressLeadsToItsFiles(String form, String files) throws IOException {
        String uri = form.replace("MODEL_ID", logged.modelId())
                .replace("RUN_ID", Objects.requireNonNull(logged.runId()))
                .replace("ARTIFACT_URI", logged.artifactUri());
        try (Registry registry = Registry.open(config)) {
            Path directory = registry.download(registry.resolve(uri));

            List<String> found =
                    FileTree.list(directory).stream().map(FileTree.Item::path).toList();
            assertThat(String.join(" ", found)).isEqualTo(files);
            assertThat(registry.download(registry.resolve(uri))).isEqualTo(directory);
        }
    }

    @Test
    void aPromptIsNotAModel() {
        try (Registry registry = Registry.open(config)) {
            registry.createModel("greeting", Map.of("mlflow.prompt.is_prompt", "true"), "says hello");
            registry.setAlias(registry.register("greeting", logged), "champion");

            assertThat(registry.searchModels("name LIKE 'gr%'")).isEmpty();
            assertThat(registry.searchModels(""))
                    .extracting(RegisteredModel::name)
                    .containsExactly("50% off", "house");
            for (String uri : List.of("models:/greeting/1", "models:/greeting@champion", "models:/greeting/latest")) {
                assertThatExceptionOfType(ClientException.class)
                        .isThrownBy(() -> registry.resolve(uri))
                        .withMessageContaining("'greeting' is a prompt")
                        .satisfies(e -> assertThat(e.errorCode()).isEqualTo("NOT_A_MODEL"));
            }
            registry.deleteModel("greeting");
        }
    }
}
