package io.github.modelkeel.drift.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MomentsTest {
    /** Of values whose mean no double holds. */
    @Test
    void theDeviationIsExactWhereTheMeanIsNot() {
        assertThat(Moments.of(new double[] {1e15, 1e15 + 0.125}).standardDeviation())
                .isEqualTo(0.0625);
        double[] four = {1.7e15, 1.7e15 + 0.25, 1.7e15 + 0.5, 1.7e15 + 0.75};
        assertThat(Moments.of(four).standardDeviation()).isEqualTo(Math.sqrt(0.078125));
    }

    @Test
    void farFromZeroTheDeviationIsThatOfTheDefinition() {
        SplittableRandom random = new SplittableRandom(1);
        for (double origin : new double[] {0, 1, 1e9, -1e12, 1e15}) {
            double[] values =
                    random.doubles(1_000).map(value -> origin + value).sorted().toArray();
            double expected = deviation(values);
            assertThat(Moments.of(values).standardDeviation()).isCloseTo(expected, within(1e-12 * expected));
        }
    }

    @Test
    void ofHugeValuesTheDeviationIsInfinite() {
        double[] values = {-Double.MAX_VALUE, 0, 1, Double.MAX_VALUE};
        assertThat(Moments.of(values).mean()).isCloseTo(0.25, within(0.25));
        assertThat(Moments.of(values).standardDeviation()).isPositive().isInfinite();
        assertThat(Moments.of(new double[] {1e290, 1e290, 1.5e290}).standardDeviation())
                .isPositive()
                .isInfinite();
    }

    private static double deviation(double[] values) {
        BigDecimal n = BigDecimal.valueOf(values.length);
        BigDecimal sum = Arrays.stream(values).mapToObj(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal mean = sum.divide(n, MathContext.DECIMAL128);
        BigDecimal squares = Arrays.stream(values)
                .mapToObj(value -> new BigDecimal(value).subtract(mean).pow(2))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return Math.sqrt(squares.divide(n, MathContext.DECIMAL128).doubleValue());
    }
}
