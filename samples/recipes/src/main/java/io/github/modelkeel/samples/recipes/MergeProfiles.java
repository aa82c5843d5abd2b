package io.github.modelkeel.samples.recipes;

import io.github.modelkeel.drift.CsvOptions;
import io.github.modelkeel.drift.Drift;
import io.github.modelkeel.drift.DriftOptions;
import io.github.modelkeel.drift.DriftReport;
import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.StoredProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Counts the data of several instances apart, and judges them together. */
public final class MergeProfiles {
    private MergeProfiles() {}

    public static void main(String[] args) throws IOException {
        Path training = Houses.csv("training.csv", 2_000, 1, 1);
        List<Path> parts =
                List.of(Houses.csv("instance-1.csv", 800, 2, 1.8), Houses.csv("instance-2.csv", 700, 3, 1.8));
        Path file = Files.createTempDirectory("recipe").resolve("profile.json");
        // region drift-profile
        StoredProfile.of(Profile.ofCsv(training)).write(file);

        StoredProfile reference = StoredProfile.read(file);
        StoredProfile current = reference.empty();
        for (Path part : parts) { // on as many machines as there are
            current = current.merge(reference.countCsv(part, CsvOptions.defaults()));
        }
        DriftReport report = Drift.compare(reference, current, DriftOptions.defaults());
        // endregion
        System.out.println(current.rows() + " rows of " + parts.size() + " instances: " + report.summary());
    }
}
