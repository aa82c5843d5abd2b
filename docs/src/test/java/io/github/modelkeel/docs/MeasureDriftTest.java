package io.github.modelkeel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.drift.CsvOptions;
import io.github.modelkeel.drift.Drift;
import io.github.modelkeel.drift.DriftOptions;
import io.github.modelkeel.drift.DriftReport;
import io.github.modelkeel.drift.DriftState;
import io.github.modelkeel.drift.DriftTest;
import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.Schema;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.training.Preprocessing;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
    void aModelSaysWhatColumnsAreAndWhatTheyWeigh() throws IOException {
        Path training = write("reference.csv", 11, 1500);
        Path today = write("current.csv", 12, 1900);
        ScoringModel model = ScoringModelBuilder.linear(
                        Preprocessing.builder()
                                .number("sqft")
                                .number("bedrooms")
                                .build()
                                .fit(List.of(Map.of("sqft", 1500, "bedrooms", 3))),
                        Column.number("price"),
                        new double[] {3, 1},
                        0,
                        Link.IDENTITY)
                .build();
        // region drift-model
        Map<String, String> types = model.signature().inputTypes(); // numbers, booleans, texts
        CsvOptions csv = CsvOptions.defaults().withSignature(types); // of texts, 007 is not 7
        Profile reference = Profile.ofCsv(training, csv);
        DriftOptions options = DriftOptions.builder()
                .schema(Schema.ofSignature(reference, types))
                .weights(model.columnImportance()) // in the share of drifted columns
                .build();
        DriftReport report = Drift.compare(reference, Profile.ofCsv(today, csv), options);
        // endregion
        assertThat(report.driftShare()).isEqualTo(0.75);
    }

    @Test
    void numbersAreReadAsPeopleWriteThem() throws IOException {
        Profile reference = Profile.ofCsv(write("reference.csv", 11, 1500));
        Path today = Files.writeString(
                directory.resolve("german.csv"),
                Files.readString(write("current.csv", 12, 1500))
                        .replace(',', ';')
                        .replace('.', ','));
        // region drift-numbers
        CsvOptions german = CsvOptions.builder()
                .delimiter(';')
                .decimal(',') // 1.234,5
                .thousands('.')
                .units(true) // 12 % is 0.12, EUR 1.200 and 1.200 € are 1200
                .build();
        DriftReport report = Drift.compare(reference, Profile.ofCsv(today, german));
        // endregion
        assertThat(report.state()).isEqualTo(DriftState.STABLE);
    }

    @Test
    void theAgeOfDatesIsThatAtTheMomentTheDataWereTaken() throws IOException {
        Path training = dates("training.csv", LocalDate.of(2026, 10, 31));
        Path today = dates("today.csv", LocalDate.now(ZoneOffset.UTC).minusDays(41));
        // region drift-dates
        Profile reference = Profile.ofCsv(training).withTakenAt(Instant.parse("2026-11-01T00:00:00Z"));
        Profile current = Profile.ofCsv(today).withTakenAt(Instant.now());
        DriftReport report = Drift.compare(reference, current);
        // endregion
        assertThat(report.column("day").orElseThrow().reason()).startsWith("age: ");
    }

    private Path dates(String name, LocalDate last) throws IOException {
        return Files.writeString(
                directory.resolve(name),
                IntStream.range(0, 900)
                        .mapToObj(i -> last.minusDays(i % 90).toString())
                        .collect(Collectors.joining("\n", "day\n", "\n")));
    }

    @Test
    void segmentsAreCompared() throws IOException {
        Path training = write("reference.csv", 11, 1500);
        Path today = write("current.csv", 12, 1900);
        // region drift-segments
        Map<String, Profile> reference = Profile.segmentsOfCsv(training, CsvOptions.defaults(), "bedrooms");
        Map<String, Profile> current = Profile.segmentsOfCsv(today, CsvOptions.defaults(), "bedrooms");
        Drift.compareBy(reference, current, DriftOptions.defaults())
                .forEach((bedrooms, report) -> System.out.println(bedrooms + " bedrooms: " + report.state()));
        // endregion
        assertThat(Drift.compareBy(reference, current, DriftOptions.defaults()).keySet())
                .isEqualTo(reference.keySet());
    }

    @Test
    void windowsHaveATrend() throws IOException {
        Profile reference = Profile.ofCsv(write("reference.csv", 11, 1500));
        Map<String, Profile> days = new LinkedHashMap<>();
        for (int day = 1; day <= 6; day++) {
            days.put("day " + day, Profile.ofCsv(write("day" + day + ".csv", 20 + day, 1500 + 60 * day)));
        }
        // region drift-windows
        Map<String, DriftReport> reports = Drift.compareWindows(reference, days, DriftOptions.defaults());
        DriftTest trend = Drift.trend(reports.values()).get("sqft");
        if (trend != null && trend.adjustedPValue() < 0.05 && trend.statistic() > 0) {
            System.out.println("sqft moves away, by a PSI of " + trend.figures().get("slope") + " a day");
        }
        // endregion
        assertThat(Objects.requireNonNull(trend).statistic()).isEqualTo(1);
    }

    /** Larger houses are older than they were; no column shows it. */
    @Test
    void allColumnsTogetherShowWhatNoneShowsAlone() {
        Random random = new Random(5);
        double[] sqft = random.doubles(1_000, 800, 3_000).toArray();
        double[] age = random.doubles(1_000, 0, 80).toArray();
        double[] sorted = sqft.clone();
        Arrays.sort(sorted);
        double[] ages = age.clone();
        Arrays.sort(ages);
        Map<String, double[]> training = Map.of("sqft", sqft, "age", age);
        Map<String, double[]> today = Map.of("sqft", sorted, "age", ages);
        // region drift-together
        DriftTest together = Drift.domainClassifier(training, today, 42); // columns in the order of the rows
        if (together.pValue() < 0.01) {
            System.out.println("rows can be told apart, AUC " + together.statistic() + ": " + together.figures());
        }
        // endregion
        assertThat(together.pValue()).isLessThan(1e-9);
        assertThat(Drift.compare(Profile.ofColumns(training), Profile.ofColumns(today))
                        .state())
                .isEqualTo(DriftState.STABLE);
    }

    /** The houses of the second half of the log are larger than any that training saw. */
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
