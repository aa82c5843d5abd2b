package io.github.modelkeel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.drift.ColumnDrift;
import io.github.modelkeel.drift.CsvOptions;
import io.github.modelkeel.drift.Drift;
import io.github.modelkeel.drift.DriftOptions;
import io.github.modelkeel.drift.DriftReport;
import io.github.modelkeel.drift.DriftState;
import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.serving.PredictionLog;
import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasureDriftTest {
    @TempDir
    Path directory;

    @Test
    void twoFilesAreCompared() throws IOException {
        Path lastMonth = write("reference.csv", 11, 1500);
        Path today = write("current.csv", 12, 1900);
        Path page = directory.resolve("drift.html");
        // region drift
        Profile reference = Profile.ofCsv(lastMonth);
        Profile current = Profile.ofCsv(today);
        DriftReport report = Drift.compare(reference, current);

        report.writeHtml(page);
        for (ColumnDrift column : report.columns()) {
            System.out.println(column.name() + " " + column.state() + ": " + column.reason());
        }
        if (report.failed()) { // drifted, or nothing could be judged
            System.out.println(report.summary());
        }
        // endregion
        assertThat(page).content().contains("<svg");
        assertThat(report.columns().stream().filter(ColumnDrift::drifted).map(ColumnDrift::name))
                .containsExactly("sqft");
        assertThat(report.drifted()).isTrue();
    }

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

    /** The houses of the second half of the log are larger than any that training saw. */
    @Test
    void aPredictionLogIsCurrentData() throws IOException {
        Houses.linearModel(150.0).writeTo(directory.resolve("house"));
        String house = directory.resolve("house").toUri().toString();
        List<Map<String, Object>> training = Houses.rows(2000, 1);
        Path log = directory.resolve("log");
        for (double larger : new double[] {1, 1.8}) {
            try (Predictor predictor =
                    Predictor.builder(house).log(PredictionLog.to(log)).load()) {
                for (Map<String, Object> row : Houses.rows(1000, larger == 1 ? 2 : 3)) {
                    Map<String, Object> asked = new HashMap<>(row);
                    asked.keySet()
                            .retainAll(predictor.signature().inputs().stream()
                                    .map(Column::name)
                                    .toList());
                    asked.computeIfPresent("sqft", (name, sqft) -> ((Number) sqft).doubleValue() * larger);
                    assertThat(predictor.predict(asked).id()).isPresent();
                }
            }
        }
        // region drift-log
        Profile asked = Profile.ofPredictionLog(log); // the directory, or one of its files
        DriftReport report = Drift.compare(Profile.ofRows(training), asked);
        // endregion
        assertThat(asked.rows()).isEqualTo(2000);
        assertThat(report.column("sqft").orElseThrow().state()).isEqualTo(DriftState.DRIFTED);
        assertThat(report.column("bedrooms").orElseThrow().state()).isEqualTo(DriftState.STABLE);
        assertThat(report.column("location").orElseThrow().state()).isEqualTo(DriftState.STABLE);
    }

    @Test
    void aProfileIsKeptInsteadOfTheData() throws IOException {
        Path training = write("reference.csv", 11, 1500);
        List<Path> parts = List.of(write("part-1.csv", 12, 1900), write("part-2.csv", 13, 1900));
        Path file = directory.resolve("profile.json");
        // region drift-profile
        StoredProfile.of(Profile.ofCsv(training)).write(file);

        StoredProfile reference = StoredProfile.read(file);
        StoredProfile current = reference.empty();
        for (Path part : parts) { // on as many machines as there are
            current = current.merge(reference.countCsv(part, CsvOptions.defaults()));
        }
        DriftReport report = Drift.compare(reference, current, DriftOptions.defaults());
        // endregion
        assertThat(report.state()).isEqualTo(DriftState.DRIFTED);
        assertThat(current.rows()).isEqualTo(1600);
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
