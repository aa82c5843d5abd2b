package io.github.modelkeel.samples.recipes;

import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.drift.CsvOptions;
import io.github.modelkeel.drift.Drift;
import io.github.modelkeel.drift.DriftOptions;
import io.github.modelkeel.drift.DriftReport;
import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.tracking.ModelOptions;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps a profile of the training data with the model, and compares each night's data with it: the data may be gone by then. */
public final class CompareEachNight {
    private CompareEachNight() {}

    public static void main(String[] args) throws IOException {
        Path training = Houses.csv("training.csv", 2_000, 1, 1);
        LoggedModel logged = train(training, Houses.model(150));
        Files.delete(training);
        try (Registry registry = Registry.open()) {
            registry.setAlias(registry.register("house-nightly", logged), "champion");
        }
        for (double larger : new double[] {1, 1.8}) {
            DriftReport report = compare(Houses.csv("tonight.csv", 1_000, 2, larger));
            System.out.println(report.summary());
        }
    }

    private static LoggedModel train(Path training, ModelBundle model) {
        // region log-profile
        StoredProfile profile = StoredProfile.of(Profile.ofCsv(training));
        try (Tracker tracker = Tracker.open("house-prices");
                Run run = tracker.startRun("train")) {
            ModelOptions options = ModelOptions.defaults().withProfile(profile.toJson());
            LoggedModel logged = run.logModel("house", model::writeTo, options);
            run.finish();
            return logged;
        }
        // endregion
    }

    private static DriftReport compare(Path tonight) {
        // region compare-nightly
        try (Registry registry = Registry.open()) {
            Path files = registry.download(registry.resolve("models:/house-nightly@champion"));
            StoredProfile reference = StoredProfile.ofModel(files);
            StoredProfile current = reference.countCsv(tonight, CsvOptions.defaults());
            return Drift.compare(reference, current, DriftOptions.defaults());
        }
        // endregion
    }
}
