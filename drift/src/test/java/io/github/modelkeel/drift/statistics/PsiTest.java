package io.github.modelkeel.drift.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The index by hand; against other programs it is compared in {@code GoldenTest}. */
class PsiTest {
    @ParameterizedTest
    @CsvSource({
        "50, 100, 25, 50, 0", // equal shares
        "50, 100, 80, 100, 0.1410010887737207", // 0.3 ln 1.6
        "80, 100, 50, 100, 0.1410010887737207", // the same both ways
        "0, 100, 10, 100, 0.2845945659876291", // 0.095 ln 20: half a row before
        "10, 100, 0, 100, 0.2845945659876291",
        "0, 100, 0, 200, 0.0017328679513998634" // 0.0025 ln 2: half a row of each side
    })
    void aBinContributesTheDifferenceOfTheSharesTimesTheLogarithmOfTheirRatio(
            double before, double n, double after, double m, double expected) {
        assertThat(Psi.contribution(before, n, after, m)).isCloseTo(expected, within(1e-15));
    }

    @Test
    void theIndexIsTheSumOverTheBins() {
        Psi psi = CountTable.of(new long[] {500, 300, 200}, new long[] {400, 300, 300})
                .psi();
        assertThat(psi.value()).isCloseTo(0.1 * Math.log(1.25) + 0.1 * Math.log(1.5), within(1e-15));
        assertThat(psi.noise()).isCloseTo(2 * (1.0 / 1000 + 1.0 / 1000), within(1e-15));
        // 62.86 at 2 degrees of freedom
        assertThat(psi.pValue()).isCloseTo(Math.exp(-psi.value() / 0.002 / 2), within(1e-20));
    }

    @Test
    void binsThatAreEmptyOnBothSidesDoNotCount() {
        Psi some = CountTable.of(new long[] {500, 0, 500, 0}, new long[] {400, 0, 600, 0})
                .psi();
        Psi same = CountTable.of(new long[] {500, 500}, new long[] {400, 600}).psi();
        assertThat(some).isEqualTo(same);
        assertThat(some.noise()).isCloseTo(0.002, within(1e-15));
    }

    @Test
    void oneBinOrASideWithoutRowsCannotDiffer() {
        assertThat(CountTable.of(new long[] {7, 0}, new long[] {9, 0}).psi()).isEqualTo(new Psi(0, 0, 1));
        assertThat(CountTable.of(new long[] {7, 3}, new long[] {0, 0}).psi().pValue())
                .isEqualTo(1);
    }
}
