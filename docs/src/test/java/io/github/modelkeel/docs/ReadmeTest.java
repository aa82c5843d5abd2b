package io.github.modelkeel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.drift.Drift;
import io.github.modelkeel.drift.DriftReport;
import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {
    @TempDir
    Path directory;

    @Test
    void theFirstExampleRuns() {
        ModelBundle model = Houses.linearModel(150);
        double rmse = 48_100;
        List<Map<String, Object>> trainingRows = Houses.rows(500, 1);
        List<Map<String, Object>> todaysRows = Houses.rows(500, 2);
        Path page = directory.resolve("drift.html");
        // region readme-track
        // import io.github.modelkeel.client.LoggedModel;
        // import io.github.modelkeel.registry.Registry;
        // import io.github.modelkeel.tracking.*;
        try (Tracker tracker = Tracker.open("house-prices");
                Run run = tracker.startRun("gbt-100x3");
                Registry registry = Registry.open()) {
            run.logParams(Map.of("n_estimators", 100, "max_depth", 3));
            run.logMetric("rmse", rmse);
            LoggedModel logged = run.logModel("house", model::writeTo);
            registry.setAlias(registry.register("house", logged), "champion");
            run.finish();
        }
        // endregion

        // region readme-predict
        // import io.github.modelkeel.serving.Predictor;
        Predictor house = Predictor.load("models:/house@champion"); // once; follows the alias from now on
        double price = house.predict(Map.of("sqft", 1500, "bedrooms", 3, "location", "suburban"))
                .value();
        // endregion

        // region readme-drift
        // import io.github.modelkeel.drift.*;
        DriftReport report = Drift.compare(Profile.ofRows(trainingRows), Profile.ofRows(todaysRows));
        report.writeHtml(page);
        // endregion
        house.close();
        assertThat(price).isEqualTo(150.0 * 1500 + 9_000 * 3);
        assertThat(report.drifted()).isFalse();
        assertThat(page).content().startsWith("<!DOCTYPE html>");
    }
}
