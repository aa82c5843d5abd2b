package io.github.modelkeel.drift.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The figures are those of {@code criterion_limit} in {@code golden-statistics/statistics.json}, computed with 80 digits. */
class CramerVonMisesLimitTest {
    @ParameterizedTest
    @CsvSource({
        "0.02, 0.9969993856983981",
        "0.05, 0.876280931041349",
        "0.1, 0.5848734384067948",
        "0.15, 0.38957565595277704",
        "0.19, 0.28770948477743197",
        "0.2, 0.26747043054077485",
        "0.21, 0.2489082789217211",
        "0.3, 0.1351712688051058",
        "0.461, 0.050107127201756974",
        "0.7434, 0.010003292302062516",
        "1.0, 0.002460452180133964",
        "2.0, 1.2780736172781673e-05",
        "5.0, 3.0539290331033876e-12",
        "11.0, 2.867134705213807e-25"
    })
    void bothTailsAreRight(double x, double p) {
        assertThat(CramerVonMisesLimit.tail(x)).isCloseTo(p, within(1e-12 * p));
    }

    @Test
    void theEndsAreWhereTheyBelong() {
        assertThat(CramerVonMisesLimit.tail(0)).isEqualTo(1);
        assertThat(CramerVonMisesLimit.tail(-0.1)).isEqualTo(1);
        assertThat(CramerVonMisesLimit.tail(1000)).isZero();
    }
}
