package io.github.modelkeel.samples.recipes;

import io.github.modelkeel.drift.ColumnDrift;
import io.github.modelkeel.drift.Drift;
import io.github.modelkeel.drift.DriftReport;
import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.serving.PredictionLog;
import io.github.modelkeel.serving.Predictor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares what a service was asked with what its model was trained on. */
public final class CompareAPredictionLog {
    private CompareAPredictionLog() {}

    public static void main(String[] args) throws IOException {
        List<Map<String, Object>> training = Houses.rows(2_000, 1, 1);
        Path folder = Files.createTempDirectory("recipe");
        Path log = folder.resolve("log");
        ScoringModel model = Houses.model(150).model();
        Houses.model(150).writeTo(folder.resolve("house"));
        try (Predictor house = Predictor.builder(folder.resolve("house").toUri().toString())
                .log(PredictionLog.to(log))
                .load()) {
            Houses.rows(2_000, 2, 1.8).forEach(house::predict); // larger houses than any that training saw
        }
        // region drift-log
        Profile asked = Profile.ofPredictionLog(log); // the directory, or one of its files
        DriftReport report = Drift.compare(Profile.ofRows(training), asked);
        // endregion
        System.out.println(asked.rows() + " rows were asked for");
        print(report);
        print(withPredictions(training, model, log));
    }

    private static DriftReport withPredictions(List<Map<String, Object>> training, ScoringModel model, Path log) {
        // region drift-predictions
        List<Map<String, Object>> scored = new ArrayList<>();
        for (Map<String, Object> row : training) {
            Map<String, Object> more = new LinkedHashMap<>(row);
            more.put("price", model.predict(row));
            scored.add(more);
        }
        DriftReport report = Drift.compare(Profile.ofRows(scored), Profile.ofPredictionLog(log, "price"));
        // endregion
        return report;
    }

    private static void print(DriftReport report) {
        for (ColumnDrift column : report.columns()) {
            System.out.println(column.name() + " " + column.state());
        }
    }
}
