package io.github.modelkeel.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.client.ResourceNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From end to end, against the embedded server. */
class TrackerTest {
    @TempDir
    private Path data = Path.of("");

    private Tracker open() {
        return Tracker.open(
                "house-prices",
                ClientConfig.builder(Map.of()).trackingUri("local:" + data).build());
    }

    @Test
    void aRunEndsWithTheStatusThatIsAskedForAndNotAsRunning() {
        try (Tracker tracker = open();
                Run run = tracker.startRun("stopped")) {
            assertThatThrownBy(() -> run.finish(RunStatus.RUNNING))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("RUNNING");
            run.finish(RunStatus.KILLED);
            assertThat(tracker.runs().get(run.id()).status()).isEqualTo(RunStatus.KILLED);
        }
    }

    @Test
    void whatIsLoggedCanBeReadBackAfterARestart() throws IOException {
        String runId;
        String child;
        try (Tracker tracker = open();
                Run run = tracker.startRun("gbt-100x3")) {
            runId = run.id();
            run.logParams(Map.of("n_estimators", 100, "max_depth", 3));
            for (int step = 0; step < 3; step++) {
                tracker.logMetric("rmse", 1.0 / (step + 1), step);
            }
            run.logMetric("nan", Double.NaN);
            run.setTag("team", "ml");
            run.setTag("gone", "x");
            run.deleteTag("gone");
            run.artifacts().logText("héllo", "notes/ün ï.txt");
            run.logDataset(Dataset.ofColumns("train", Map.of("sqft", List.of(1, 2))), "training");
            try (Run nested = run.startChild("fold-1")) {
                child = nested.id();
                nested.finish();
            }
            run.finish();
        }

        try (Tracker tracker = open()) {
            RunInfo info = tracker.runs().get(runId);
            assertThat(info.name()).isEqualTo("gbt-100x3");
            assertThat(info.status()).isEqualTo(RunStatus.FINISHED);
            assertThat(info.endTime()).isAfterOrEqualTo(info.startTime());
            assertThat(info.params()).containsOnly(Map.entry("n_estimators", "100"), Map.entry("max_depth", "3"));
            assertThat(info.metrics()).containsEntry("rmse", 1.0 / 3).containsEntry("nan", Double.NaN);
            assertThat(info.tags()).containsEntry("team", "ml").doesNotContainKey("gone");
            assertThat(tracker.runs().metricHistory(runId, "rmse"))
                    .extracting(MetricPoint::value)
                    .containsExactly(1.0, 0.5, 1.0 / 3);
            assertThat(tracker.runs().get(child).tags()).containsEntry("mlflow.parentRunId", runId);
            assertThat(tracker.runs().search("metrics.rmse < 0.4 AND params.max_depth = '3'"))
                    .extracting(RunInfo::id)
                    .containsExactly(runId);
            assertThat(tracker.runs().first(1, "", "attributes.start_time ASC"))
                    .extracting(RunInfo::id)
                    .containsExactly(runId);
            try (Run again = tracker.resumeRun(runId)) {
                again.logMetric("late", 1);
                assertThat(tracker.runs().get(runId).status()).isEqualTo(RunStatus.RUNNING);
                again.finish();
            }
            assertThatExceptionOfType(ResourceNotFoundException.class)
                    .isThrownBy(() -> tracker.runs().get("0".repeat(32)));
        }
    }

    @Test
    void manyPointsArriveAllAndOnceEvenWhenTheyAreSentTwice() {
        List<MetricPoint> points = new ArrayList<>();
        for (int i = 0; i < 2_500; i++) {
            points.add(new MetricPoint("loss", i * 0.1, 1_000_000 + i, i));
        }
        try (Tracker tracker = open();
                Run run = tracker.startRun("many")) {
            run.logMetrics(points);
            run.logMetrics(points);
            assertThat(tracker.runs().metricHistory(run.id(), "loss")).containsExactlyElementsOf(points);
            run.finish();
        }
    }

    @Test
    void aParameterKeepsItsFirstValue() {
        try (Tracker tracker = open();
                Run run = tracker.startRun("first")) {
            run.logParam("depth", 3);
            run.logParam("depth", 3);
            assertThatExceptionOfType(ClientException.class)
                    .isThrownBy(() -> run.logParam("depth", 4))
                    .satisfies(e -> assertThat(e.errorCode()).isEqualTo("INVALID_PARAMETER_VALUE"));
        }
    }

    @Test
    void aModelIsLoggedWithItsManifest() throws IOException {
        try (Tracker tracker = open();
                Run run = tracker.startRun("first")) {
            run.logParam("depth", 3);
            run.logMetric("rmse", 0.5);
            LoggedModel logged = run.logModel(
                    "house",
                    directory -> Files.writeString(directory.resolve("model.json"), "{}"),
                    ModelOptions.defaults().withInputExample(List.of(Map.of("sqft", 1500))));
            assertThat(logged.status()).isEqualTo("LOGGED_MODEL_READY");
            assertThat(logged.runId()).isEqualTo(run.id());
            assertThat(logged.manifestDigest()).hasSize(64);
            run.finish();
        }
    }

    @Test
    void aProfileIsLoggedWithTheModelOrTheRun() throws IOException {
        String profile = "{\"format\": \"modelkeel-profile\"}";
        try (Tracker tracker = open();
                Run run = tracker.startRun("first")) {
            LoggedModel logged = run.logModel(
                    "house",
                    files -> {
                        Files.writeString(files.resolve("model.json"), "{}");
                        Files.writeString(files.resolve("profile.json"), "of another training");
                    },
                    ModelOptions.defaults().withProfile(profile).withModelType("regressor"));
            run.logProfile(profile);

            assertThat(logged.status()).isEqualTo("LOGGED_MODEL_READY");
            assertThatIllegalArgumentException().isThrownBy(() -> run.logProfile(" "));
            run.finish();
        }
        try (Stream<Path> kept = Files.walk(data)) {
            assertThat(kept.filter(file -> file.endsWith("profile.json")))
                    .hasSize(2)
                    .allSatisfy(file -> assertThat(file).hasContent(profile));
        }
        assertThat(ModelOptions.defaults().profile()).isEmpty();
        assertThat(ModelOptions.defaults()
                        .withProfile(profile)
                        .withTag("a", "b")
                        .withStep(3)
                        .profile())
                .isEqualTo(profile);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelOptions.defaults().withProfile(""))
                .withMessage("a profile must be the text of a profile.json, not blank");
    }

    @Test
    void manyThreadsLogToOneRun() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (Tracker tracker = open();
                Run run = tracker.startRun("parallel")) {
            List<Future<?>> done = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                String key = "m" + thread;
                done.add(threads.submit(() -> {
                    for (int step = 0; step < 20; step++) {
                        run.logMetric(key, step, step);
                    }
                }));
            }
            for (Future<?> each : done) {
                each.get();
            }
            for (int thread = 0; thread < 4; thread++) {
                assertThat(tracker.runs().metricHistory(run.id(), "m" + thread)).hasSize(20);
            }
            run.finish();
        } finally {
            threads.shutdownNow();
        }
    }
}
