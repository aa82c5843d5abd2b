package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ResourceNotFoundException;
import io.github.modelkeel.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample's assets, materialised by Dagster. */
@Heavy(
        counterpart = "dagster",
        checks = {
            "samples/customer-churn/pipelines/dagster_assets.py",
            "samples/customer-churn/gates.yaml",
            "samples/customer-churn/expectations.yaml",
            "verification/interop-tests/requirements-dagster.txt",
            "verification/interop-tests/src/test/java/io/github/modelkeel/interop/PipelineHome.java"
        })
class DagsterTest {
    private static final String FILE = "dagster_assets.py";

    @TempDir
    private Path work = Path.of("");

    @SuppressWarnings("NullAway.Init") // set before each test
    private PythonEnvironment python;

    @SuppressWarnings("NullAway.Init") // set before each test
    private PipelineHome home;

    @BeforeEach
    void home() throws IOException {
        python = PythonEnvironment.heavyOrSkip("dagster");
        home = PipelineHome.make(work.resolve("home"));
        Files.createDirectories(work.resolve("dagster"));
    }

    private PipelineHome.Ended materialise(String assets) throws IOException {
        Path file = Files.writeString(home.directory().resolve(FILE), assets);
        return home.run(
                python,
                Map.of("DAGSTER_HOME", work.resolve("dagster").toString(), "DAGSTER_DISABLE_TELEMETRY", "yes"),
                "dagster",
                "asset",
                "materialize",
                "--select",
                "*",
                "-f",
                file.toString());
    }

    private static String sample() throws IOException {
        return Files.readString(PipelineHome.pipeline(FILE));
    }

    private Registry registry() {
        return Registry.open(ClientConfig.builder(Map.of())
                .trackingUri(home.trackingUri())
                .registryUri(home.trackingUri())
                .build());
    }

    @Test
    void itMaterialisesTheAssetsAndTheAliasMoves() throws IOException {
        PipelineHome.Ended ended = materialise(sample());
        assertThat(ended.code()).as(ended.output()).isZero();
        for (String asset : List.of("customers", "candidate", "champion", "drift")) {
            assertThat(ended.output()).contains(asset + " - ASSET_MATERIALIZATION");
        }
        assertThat(ended.output()).contains("RUN_SUCCESS");
        try (Registry registry = registry()) {
            assertThat(registry.resolveAlias("churn-customers", "champion")).isEqualTo(1);
        }
    }

    @Test
    void whatAGateRefusesIsAFailureAndIsNotTriedAgain() throws IOException {
        Path gates = home.directory().resolve("gates.yaml");
        Files.writeString(gates, Files.readString(gates).replace("at_least: 0.7", "at_least: 0.99"));
        PipelineHome.Ended ended = materialise(sample().replace(
                        "@dg.asset\ndef champion",
                        "@dg.asset(retry_policy=dg.RetryPolicy(max_retries=2))\ndef champion"));
        assertThat(ended.code()).as(ended.output()).isNotZero();
        assertThat(ended.output())
                .contains("refused: java -jar modelkeel.jar registry promote models:/churn-customers/1", "RUN_FAILURE")
                .doesNotContain("STEP_UP_FOR_RETRY");
        try (Registry registry = registry()) {
            assertThatExceptionOfType(ResourceNotFoundException.class)
                    .isThrownBy(() -> registry.resolveAlias("churn-customers", "champion"));
        }
    }

    @Test
    void itFindsPlantedErrors() throws IOException {
        assertPlanted(sample().replace("def champion(candidate: str)", "def champion(candidat: str)"), "candidat");
        assertPlanted(sample().replace("--expectations", "--expectation"), "--expectation");
    }

    private void assertPlanted(String assets, String found) throws IOException {
        PipelineHome.Ended ended = materialise(assets);
        assertThat(ended.code()).as(ended.output()).isNotZero();
        assertThat(ended.output()).contains(found);
    }
}
