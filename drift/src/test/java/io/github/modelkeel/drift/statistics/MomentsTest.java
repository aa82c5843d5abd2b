package io.github.modelkeel.drift.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
            double mean = mean(values).doubleValue();
            assertThat(Moments.of(values).mean()).isCloseTo(mean, within(Math.ulp(mean)));
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

    @ParameterizedTest
    @ValueSource(doubles = {4e307, 8e307, 1.7e308, -1.7e308})
    void theMeanOfValuesWhoseSumNoDoubleHoldsIsFinite(double greatest) {
        double[] values = DoubleStream.of(0.5, 0.7, 0.8, 0.9, 1)
                .map(share -> share * greatest)
                .sorted()
                .toArray();
        assertThat(Moments.of(values).mean()).isCloseTo(0.78 * greatest, within(1e-14 * Math.abs(greatest)));
    }

    private static BigDecimal mean(double[] values) {
        BigDecimal sum = Arrays.stream(values).mapToObj(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
        return sum.divide(BigDecimal.valueOf(values.length), MathContext.DECIMAL128);
    }

    private static double deviation(double[] values) {
        BigDecimal n = BigDecimal.valueOf(values.length);
        BigDecimal mean = mean(values);
        BigDecimal squares = Arrays.stream(values)
                .mapToObj(value -> new BigDecimal(value).subtract(mean).pow(2))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return Math.sqrt(squares.divide(n, MathContext.DECIMAL128).doubleValue());
    }
}
