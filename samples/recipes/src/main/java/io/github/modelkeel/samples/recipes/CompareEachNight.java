package io.github.modelkeel.samples.recipes;

import io.github.modelkeel.drift.CsvOptions;
import io.github.modelkeel.drift.Drift;
import io.github.modelkeel.drift.DriftOptions;
import io.github.modelkeel.drift.DriftReport;
import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps a profile of the training data with the run, and compares each night's data with it: the data may be gone by then. */
public final class CompareEachNight {
    private CompareEachNight() {}

    public static void main(String[] args) throws IOException {
        Path training = Houses.csv("training.csv", 2_000, 1, 1);
        String runId = train(training);
        Files.delete(training);
        for (double larger : new double[] {1, 1.8}) {
            DriftReport report = compare(runId, Houses.csv("tonight.csv", 1_000, 2, larger));
            System.out.println(report.summary());
        }
    }

    private static String train(Path training) {
        // region log-profile
        try (Tracker tracker = Tracker.open("house-prices");
                Run run = tracker.startRun("train")) {
            StoredProfile profile = StoredProfile.of(Profile.ofCsv(training));
            run.artifacts().logText(profile.toJson(), "profile.json");
            run.finish();
            return run.id();
        }
        // endregion
    }

    private static DriftReport compare(String runId, Path tonight) throws IOException {
        Path folder = Files.createTempDirectory("recipe");
        // region compare-nightly
        try (Tracker tracker = Tracker.open("house-prices")) {
            Path file = tracker.runs().downloadArtifacts(runId, "profile.json", folder);
            StoredProfile reference = StoredProfile.read(file);
            StoredProfile current = reference.countCsv(tonight, CsvOptions.defaults());
            return Drift.compare(reference, current, DriftOptions.defaults());
        }
        // endregion
    }
}
