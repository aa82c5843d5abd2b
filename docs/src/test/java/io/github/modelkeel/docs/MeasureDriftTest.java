package io.github.modelkeel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.drift.Drift;
import io.github.modelkeel.drift.DriftOptions;
import io.github.modelkeel.drift.DriftReport;
import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasureDriftTest {
    @TempDir
    Path directory;

    @Test
    void thresholdsAreOptions() throws IOException {
        Profile reference = Profile.ofCsv(write("reference.csv", 11, 1500));
        Profile current = Profile.ofCsv(write("current.csv", 12, 1900));
        // region drift-options
        DriftOptions options = DriftOptions.builder()
                .threshold(0.1) // PSI
                .threshold("bedrooms", 0.25)
                .alpha(0.01)
                .ignore("sqft")
                .driftShare(0.3)
                .build();
        DriftReport report = Drift.compare(reference, current, options);
        // endregion
        assertThat(report.drifted()).isFalse();
        assertThat(report.options().threshold("bedrooms")).isEqualTo(0.25);
    }

    @Test
    void aReportIsKeptWithARun() throws IOException {
        Profile reference = Profile.ofCsv(write("reference.csv", 11, 1500));
        Profile current = Profile.ofCsv(write("current.csv", 12, 1900));
        Path output = directory.resolve("drift");
        try (Tracker tracker = Tracker.open("house-prices");
                Run run = tracker.startRun("today")) {
            // region drift-forms
            DriftReport report = Drift.compare(reference, current).withModel("models:/house@champion");

            report.writeFiles(output); // report.html, report.json, summary.md, junit.xml
            run.logDriftReport(report.files(), report.metrics());
            report.assertStable("bedrooms"); // in a test
            // endregion
            assertThat(output).isDirectoryContaining("glob:**report.html").isDirectoryContaining("glob:**junit.xml");
            assertThat(run.artifacts().list("drift")).hasSize(4);
        }
    }

    private Path write(String name, long seed, double mean) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder csv = new StringBuilder("sqft,bedrooms\r\n");
        for (int row = 0; row < 800; row++) {
            csv.append(mean + 400 * (random.nextDouble() - 0.5))
                    .append(',')
                    .append(1 + random.nextInt(5))
                    .append("\r\n");
        }
        return Files.writeString(directory.resolve(name), csv);
    }
}
