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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
