package io.github.modelkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real data: the California houses, coast against inland, and halves drawn by chance. */
class HousePricesTest {
    @TempDir
    Path directory;

    private Profile part(Predicate<String> wanted) throws IOException {
        List<String> lines = Files.readAllLines(Shared.file("data/house_prices.csv"));
        Path part = Files.createTempFile(directory, "part", ".csv");
        Files.write(part, lines.subList(0, 1));
        Files.write(part, lines.subList(1, lines.size()).stream().filter(wanted).toList(), StandardOpenOption.APPEND);
        return Profile.ofCsv(part);
    }

    private static double longitude(String line) {
        return Double.parseDouble(line.substring(0, line.indexOf(',')));
    }

    @Test
    void coastAndInlandDrift() throws IOException {
        Profile coast = part(line -> longitude(line) < -119);
        Profile inland = part(line -> longitude(line) >= -119);
        assertThat(coast.rows() + inland.rows()).isEqualTo(20_640);

        DriftReport report = Drift.compare(coast, inland);

        assertThat(report.columns().stream().filter(ColumnDrift::drifted))
                .extracting(ColumnDrift::name)
                .containsExactly("longitude", "latitude", "median_house_value", "ocean_proximity");
        assertThat(report.column("longitude").orElseThrow().drifted()).isTrue();
        assertThat(report.column("ocean_proximity").orElseThrow().drifted()).isTrue();
        assertThat(report.column("ocean_proximity").orElseThrow().type()).isEqualTo(ColumnType.TEXT);
        assertThat(report.issues()).extracting(DataQualityIssue::kind).contains(DataQualityIssue.Kind.OUT_OF_RANGE);
        report.writeHtml(Path.of("target", "house-drift.html"));
    }

    @Test
    void theFarSouthEastDriftsAsAWhole() throws IOException {
        DriftReport report =
                Drift.compare(part(line -> longitude(line) < -117.5), part(line -> longitude(line) >= -117.5));
        assertThat(report.drifted()).isTrue();
        assertThat(report.driftedCount()).isEqualTo(5);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomHalvesDoNotDrift(long seed) throws IOException {
        SplittableRandom forOne = new SplittableRandom(seed);
        SplittableRandom forOther = new SplittableRandom(seed);
        Profile one = part(line -> forOne.nextBoolean());
        Profile other = part(line -> !forOther.nextBoolean());
        assertThat(one.rows() + other.rows()).isEqualTo(20_640);

        DriftReport report = Drift.compare(one, other);

        assertThat(report.scoredCount()).isEqualTo(10);
        assertThat(report.driftedCount()).isZero();
        assertThat(report.issues()).isEmpty();
    }
}
