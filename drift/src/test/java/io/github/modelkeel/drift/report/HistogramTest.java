package io.github.modelkeel.drift.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistogramTest {
    private static final double[] NORMAL = normal(value -> value);

    private static double[] normal(DoubleUnaryOperator map) {
        SplittableRandom random = new SplittableRandom(7);
        return random.doubles(5000)
                .map(first -> Math.sqrt(-2 * Math.log(1 - first)) * Math.cos(2 * Math.PI * random.nextDouble()))
                .map(map)
                .sorted()
                .toArray();
    }

    private static double[] with(double[] values, double other, int times) {
        return DoubleStream.concat(
                        Arrays.stream(values),
                        DoubleStream.generate(() -> other).limit(times))
                .sorted()
                .toArray();
    }

    private static long zeros(double[] shares) {
        return Arrays.stream(shares).filter(share -> share == 0).count();
    }

    @Test
    void binsHaveOneWidthAndTheSharesOfASideAddUpToOne() {
        Histogram shape = Histogram.of(NORMAL, normal(value -> value + 1));
        assertThat(shape.logarithmic()).isFalse();
        assertThat(shape.size()).isEqualTo(30);
        double width = shape.edges()[1] - shape.edges()[0];
        for (int i = 1; i < shape.size(); i++) {
            assertThat(shape.edges()[i + 1] - shape.edges()[i]).isCloseTo(width, within(1e-9));
        }
        assertThat(Arrays.stream(shape.reference()).sum()).isCloseTo(1, within(1e-12));
        assertThat(Arrays.stream(shape.current()).sum()).isCloseTo(1, within(1e-12));
        int inFirstBin = (int) Arrays.stream(NORMAL)
                .filter(value -> value >= shape.edges()[9] && value < shape.edges()[10])
                .count();
        assertThat(shape.reference()[10]).isEqualTo(inFirstBin / 5000.0);
    }

    /** A reader sees a bell, where tenths of the reference are all of one height. */
    @Test
    void aBellLooksLikeABell() {
        double[] shares = Histogram.of(NORMAL, NORMAL).reference();
        assertThat(shares[15]).isGreaterThan(5 * shares[2]).isGreaterThan(5 * shares[28]);
    }

    @Test
    void positiveValuesOverPowersOfTenHaveBinsOfOneWidthInTheLogarithm() {
        Histogram shape = Histogram.of(normal(value -> Math.exp(2 * value)), normal(value -> Math.exp(2 * value + 1)));
        assertThat(shape.logarithmic()).isTrue();
        assertThat(shape.edges()[2] / shape.edges()[1]).isCloseTo(shape.edges()[20] / shape.edges()[19], within(1e-9));
    }

    @Test
    void wholeNumbersHaveBinsOfWholeNumbers() {
        Histogram shape =
                Histogram.of(normal(value -> Math.rint(4 * value + 20)), normal(value -> Math.rint(4 * value + 22)));
        assertThat(Arrays.stream(shape.edges()).allMatch(edge -> Math.abs(edge % 1) == 0.5))
                .isTrue();
        assertThat(zeros(shape.reference())).isLessThan(8);
        Histogram wide = Histogram.of(normal(value -> Math.rint(400 * value)), normal(value -> Math.rint(400 * value)));
        assertThat(wide.edges()[2] - wide.edges()[1]).isEqualTo(Math.rint(wide.edges()[2] - wide.edges()[1]));
    }

    @Test
    void aFewFarValuesDoNotFlattenTheReference() {
        Histogram shape = Histogram.of(NORMAL, with(NORMAL, -999, 250));
        assertThat(shape.edges()[0]).isGreaterThan(-20);
        assertThat(shape.hasBelow()).isTrue();
        assertThat(shape.current()[0]).isCloseTo(250.0 / 5250, within(0.001));
        Histogram more = Histogram.of(NORMAL, with(NORMAL, -999, 2000));
        assertThat(more.edges()[0]).isGreaterThan(-20);
        assertThat(more.current()[0]).isCloseTo(2000.0 / 7000, within(0.001));
        double[] points = EcdfCurve.of(
                        NORMAL, with(NORMAL, -999, 2000), 0, Histogram.range(NORMAL, with(NORMAL, -999, 2000)))
                .points();
        assertThat(points[0]).isGreaterThan(-20);
        Histogram moved = Histogram.of(NORMAL, normal(value -> value + 100));
        assertThat(moved.edges()[30]).isGreaterThan(100);
    }

    @Test
    void valuesThatAreKnownByTheirBinAreSpreadOverIt() {
        double[] grid = IntStream.rangeClosed(-8, 8).mapToDouble(i -> i * 0.5).toArray();
        double[] known = normal(value -> Math.floor(value * 2) / 2);
        double[] spread = Histogram.of(known, known, grid).reference();
        double[] spikes = Histogram.of(known, known).reference();
        assertThat(zeros(spikes)).isGreaterThan(10);
        assertThat(Arrays.copyOfRange(spread, 1, 30)).doesNotContain(0);
        assertThat(Arrays.stream(spread).sum()).isCloseTo(1, within(1e-9));
    }

    @Test
    void whatHasNoWidthAndWhatHasAllOfItIsDrawn() {
        for (double[] values : new double[][] {
            {5},
            {5, 5, 5},
            {0.1, 0.1},
            {-Double.MAX_VALUE, 0, Double.MAX_VALUE},
            {Double.MIN_VALUE, 1e300},
            {1, Math.nextUp(1)}
        }) {
            for (double[] others : new double[][] {values, {0}, {-Double.MAX_VALUE, Double.MAX_VALUE}}) {
                Histogram shape = Histogram.of(values, others);
                assertThat(shape.size()).isBetween(1, 31);
                assertThat(shape.edges()).doesNotHaveDuplicates().isSorted();
                assertThat(Arrays.stream(shape.reference()).sum()).isCloseTo(1, within(1e-9));
                assertThat(Arrays.stream(shape.current()).sum()).isCloseTo(1, within(1e-9));
                assertThat(Charts.histogram(shape, "")).doesNotContain("NaN").doesNotContain("Infinity");
            }
        }
    }
}
