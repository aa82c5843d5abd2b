package io.github.modelkeel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.tracking.Artifacts;
import io.github.modelkeel.tracking.AsyncLogging;
import io.github.modelkeel.tracking.Dataset;
import io.github.modelkeel.tracking.FlushResult;
import io.github.modelkeel.tracking.MetricPoint;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.RunInfo;
import io.github.modelkeel.tracking.RunStatus;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogAnExperimentTest {
    @TempDir
    Path directory;

    @Test
    void aRunIsLogged() throws IOException {
        Path plot = Files.writeString(directory.resolve("residuals.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>");
        // region log-run
        try (Tracker tracker = Tracker.open("house-prices");
                Run run = tracker.startRun("gbt-100x3")) {
            run.logParams(Map.of("n_estimators", 100, "max_depth", 3));
            for (int step = 1; step <= 3; step++) {
                run.logMetric("rmse", 90_000.0 / step, step);
            }
            run.setTag("team", "pricing");
            run.logArtifact(plot, "plots");
            run.finish();
            System.out.println("logged: " + run.uri());
        }
        // endregion
        try (Tracker tracker = Tracker.open("house-prices")) {
            RunInfo last =
                    tracker.runs().first(1, "attributes.run_name = 'gbt-100x3'").get(0);
            assertThat(last.status()).isEqualTo(RunStatus.FINISHED);
            assertThat(last.metrics()).containsEntry("rmse", 30_000.0);
            assertThat(last.params()).containsEntry("n_estimators", "100");
        }
    }

    @Test
    void aLambdaIsFinishedForYou() {
        try (Tracker tracker = Tracker.open("house-prices")) {
            // region log-run-lambda
            tracker.run("short", run -> run.logMetric("auc", 0.91, 0));
            // endregion
            RunInfo last =
                    tracker.runs().first(1, "attributes.run_name = 'short'").get(0);
            assertThat(last.status()).isEqualTo(RunStatus.FINISHED);
        }
    }

    @Test
    void manyPointsTravelTogether() {
        List<Double> losses = new ArrayList<>();
        for (int i = 0; i < 2_500; i++) {
            losses.add(1.0 / (i + 1));
        }
        try (Tracker tracker = Tracker.open("house-prices");
                Run run = tracker.startRun("many")) {
            // region log-many
            List<MetricPoint> points = new ArrayList<>();
            for (int step = 0; step < losses.size(); step++) {
                points.add(MetricPoint.now("loss", losses.get(step), step));
            }
            run.logMetrics(points);
            run.logMetrics(Map.of("rmse", 48_100.0, "mae", 31_900.0, "r2", 0.83));
            // endregion
            run.finish();
            // region read-back
            List<MetricPoint> history =
                    tracker.runs().metricHistory(run.id(), "loss").toList();
            RunInfo best = tracker.runs()
                    .first(1, "metrics.r2 > 0.8", "metrics.rmse ASC")
                    .get(0);
            // endregion
            assertThat(history).hasSize(2_500);
            assertThat(best.metrics()).containsEntry("r2", 0.83);
        }
    }

    @Test
    void loggingNeverWaitsForTheServer() {
        ClientConfig config = ClientConfig.fromEnvironment();
        Path spool = directory.resolve("spool");
        // region log-async
        AsyncLogging logging = AsyncLogging.builder().directory(spool).build();
        try (Tracker tracker = Tracker.builder("house-prices")
                        .config(config)
                        .async(logging)
                        .open();
                Run run = tracker.startRun("never-waits")) {
            for (int step = 0; step < 10_000; step++) {
                run.logMetric("loss", 1.0 / (step + 1), step); // in batches of a thousand to the server
            }
            run.finish();
            FlushResult result = tracker.flush(Duration.ofSeconds(60));
            if (!result.isComplete()) {
                System.err.println(result); // what waits on disk, and why
            }
        }
        // endregion
        try (Tracker tracker = Tracker.open("house-prices")) {
            RunInfo run = tracker.runs()
                    .first(1, "attributes.run_name = 'never-waits'")
                    .get(0);
            assertThat(tracker.runs().metricHistory(run.id(), "loss")).hasSize(10_000);
            assertThat(run.status()).isEqualTo(RunStatus.FINISHED);
        }
    }

    @Test
    void filesOfManyKinds() {
        try (Tracker tracker = Tracker.open("house-prices");
                Run run = tracker.startRun("files")) {
            // region log-files
            run.artifacts().logText("two outliers removed", "notes.txt");
            run.artifacts().logDict(Map.of("layers", List.of(64, 32), "dropout", 0.1), "config.yaml");
            run.artifacts()
                    .logTable(Map.of("city", List.of("Oslo", "Bonn"), "error", List.of(0.1, 0.4)), "errors.json");
            run.artifacts().logFigure("<svg xmlns='http://www.w3.org/2000/svg'/>", "residuals.svg");
            // endregion
            run.finish();
            assertThat(run.artifacts().list(""))
                    .extracting(Artifacts.Artifact::path)
                    .containsExactlyInAnyOrder("notes.txt", "config.yaml", "errors.json", "residuals.svg");
        }
    }

    @Test
    void dataAndModelBelongToTheRun() throws IOException {
        Path houses = Files.writeString(directory.resolve("houses.csv"), "sqft,price\n1500,300000\n");
        try (Tracker tracker = Tracker.open("house-prices");
                Run run = tracker.startRun("with-data")) {
            // region log-data
            run.logDataset(Dataset.ofCsv("houses", houses), "training");
            LoggedModel logged = run.logModel("lookup-table", files -> Files.copy(houses, files.resolve("prices.csv")));
            System.out.println(logged.uri()); // models:/m-...
            // endregion
            run.finish();
            assertThat(logged.uri()).startsWith("models:/m-");
            assertThat(logged.manifestDigest()).hasSize(64);
        }
    }
}
