package io.github.modelkeel.drift.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.drift.statistics.Moments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffectTest {
    @ParameterizedTest(name = "{4}")
    @CsvSource({
        "10, 2, 11.12, 2, +0.56 sd",
        "10, 2, 9.5, 2.1, −0.25 sd",
        "10, 2, 10, 2, 0.00 sd",
        "10, 2, 10.2, 4, '+0.10 sd, spread ×2.0'",
        "10, 2, 10, 0.1, '0.00 sd, spread ×0.05'",
        "10, 2, 2e6, 2, +999995 sd",
        "10, 2, 2e9, 2e9, '+999999995 sd, spread ×1000000000'"
    })
    void aMoveIsInStandardDeviationsOfTheReference(
            double mean, double deviation, double meanNow, double deviationNow, String words) {
        assertThat(Effect.ofNumbers(
                        new Moments(mean, deviation, -50, mean, 50),
                        new Moments(meanNow, deviationNow, -50, meanNow, 50)))
                .isEqualTo(words);
    }

    @Test
    void aMeanThatAFewFarValuesMoveIsCalledThat() {
        assertThat(Effect.ofNumbers(new Moments(0, 1, -3, 0, 3), new Moments(-50, 200, -999, -0.1, 3)))
                .isEqualTo("far values: mean −50.00 sd");
        assertThat(Effect.ofNumbers(new Moments(0, 1, -3, 0, 3), new Moments(1, 1, -2, 0.9, 4)))
                .isEqualTo("+1.00 sd");
        assertThat(Effect.ofNumbers(new Moments(0, 1, -3, 0, 3), new Moments(-494.9, 1500, -999, -0.1, 3)))
                .isEqualTo("far values: mean −495 sd");
    }

    @Test
    void aFlagHasThePointsOfItsOnes() {
        assertThat(Effect.ofNumbers(
                        Moments.of(new double[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 1}),
                        Moments.of(new double[] {0, 0, 0, 0, 0, 0, 0, 0, 1, 1})))
                .isEqualTo("1: +10.0 points");
    }

    @Test
    void whatHasNoSpreadHasItsMedian() {
        assertThat(Effect.ofNumbers(Moments.of(new double[] {3, 3}), Moments.of(new double[] {5, 5})))
                .isEqualTo("median 3 → 5");
        double[] huge = {-Double.MAX_VALUE, 0, Double.MAX_VALUE};
        assertThat(Effect.ofNumbers(Moments.of(huge), Moments.of(huge))).isEqualTo("median unchanged");
    }
}
