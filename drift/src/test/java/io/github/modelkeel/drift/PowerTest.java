package io.github.modelkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A few repetitions of the tables of {@code docs/drift-statistics.md}, with bounds that allow for their chance. */
class PowerTest {
    /** In CI; elsewhere a part of the repetitions, as the p-values of counts are compared with all tables beside them. */
    private static final boolean FULL = "required".equals(System.getProperty("interop"));

    private static final int REPETITIONS = FULL ? 40 : 20;
    private static final int CALIBRATION = FULL ? 300 : 100;

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
        assertThat(tables).contains("| house_prices | 1,000 |", "| +0.25 sd | 10,000 |");
        if (page != null) {
            PowerTable.update(Path.of(page), "measured", tables);
        }
    }

    @Test
    void theCalibrationIsWritten() throws IOException {
        String page = System.getProperty("power.page");
        StringBuilder table = new StringBuilder();
        Calibration.write(table, Integer.getInteger("power.repetitions", 1));
        assertThat(table).contains("| normal | 10,000 | 10,000 |", "| categories, Zipf over 2,000 | 50 | 10,000 |");
        if (page != null) {
            PowerTable.update(Path.of(page), "calibration", table.toString());
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
        "NORMAL, 50, 10000",
        "FLAG, 200, 200",
        "COUNTS, 50, 50",
        "COUNTS, 200, 100",
        "ZIPF, 50, 50",
        "ZIPF, 100, 200",
        "RARE, 200, 200",
        "RARE, 50, 1000"
    })
    void pValuesAreWhatTheySay(Calibration.Kind kind, int n, int m) {
        Calibration.Level level = Calibration.level(kind, n, m, CALIBRATION);
        double least = FULL ? 0.005 : 0.01; // of a hundred repetitions at least one
        double most = 0.05 + 4 * Math.sqrt(0.05 * 0.95 / CALIBRATION);
        assertThat(level.psi()).isBetween(least, most);
        assertThat(level.test()).isBetween(least, most);
        assertThat(level.distribution()).isBetween(least, most);
        assertThat(level.missing()).isBetween(least, most);
        assertThat(level.beyond()).isLessThan(0.1);
        if (kind == Calibration.Kind.RARE) { // of the others the counts may not allow it
            assertThat(level.beyond()).isGreaterThan(FULL ? 0.02 : 0);
        }
        assertThat(level.column()).isLessThan(0.1);
        assertThat(level.meanOverFloor()).isCloseTo(1, within(FULL ? 0.1 : 0.4));
    }

    /** Of two rates of the same share, over all their counts: not a sample. */
    @ParameterizedTest
    @CsvSource({"50, 50", "50, 1000", "200, 200", "1000, 200", "1000, 1000"})
    void twoRatesDifferByChanceAsOftenAsTheySay(int n, int m) {
        for (double share : new double[] {0.01, 0.02, 0.05, 0.1, 0.3, 0.5}) {
            double level = Calibration.levelOfRates(n, m, share);
            assertThat(level).as("%s", share).isLessThanOrEqualTo(0.06);
            if (share * Math.min(n, m) >= 5) {
                assertThat(level).as("%s", share).isGreaterThanOrEqualTo(0.03);
            }
        }
    }

    /** A category that is new in many rows has several of them, which are not as many surprises. */
    @Test
    void fewNewCategoriesOfSeveralRowsAreUsual() {
        assertThat(Calibration.level(Calibration.Kind.ZIPF, 1000, 10_000, FULL ? 200 : 60)
                        .beyond())
                .isLessThan(0.1);
    }
}
