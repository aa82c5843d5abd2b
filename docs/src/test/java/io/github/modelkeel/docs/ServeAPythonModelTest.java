package io.github.modelkeel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.serving.Prediction;
import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServeAPythonModelTest {
    private static final Path MODEL = Path.of("../model/boosters/src/test/resources/python-models/xgb-softprob");

    @Test
    void aBoosterOfPythonIsServed() {
        try (Registry registry = Registry.open()) {
            registry.setAlias(registry.register("risk", log()), "champion");
        }
        // region python-model
        try (Predictor risk = Predictor.load("models:/risk@champion")) {
            Prediction prediction = risk.predict(Map.of("a", 0.4, "b", 120.0, "c", -0.001, "k", 4.0));
            String label = prediction.label(); // what predict gives in Python
            Map<String, Double> probabilities = prediction.probabilities(); // and predict_proba
            System.out.println(label + " of " + probabilities);
        }
        // endregion
        try (Predictor risk = Predictor.load("models:/risk@champion")) {
            Prediction prediction = risk.predict(Map.of("a", 0.4, "b", 120.0, "c", -0.001, "k", 4.0));
            assertThat(prediction.probabilities()).containsOnlyKeys("0", "1", "2");
            assertThat(prediction.classes().get((int) prediction.value())).isEqualTo(prediction.label());
            assertThat(prediction.probabilities().get(prediction.label())).isGreaterThan(1.0 / 3);
            assertThat(risk.predict(Rows.ofMaps(List.of(Map.of("a", 0.4, "b", 120.0, "c", -0.001, "k", 4.0)))))
                    .containsExactly(prediction);
        }
    }

    /** The files that Python's MLflow logs for a booster. */
    private static LoggedModel log() {
        try (Tracker tracker = Tracker.open("risk");
                Run run = tracker.startRun("trained-in-python")) {
            LoggedModel model = run.logModel("risk", ServeAPythonModelTest::copy);
            run.finish();
            return model;
        }
    }

    private static void copy(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(MODEL)) {
            for (Path file : files.toList()) {
                Files.copy(file, directory.resolve(MODEL.relativize(file)));
            }
        }
    }
}
