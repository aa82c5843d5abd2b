package io.github.modelkeel.samples.houseprices;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.registry.ModelVersion;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.serving.Prediction;
import io.github.modelkeel.tracking.MetricPoint;
import io.github.modelkeel.tracking.RunInfo;
import io.github.modelkeel.tracking.RunStatus;
import io.github.modelkeel.tracking.Tracker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
    @TempDir
    private Path folder;

    @Test
    void theWholeWayWorksTwiceOnGeneratedData() throws Exception {
        Sample sample = new Sample(folder);
        Workspace workspace = sample.workspace("--config", "model_config.yaml");
        RunCommand.Outcome first = sample.run(workspace);
        assertThat(first.champion().version().version()).isEqualTo(1);
        assertThat(first.champion().winner().trained().candidate().params()).containsEntry("model", "xgboost");
        assertThat(first.champion().winner().trained().evaluation().r2()).isGreaterThan(0.9);
        assertThat(first.predictions())
                .hasSize(3)
                .extracting(Prediction::modelVersion)
                .containsOnly(1);

        RunCommand.Outcome second = sample.run(workspace);
        assertThat(second.champion().version().version()).isEqualTo(2);
        assertThat(second.predictions()).extracting(Prediction::modelVersion).containsOnly(2);
        assertThat(second.predictions())
                .extracting(Prediction::value)
                .isEqualTo(first.predictions().stream().map(Prediction::value).toList());

        theRunsAreComplete(sample);
        theRegistryKnowsTheChampion(sample, second.champion().version());
        assertThat(Files.readString(second.reports().get(0))).contains("sqft", "year_built");
        assertThat(second.reports().get(0).isAbsolute()).isTrue();
        assertThat(sample.printed())
                .contains("generated")
                .contains("house version 2 (boosted-100x3")
                .contains(first.champion().winner().runPlace())
                .doesNotContain("http://127.0.0.1")
                .containsPattern("predicted +price [0-9,]+, actually [0-9,]+, for sqft=")
                .contains(second.reports().get(0).toString());
    }

    private static void theRunsAreComplete(Sample sample) {
        try (Tracker tracker = Tracker.open("house-prices", sample.config())) {
            List<RunInfo> runs = tracker.runs().search("").toList();
            assertThat(runs).hasSize(4);
            for (RunInfo run : runs) {
                assertThat(run.status()).isEqualTo(RunStatus.FINISHED);
                assertThat(run.metrics()).containsKeys("rmse", "mae", "r2", "training_seconds", "test_rmse_by_step");
                assertThat(run.params()).containsEntry("target", "price").containsKeys("model", "seed", "features");
                assertThat(run.tags()).containsEntry("data", "generated");
            }
            RunInfo boosted = runs.stream()
                    .filter(run -> run.name().startsWith("boosted"))
                    .findFirst()
                    .orElseThrow();
            List<MetricPoint> curve = tracker.runs()
                    .metricHistory(boosted.id(), "test_rmse_by_step")
                    .toList();
            assertThat(curve).hasSize(100);
            assertThat(curve.get(99).value()).isLessThan(curve.get(0).value());
        }
    }

    private static void theRegistryKnowsTheChampion(Sample sample, ModelVersion version) {
        try (Registry registry = Registry.open(sample.config())) {
            assertThat(registry.resolveAlias("house", "champion")).isEqualTo(2);
            assertThat(registry.getByAlias("house", "champion").source()).isEqualTo(version.source());
        }
    }
}
