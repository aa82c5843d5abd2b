package io.github.modelkeel.model.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Places among sorted numbers: quantiles, buckets and straight lines, each against a look at every number. */
class InterpolationTest {
    private static final double ERROR = 1e-12;
    private static final Numbers REFERENCES = Numbers.of(0, 0.25, 0.5, 0.75, 1);

    /** The value on the line between two points. */
    private static double line(double x, double x0, double y0, double x1, double y1) {
        return y0 + (x - x0) * (y1 - y0) / (x1 - x0);
    }

    /** Half-way between the first and the last share that belong to x, on the line between its neighbors if none does. */
    private static double share(double x, double[] quantiles, double[] shares) {
        List<Integer> at = new ArrayList<>();
        int below = -1;
        for (int i = 0; i < quantiles.length; i++) {
            if (quantiles[i] == x) {
                at.add(i);
            }
            below = quantiles[i] < x ? i : below;
        }
        int last = quantiles.length - 1;
        if (x <= quantiles[0] || x >= quantiles[last]) {
            return x <= quantiles[0] ? 0 : 1;
        }
        return at.isEmpty()
                ? line(x, quantiles[below], shares[below], quantiles[below + 1], shares[below + 1])
                : (shares[at.get(0)] + shares[at.get(at.size() - 1)]) / 2;
    }

    /** Quantiles of few different values, so that several are equal. */
    private static double[] quantiles(Random random, int count) {
        double[] quantiles = random.doubles(count, 0, 4)
                .map(value -> random.nextBoolean() ? Math.rint(value) : value)
                .sorted()
                .toArray();
        quantiles[0] = -1;
        quantiles[count - 1] = 5;
        return quantiles;
    }

    private static double[] shares(int count) {
        double[] shares = new double[count];
        Arrays.setAll(shares, i -> i / (count - 1.0));
        return shares;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theShareOfANumberIsTheMeanOfThoseFromBelowAndFromAbove(long seed) {
        Random random = new Random(seed);
        int count = 2 + random.nextInt(30);
        double[] shares = shares(count);
        double[] first = quantiles(random, count);
        double[] second = quantiles(random, count);
        Quantiles quantiles = new Quantiles(List.of(Numbers.of(first), Numbers.of(second)), Numbers.of(shares));
        for (int i = 0; i < 200; i++) {
            double x = i % 2 == 0 ? first[random.nextInt(count)] : random.nextDouble() * 8 - 2;
            double y = i % 3 == 0 ? Math.rint(x) : x;
            double[] expected = {share(x, first, shares), share(y, second, shares)};
            Slots.assertClose(Slots.run(quantiles, x, y), expected, ERROR);
        }
    }

    @Test
    void theEndsOfTheQuantilesAreZeroAndOneAndAMissingNumberStays() {
        Quantiles quantiles = new Quantiles(List.of(Numbers.of(1, 1, 2, 3, 3)), REFERENCES);
        double infinity = Double.POSITIVE_INFINITY;
        assertThat(Slots.one(quantiles, 1)).isZero();
        assertThat(Slots.one(quantiles, 3)).isEqualTo(1);
        assertThat(Slots.one(quantiles, -infinity)).isZero();
        assertThat(Slots.one(quantiles, infinity)).isEqualTo(1);
        assertThat(Slots.one(quantiles, 2)).isEqualTo(0.5);
        assertThat(Slots.one(quantiles, 1.5)).isEqualTo(0.375);
        assertThat(Slots.run(quantiles, Double.NaN)).containsExactly(Double.NaN);
        Quantiles constant = new Quantiles(List.of(Numbers.of(7)), Numbers.of(0));
        assertThat(Slots.one(constant, 7)).isZero();
        assertThat(quantiles.words(0)).isEqualTo("share of 5 quantiles");
    }

    @Test
    void quantilesThatFallOrDoNotFitAreRefused() {
        assertThatThrownBy(() -> new Quantiles(List.of(), REFERENCES))
                .hasMessage("the number of inputs must be 1 to 1000000: 0");
        assertThatThrownBy(() -> new Quantiles(List.of(Numbers.of()), Numbers.of()))
                .hasMessage("the number of references must be 1 to 1000000: 0");
        assertThatThrownBy(() -> new Quantiles(List.of(Numbers.of(1, 2)), REFERENCES))
                .hasMessage("quantiles must be 5, they are 2");
        assertThatThrownBy(() -> new Quantiles(List.of(Numbers.of(1, 2)), Numbers.of(1, 0)))
                .hasMessage("references must not fall: [1.0, 0.0]");
        assertThatThrownBy(() -> new Quantiles(List.of(Numbers.of(2, 1)), Numbers.of(0, 1)))
                .hasMessage("quantiles must not fall: [2.0, 1.0]");
        assertThatThrownBy(() -> new NormalQuantiles(List.of(Numbers.of(2, 1)), Numbers.of(0, 1)))
                .hasMessage("quantiles must not fall: [2.0, 1.0]");
        assertThatThrownBy(() -> new Quantiles(List.of(Numbers.of(2, Double.NaN)), Numbers.of(0, 1)))
                .hasMessage("quantiles must be finite: NaN");
    }

    /** The normal distribution function, by Simpson's rule over the density. */
    private static double normal(double x) {
        int steps = 2000;
        double width = x / steps;
        double sum = 0;
        for (int i = 0; i <= steps; i++) {
            double density = Math.exp(-0.5 * (i * width) * (i * width)) / Math.sqrt(2 * Math.PI);
            sum += density * (i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2);
        }
        return 0.5 + sum * width / 3;
    }

    @Test
    void theInverseIsThatOfTheNormalDistribution() {
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            double share = i % 3 == 0 ? random.nextDouble() * 0.01 + 1e-6 : random.nextDouble();
            double x = NormalQuantiles.inverse(share);
            assertThat(normal(x)).isCloseTo(share, within(1e-13));
            assertThat(NormalQuantiles.inverse(1 - share)).isCloseTo(-x, within(1e-9));
        }
    }

    /** {@code scipy.stats.norm.ppf}. */
    @ParameterizedTest
    @CsvSource({
        "0.5, 0",
        "0.75, 0.6744897501960817",
        "0.9, 1.2815515655446004",
        "0.975, 1.959963984540054",
        "0.999, 3.090232306167813",
        "0.1, -1.2815515655446004",
        "0.025, -1.9599639845400545",
        "0.000001, -4.753424308822899"
    })
    void knownQuantilesOfTheNormalDistribution(double share, double expected) {
        assertThat(NormalQuantiles.inverse(share)).isCloseTo(expected, within(2e-15));
    }

    @Test
    void aNumberBecomesTheNormalQuantileOfItsShare() {
        NormalQuantiles normal = new NormalQuantiles(List.of(Numbers.of(0, 1, 2, 3, 4)), REFERENCES);
        // the quantile of one in ten million
        double bound = 5.1993376;
        assertThat(Slots.one(normal, 2)).isEqualTo(0);
        assertThat(Slots.one(normal, 3)).isCloseTo(0.6744897501960817, within(1e-15));
        assertThat(Slots.one(normal, 1)).isCloseTo(-0.6744897501960817, within(1e-15));
        assertThat(Slots.one(normal, 3.9)).isCloseTo(NormalQuantiles.inverse(0.975), within(1e-12));
        for (double low : new double[] {0, -5, 0.9e-7, 1.01e-7, 3e-7, Double.NEGATIVE_INFINITY}) {
            assertThat(Slots.one(normal, low)).isCloseTo(-bound, within(1e-6));
        }
        for (double high : new double[] {4, 9, 4 - 0.9e-7, 4 - 3e-7, Double.POSITIVE_INFINITY}) {
            assertThat(Slots.one(normal, high)).isCloseTo(bound, within(1e-6));
        }
        assertThat(Slots.one(normal, 4e-6)).isCloseTo(-4.753424308822899, within(1e-9));
        assertThat(Slots.run(normal, Double.NaN)).containsExactly(Double.NaN);
        assertThat(normal.words(0)).isEqualTo("normal share of 5 quantiles");
    }

    @Test
    void sharesOfZeroOrLessAndOneOrMoreAreAtTheBounds() {
        NormalQuantiles wide = new NormalQuantiles(List.of(Numbers.of(0, 1, 2, 3)), Numbers.of(-1, 0, 1, 2));
        assertThat(Slots.one(wide, 0.5)).isEqualTo(Slots.one(wide, -1));
        assertThat(Slots.one(wide, 1)).isEqualTo(Slots.one(wide, -1));
        assertThat(Slots.one(wide, 1.5)).isEqualTo(0);
        assertThat(Slots.one(wide, 2)).isEqualTo(Slots.one(wide, 9));
        assertThat(Slots.one(wide, 2.5)).isEqualTo(Slots.one(wide, 9));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void interpolationIsOnTheLineBetweenTheNeighbors(long seed) {
        Random random = new Random(seed);
        int count = 1 + random.nextInt(12);
        double[] x = random.doubles(count, -3, 3).sorted().toArray();
        double[] y = Slots.normal(random, count);
        Interpolate clipped = new Interpolate(Numbers.of(x), Numbers.of(y), true);
        Interpolate open = new Interpolate(Numbers.of(x), Numbers.of(y), false);
        for (int i = 0; i < 200; i++) {
            double at = i % 3 == 0 ? x[random.nextInt(count)] : random.nextDouble() * 7 - 3.5;
            double expected = Double.NaN;
            for (int k = 0; k < count; k++) {
                if (at == x[k]) {
                    expected = y[k];
                } else if (k > 0 && at > x[k - 1] && at < x[k]) {
                    expected = line(at, x[k - 1], y[k - 1], x[k], y[k]);
                }
            }
            Slots.assertClose(Slots.one(open, at), expected, ERROR);
            Slots.assertClose(open.apply(0, at), expected, ERROR);
            Slots.assertClose(
                    Slots.one(clipped, at), at < x[0] ? y[0] : at > x[count - 1] ? y[count - 1] : expected, ERROR);
        }
    }

    @Test
    void interpolationAtItsEndsAtZerosAndWhereItIsMissing() {
        Interpolate clipped = new Interpolate(Numbers.of(-1, 0, 2), Numbers.of(10, 20, 40), true);
        Interpolate open = new Interpolate(Numbers.of(-1, 0, 2), Numbers.of(10, 20, 40), false);
        double infinity = Double.POSITIVE_INFINITY;
        for (Interpolate either : List.of(clipped, open)) {
            assertThat(Slots.one(either, -1)).isEqualTo(10);
            assertThat(Slots.one(either, 2)).isEqualTo(40);
            assertThat(Slots.one(either, -0.0)).isEqualTo(20);
            assertThat(Slots.one(either, 1)).isEqualTo(30);
            assertThat(Slots.run(either, Double.NaN)).containsExactly(Double.NaN);
        }
        assertThat(Slots.one(clipped, -infinity)).isEqualTo(10);
        assertThat(Slots.one(clipped, infinity)).isEqualTo(40);
        assertThat(Slots.run(open, -infinity)).containsExactly(Double.NaN);
        assertThat(Slots.run(open, Math.nextUp(2.0))).containsExactly(Double.NaN);
    }

    @Test
    void pointsThatDoNotAscendAreRefused() {
        assertThatThrownBy(() -> new Interpolate(Numbers.of(), Numbers.of(), true))
                .hasMessage("an interpolation needs a point");
        assertThatThrownBy(() -> new Interpolate(Numbers.of(1, 1), Numbers.of(1, 2), true))
                .hasMessage("points must ascend: 1.0 after 1.0");
        assertThatThrownBy(() -> new Interpolate(Numbers.of(1, 2), Numbers.of(1), true))
                .hasMessage("values must be 2, they are 1");
        assertThatThrownBy(() -> new Interpolate(Numbers.of(1, Double.NaN), Numbers.of(1, 2), true))
                .hasMessage("points must be finite: NaN");
    }

    @Test
    void aBucketStartsAtItsEdge() {
        Bucketize buckets = new Bucketize(List.of(Numbers.of(-1, 0, 0, 2.5), Numbers.of(), Numbers.of(3)));
        assertThat(Slots.run(buckets, -1, 99, 3)).containsExactly(1, 0, 1);
        assertThat(Slots.run(buckets, Math.nextDown(-1.0), -99, Math.nextDown(3.0)))
                .containsExactly(0, 0, 0);
        assertThat(Slots.run(buckets, -0.0, 0, Double.POSITIVE_INFINITY)).containsExactly(3, 0, 1);
        assertThat(Slots.run(buckets, 2.5, 0, Double.NEGATIVE_INFINITY)).containsExactly(4, 0, 0);
        assertThat(Slots.run(buckets, Double.NaN, Double.NaN, Double.NaN))
                .containsExactly(Double.NaN, Double.NaN, Double.NaN);
        assertThat(buckets.words(0)).isEqualTo("5 buckets");
        assertThat(buckets.words(1)).isEqualTo("1 buckets");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void aBucketsIndexIsTheNumberOfEdgesThatAreNotAbove(long seed) {
        Random random = new Random(seed);
        double[] edges = random.doubles(random.nextInt(20), -4, 4)
                .map(edge -> random.nextBoolean() ? Math.rint(edge) : edge)
                .sorted()
                .toArray();
        Bucketize buckets = new Bucketize(List.of(Numbers.of(edges)));
        for (int i = 0; i < 100; i++) {
            double x = i % 2 == 0 ? random.nextInt(11) - 5 : random.nextDouble() * 10 - 5;
            double expected = Arrays.stream(edges).filter(edge -> edge <= x).count();
            assertThat(Slots.one(buckets, x)).isEqualTo(expected);
        }
    }

    @Test
    void edgesThatFallOrAreMissingAreRefused() {
        for (Numbers edges : List.of(Numbers.of(1, 0), Numbers.of(Double.NaN), Numbers.of(1, Double.NaN, 2))) {
            assertThatThrownBy(() -> new Bucketize(List.of(edges))).hasMessage("edges must not fall: " + edges);
        }
        assertThatThrownBy(() -> new Bucketize(List.of())).hasMessageContaining("the number of inputs");
    }

    /** Where all quantiles are close together, what is within one ten-millionth of an end still counts as the end. */
    @Test
    void whatIsNearlyTheFirstOrLastQuantileIsAtTheBound() {
        NormalQuantiles narrow = new NormalQuantiles(List.of(Numbers.of(0, 1e-6)), Numbers.of(0, 1));
        double lowest = Slots.one(narrow, -1);
        double highest = Slots.one(narrow, 1);
        assertThat(Slots.one(narrow, 0.9e-7)).isEqualTo(lowest);
        assertThat(Slots.one(narrow, 1.1e-7)).isCloseTo(NormalQuantiles.inverse(0.11), within(1e-9));
        assertThat(Slots.one(narrow, 1e-6 - 0.9e-7)).isEqualTo(highest);
        assertThat(Slots.one(narrow, 1e-6 - 1.1e-7)).isCloseTo(NormalQuantiles.inverse(0.89), within(1e-9));
    }
}
