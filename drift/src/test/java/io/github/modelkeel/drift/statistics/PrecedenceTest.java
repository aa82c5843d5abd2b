package io.github.modelkeel.drift.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrecedenceTest {
    /** {@code scipy.stats.hypergeom.pmf(count, n + m, n, count)}. */
    @ParameterizedTest
    @CsvSource({
        "0, 5, 5, 1",
        "1, 5, 5, 0.5",
        "5, 5, 5, 0.003968253968253968",
        "3, 10, 1, 0.7272727272727273",
        "6, 5, 5, 0"
    })
    void itIsTheProbabilityOfTheLeastValues(int count, int n, int m, double p) {
        assertThat(Precedence.pValue(count, n, m)).isCloseTo(p, within(1e-15));
    }

    /** Every choice of n of n + m places is as likely; counted by the bits of a number. */
    @Test
    void itIsTheShareOfAllOrders() {
        int n = 6;
        int m = 5;
        for (int count = 0; count <= n + 1; count++) {
            int orders = 0;
            int hits = 0;
            for (int order = 0; order < 1 << (n + m); order++) {
                if (Integer.bitCount(order) == n) {
                    orders++;
                    int least = (1 << count) - 1;
                    hits += (order & least) == least ? 1 : 0;
                }
            }
            assertThat(Precedence.pValue(count, n, m)).isCloseTo((double) hits / orders, within(1e-15));
        }
    }

    @Test
    void itDoesNotOverflow() {
        assertThat(Precedence.pValue(2_000_000_000L, 2_000_000_000L, 2_000_000_000L))
                .isZero();
        assertThat(Precedence.pValue(1000, 1_000_000, 1)).isCloseTo(0.999000000999, within(1e-9));
    }
}
