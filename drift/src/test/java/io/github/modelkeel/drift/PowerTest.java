package io.github.modelkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A few repetitions of the tables of {@code docs/drift-statistics.md}, with bounds that allow for their chance. */
class PowerTest {
    private static final int REPETITIONS = 40;

    @ParameterizedTest
    @CsvSource({
        "QUARTER_SD, 1000",
        "FLAG_DOUBLES, 1000",
        "CATEGORY_5, 10000",
        "ZEROS, 10000",
        "SENTINEL, 10000",
        "MISSING, 10000"
    })
    void aKnownChangeIsFound(PowerTable.Change change, int n) {
        assertThat(PowerTable.power(change, n, REPETITIONS).shifted()).isGreaterThanOrEqualTo(0.9);
    }

    @ParameterizedTest
    @EnumSource(value = PowerTable.Change.class, names = "NONE_.*", mode = EnumSource.Mode.MATCH_NONE)
    void moreRowsFindNotLess(PowerTable.Change change) {
        double few = PowerTable.power(change, 200, REPETITIONS).shifted();
        double more = PowerTable.power(change, 1000, REPETITIONS).shifted();
        double many = PowerTable.power(change, 10_000, 20).shifted();
        assertThat(more).isGreaterThanOrEqualTo(few - 0.1);
        assertThat(many).isEqualTo(1);
    }

    @Test
    void theTablesAreWritten() throws IOException {
        Path folder =
                Objects.requireNonNull(Shared.file("data/house_prices.csv").getParent());
        String page = System.getProperty("power.page");
        String tables = PowerTable.write(folder, Integer.getInteger("power.repetitions", 1));
        assertThat(tables)
                .contains("| house_prices | 1,000 |", "| +0.25 sd | 10,000 |", "| normal | 10,000 | 10,000 |");
        if (page != null) {
            PowerTable.update(Path.of(page), tables);
        }
    }

    @Test
    void randomHalvesOfRealDataAreStable() throws IOException {
        Path folder =
                Objects.requireNonNull(Shared.file("data/house_prices.csv").getParent());
        for (RealData data : RealData.all(folder)) {
            PowerTable.FalseAlarms found = PowerTable.falseAlarms(data, 200, 20);
            assertThat(found.driftedSets()).as(data.name()).isZero();
            assertThat(found.driftedColumns()).as(data.name()).isLessThanOrEqualTo(0.01);
            assertThat(found.shiftedReports()).as(data.name()).isLessThanOrEqualTo(0.15);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NORMAL, 50, 50",
        "NORMAL, 50, 300",
        "FLAG, 200, 200",
        "COUNTS, 50, 50",
        "COUNTS, 200, 100",
        "ZIPF, 50, 50",
        "ZIPF, 100, 200"
    })
    void pValuesAreWhatTheySay(Calibration.Kind kind, int n, int m) {
        Calibration.Level level = Calibration.level(kind, n, m, 300);
        // 5 % of 300 with four standard deviations
        assertThat(level.psi()).isBetween(0.005, 0.1);
        assertThat(level.test()).isBetween(0.005, 0.1);
        assertThat(level.missing()).isBetween(0.005, 0.1);
        assertThat(level.column()).isLessThan(0.1);
        assertThat(level.meanOverFloor()).isBetween(0.8, 1.2);
    }
}
