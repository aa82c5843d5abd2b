package io.github.modelkeel.drift.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of sorted values by searches, against one look at each of them. */
class SortedSamplesTest {
    private static double[] sample(SplittableRandom random, int size, int distinct) {
        int middle = distinct / 2;
        return random.ints(size, 0, distinct)
                .asDoubleStream()
                .map(x -> x - middle)
                .sorted()
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 16, 33})
    void searchesCountWhatIsBelow(int size) {
        double[] sorted = sample(new SplittableRandom(size), size, 9);
        for (double bound = -6; bound <= 6; bound += 0.5) {
            double limit = bound;
            long below = Arrays.stream(sorted).filter(x -> x < limit).count();
            long upTo = Arrays.stream(sorted).filter(x -> x <= limit).count();
            assertThat(SortedValues.countBelow(sorted, bound)).isEqualTo((int) below);
            assertThat(SortedValues.countUpTo(sorted, bound)).isEqualTo((int) upTo);
        }
        assertThat(SortedValues.countUpTo(sorted, Double.POSITIVE_INFINITY)).isEqualTo(size);
        assertThat(SortedValues.countUpTo(sorted, Double.NEGATIVE_INFINITY)).isZero();
    }

    /** One to four values of all but the same bits in any order, of both signs and all sizes. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void shortRunsOfNeighboursAreSorted(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[3_000];
        for (int i = 0; i < values.length; ) {
            double base = (random.nextDouble() - 0.5) * Math.pow(2, random.nextInt(-900, 900));
            for (int run = random.nextInt(1, 5); run > 0 && i < values.length; run--) {
                values[i++] = base + random.nextInt(4) * Math.ulp(base);
            }
        }
        double[] expected = values.clone();
        Arrays.sort(expected);
        double[] radix = values.clone();
        SortedValues.radixSort(radix);
        assertThat(radix).containsExactly(expected);
        SortedValues.sort(values);
        assertThat(values).containsExactly(expected);
    }

    /** Values by their number: even and skewed ones, few that repeat, two scales at once, the largest and the smallest doubles. */
    private static DoubleUnaryOperator shape(String name, SplittableRandom random) {
        return switch (name) {
            case "even" -> i -> random.nextDouble();
            case "skewed" -> i -> Math.exp(9 * random.nextDouble() * random.nextDouble()) - 3;
            case "heavy tail" -> i -> Math.pow(1 - random.nextDouble(), -9);
            case "cents" -> i -> random.nextInt(-90_000, 90_000) / 100.0;
            case "flags" -> i -> random.nextInt(2);
            case "one value" -> i -> 7.25;
            case "falling" -> i -> -i;
            case "zeros of both signs" -> i -> random.nextBoolean() ? 0.0 : -0.0;
            case "one far value" -> i -> i == 5 ? 1e300 : random.nextDouble();
            case "two scales" ->
                i -> random.nextInt(3) * 1e-12 * random.nextDouble()
                        + (random.nextInt(9) == 0 ? random.nextDouble() : 0);
            case "ties and neighbours" -> i -> random.nextBoolean() ? 0.5 : 0.5 + random.nextInt(-999, 999) * 0x1p-53;
            case "all doubles" ->
                i -> {
                    double any = Double.longBitsToDouble(random.nextLong());
                    return Double.isFinite(any) ? any : -0.0;
                };
            case "subnormal" -> i -> random.nextInt() * Double.MIN_VALUE;
            default -> throw new IllegalArgumentException(name);
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "even",
                "skewed",
                "heavy tail",
                "cents",
                "flags",
                "one value",
                "falling",
                "zeros of both signs",
                "one far value",
                "two scales",
                "ties and neighbours",
                "all doubles",
                "subnormal"
            })
    void valuesOfAnyShapeAreSorted(String name) {
        SplittableRandom random = new SplittableRandom(name.length());
        for (int size : new int[] {0, 1, 2, 1_999, 2_000, 2_001, 30_000, 70_001}) {
            DoubleUnaryOperator shape = shape(name, random);
            double[] values = new double[size];
            Arrays.setAll(values, shape::applyAsDouble);
            double[] expected =
                    Arrays.stream(values).map(value -> value + 0.0).sorted().toArray();
            SortedValues.sort(values);
            assertThat(Arrays.equals(values, expected))
                    .as("%s of %s", size, name)
                    .isTrue(); // equal bits, unlike ==
        }
    }

    @Test
    void distinctValuesAreCountedUpToANumber() {
        SplittableRandom random = new SplittableRandom(2);
        for (int trial = 0; trial < 200; trial++) {
            double[] before = sample(random, random.nextInt(12), 1 + random.nextInt(8));
            double[] after = sample(random, random.nextInt(12), 1 + random.nextInt(8));
            TreeMap<Double, long[]> expected = new TreeMap<>();
            for (double value : before) {
                expected.computeIfAbsent(value, any -> new long[2])[0]++;
            }
            for (double value : after) {
                expected.computeIfAbsent(value, any -> new long[2])[1]++;
            }
            CountTable counts = DistinctValues.counts(before, after, 7);
            if (expected.size() > 7) {
                assertThat(counts).isNull();
            } else {
                assertThat(Objects.requireNonNull(counts).counts(true))
                        .containsExactly(
                                expected.values().stream().mapToLong(x -> x[0]).toArray());
                assertThat(counts.counts(false))
                        .containsExactly(
                                expected.values().stream().mapToLong(x -> x[1]).toArray());
            }
        }
    }

    @Test
    void binsHoldTheirLeftEdgesAndEqualShares() {
        SplittableRandom random = new SplittableRandom(6);
        for (int bins = 2; bins <= 12; bins++) {
            double[] reference = random.doubles(30L * bins).sorted().toArray();
            QuantileBins quantiles = QuantileBins.of(reference, bins);
            assertThat(quantiles.count()).isEqualTo(bins);
            for (long count : quantiles.counts(reference)) {
                assertThat(count).isBetween(29L, 31L);
            }
            double[] atoms = sample(random, 100, 7);
            QuantileBins ofAtoms = QuantileBins.of(atoms, bins);
            long[] counts = ofAtoms.counts(atoms);
            assertThat(ofAtoms.lower(0)).isEqualTo(Double.NEGATIVE_INFINITY);
            assertThat(ofAtoms.upper(ofAtoms.count() - 1)).isEqualTo(Double.POSITIVE_INFINITY);
            for (int bin = 0; bin < ofAtoms.count(); bin++) {
                double from = ofAtoms.lower(bin);
                double to = ofAtoms.upper(bin);
                assertThat(from).isLessThan(to);
                assertThat(bin == 0 || ofAtoms.upper(bin - 1) == from).isTrue();
                long inside =
                        Arrays.stream(atoms).filter(x -> x >= from && x < to).count();
                assertThat(counts[bin]).isEqualTo(inside);
            }
        }
    }

    /** Three quarters of the values are zero, and most of the rest are the next larger number. */
    @Test
    void anAtomBesideAnotherHasItsBinToo() {
        double next = Math.nextUp(0.0);
        double[] values = {0, 0, 0, 0, 0, 0, next, next, next, 1};
        QuantileBins bins = QuantileBins.of(values, 10);
        assertThat(bins.counts(values)).containsExactly(0, 6, 3, 0, 1);
        double[] outer = {5, 5, 5, 5, 6};
        assertThat(QuantileBins.of(outer, 2).counts(new double[] {4, 5, 6})).containsExactly(1, 2);
        assertThat(QuantileBins.of(outer, 3).counts(new double[] {4, 5, 6})).containsExactly(1, 1, 1);
    }

    /** Each value of one side as often as the other side has values: two samples of the same size, whose sorted values are apart. */
    @ParameterizedTest
    @CsvSource({"1, 1, 5", "3, 4, 100", "7, 5, 4", "12, 12, 6", "1, 9, 50"})
    void wassersteinsDistanceIsTheMeanOfTheDistancesOfSortedValues(int n, int m, int distinct) {
        SplittableRandom random = new SplittableRandom(n + m);
        double[] before = sample(random, n, distinct);
        double[] after = sample(random, m, distinct);
        double sum = 0;
        for (int i = 0; i < n * m; i++) {
            sum += Math.abs(before[i / m] - after[i / n]);
        }
        assertThat(Distances.wasserstein(before, after)).isCloseTo(sum / (n * m), within(1e-12));
        assertThat(Distances.wasserstein(after, before)).isCloseTo(sum / (n * m), within(1e-12));
    }

    /** The part of one side that is nowhere on the other; and the root of one less the mean of the shares' geometric means. */
    @Test
    void distancesOfCountsAreThoseOfTheirShares() {
        CountTable table = CountTable.of(new long[] {10, 30, 0, 60}, new long[] {50, 0, 25, 125});
        assertThat(table.totalVariation()).isCloseTo(0.3, within(1e-15));
        double overlap = Math.sqrt(0.1 * 0.25) + Math.sqrt(0.6 * 0.625);
        assertThat(table.hellinger()).isCloseTo(Math.sqrt(1 - overlap), within(1e-15));
        CountTable apart = CountTable.of(new long[] {3, 4, 0, 0}, new long[] {0, 0, 5, 6});
        assertThat(apart.totalVariation()).isCloseTo(1, within(1e-15));
        assertThat(apart.hellinger()).isCloseTo(1, within(1e-15));
    }

    /** The share of the deals of values that differ in which as many current ones are outside of the reference. */
    @Test
    void wilksDistributionCountsAllDeals() {
        for (int n = 2; n <= 8; n++) {
            for (int m = 1; m <= 8 - n / 2; m++) {
                double[] pooled = new double[n + m];
                Arrays.setAll(pooled, i -> i);
                for (int outside = 0; outside <= m; outside++) {
                    int count = outside;
                    double exact = AllDeals.mean(
                            pooled, n, (before, after) -> OutOfRange.count(before, after, 0) >= count ? 1 : 0);
                    assertThat(RateTests.outOfRange(outside, n, m)).isCloseTo(exact, within(1e-12));
                }
            }
        }
        assertThat(RateTests.outOfRange(3, 1, 5)).isEqualTo(1);
        assertThat(RateTests.outOfRange(1, 1_000_000, 1)).isCloseTo(2.0 / 1_000_001, within(1e-18));
    }

    @Test
    void theScoreOfTwoSharesIsTheirDifferenceInStandardErrors() {
        double pooled = 30.0 / 120;
        double error = Math.sqrt(pooled * (1 - pooled) * (1.0 / 50 + 1.0 / 70));
        assertThat(RateTests.twoProportionZ(20, 50, 10, 70)).isCloseTo((20.0 / 50 - 10.0 / 70) / error, within(1e-12));
        for (long[] nothing : new long[][] {{0, 5, 0, 7}, {5, 5, 7, 7}, {0, 0, 3, 7}, {3, 7, 0, 0}}) {
            assertThat(RateTests.twoProportionZ(nothing[0], nothing[1], nothing[2], nothing[3]))
                    .isZero();
        }
    }
}
