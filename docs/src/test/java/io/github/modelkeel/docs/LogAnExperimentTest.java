package io.github.modelkeel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.tracking.Artifacts;
import io.github.modelkeel.tracking.Dataset;
import io.github.modelkeel.tracking.MetricPoint;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.RunInfo;
import io.github.modelkeel.tracking.RunStatus;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogAnExperimentTest {
    @TempDir
    Path directory;

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
