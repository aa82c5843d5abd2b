package io.github.modelkeel.drift.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The search part by part against all values, one by one. */
class KolmogorovSmirnovTest {
    private static final int CASES = 60;

    private static long gap(double[] reference, double[] current, double value) {
        return (long) SortedValues.countUpTo(reference, value) * current.length
                - (long) SortedValues.countUpTo(current, value) * reference.length;
    }

    private static long largestGap(double[] reference, double[] current) {
        return DoubleStream.concat(Arrays.stream(reference), Arrays.stream(current))
                .mapToLong(value -> Math.abs(gap(reference, current, value)))
                .max()
                .orElseThrow();
    }

    private static double[] sample(SplittableRandom random, int size, double shift, int distinct) {
        double[] values = new double[size];
        Arrays.setAll(values, i -> {
            double value = random.nextDouble() + random.nextDouble() + shift;
            return distinct == 0 ? value : Math.rint(value * distinct);
        });
        SortedValues.sort(values);
        return values;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 40, 1_000})
    void theLargestGapIsThatOfAllValues(int distinct) {
        SplittableRandom random = new SplittableRandom(distinct);
        for (int i = 0; i < CASES; i++) {
            double[] reference = sample(random, 1 + random.nextInt(i % 2 == 0 ? 20 : 4_000), 0, distinct);
            int size = i % 5 == 0 ? reference.length : 1 + random.nextInt(4_000);
            double[] current = sample(random, size, i % 3 == 0 ? 0 : random.nextDouble() - 0.5, distinct);
            KolmogorovSmirnov found = KolmogorovSmirnov.of(reference, current);
            assertThat(found.distance()).as("case %s", i).isEqualTo(largestGap(reference, current));
            assertThat(gap(reference, current, found.location()))
                    .as("case %s", i)
                    .isEqualTo(found.sign() * found.distance());
        }
    }

    @ParameterizedTest
    @CsvSource({"10000, 7, true", "7, 10000, true", "10001, 7, false", "7, 10001, false"})
    void upToTenThousandValuesThePValueIsExact(int n, int m, boolean exact) {
        KolmogorovSmirnov half = new KolmogorovSmirnov((long) n * m / 2, 0, 1, n, m);
        assertThat(half.exact()).isEqualTo(exact);
        assertThat(half.pValue() == KsExact.pValue(half.distance(), n, m)).isEqualTo(exact);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 127, 128, 129, 5_000})
    void samplesThatDoNotOverlapAreApartByAll(int size) {
        double[] low = new double[size];
        double[] high = new double[3 * size];
        Arrays.setAll(low, i -> i);
        Arrays.setAll(high, i -> size + i);
        assertThat(KolmogorovSmirnov.of(low, high))
                .isEqualTo(new KolmogorovSmirnov(3L * size * size, size - 1, 1, size, 3 * size));
        assertThat(KolmogorovSmirnov.of(high, low))
                .isEqualTo(new KolmogorovSmirnov(3L * size * size, size - 1, -1, 3 * size, size));
        assertThat(KolmogorovSmirnov.of(low, low)).isEqualTo(new KolmogorovSmirnov(0, 0, 1, size, size));
    }

    /** The same bins, with the left edge of its bin instead of each value. */
    private static double[] binned(double[] sorted, double[] edges) {
        return Arrays.stream(sorted)
                .map(value -> {
                    int place = SortedValues.countUpTo(edges, value);
                    return place == 0 ? Math.nextDown(edges[0]) : edges[place - 1];
                })
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 60})
    void countsOfBinsBoundTheGapOfTheValues(int bins) {
        SplittableRandom random = new SplittableRandom(bins);
        int wide = 0;
        for (int i = 0; i < CASES; i++) {
            int distinct = i % 4 == 0 ? 7 : 0;
            double[] reference = sample(random, 1 + random.nextInt(900), 0, distinct);
            double[] current = sample(random, 1 + random.nextInt(900), i % 3 == 0 ? 0 : random.nextDouble(), distinct);
            double[] edges = DoubleStream.generate(() -> random.nextDouble() * 14 - 1)
                    .limit(bins)
                    .sorted()
                    .toArray();
            double[] before = binned(reference, edges);
            double[] after = binned(current, edges);
            KolmogorovSmirnov exact = KolmogorovSmirnov.of(reference, current);
            KolmogorovSmirnov ofBins = KolmogorovSmirnov.of(before, after);
            KolmogorovSmirnov bound = ofBins.bound(before, after, edges);
            assertThat(exact.distance()).as("case %s", i).isBetween(ofBins.distance(), bound.distance());
            assertThat(KolmogorovSmirnov.of(after, before)
                            .bound(after, before, edges)
                            .distance())
                    .isEqualTo(bound.distance());
            wide += bound.distance() > ofBins.distance() ? 1 : 0;
        }
        assertThat(wide).isPositive();
    }

    @Test
    void theBoundIsReachedWhereOneSideComesFirstInABin() {
        double[] edges = {0, 10, 20};
        double[] reference = {1, 2, 3, 11};
        double[] current = {4, 5, 6, 12};
        double[] before = binned(reference, edges);
        double[] after = binned(current, edges);
        KolmogorovSmirnov ofBins = KolmogorovSmirnov.of(before, after);
        assertThat(ofBins.statistic()).isZero();
        assertThat(ofBins.bound(before, after, edges).statistic())
                .isEqualTo(KolmogorovSmirnov.of(reference, current).statistic())
                .isEqualTo(0.75);
    }

    @Test
    void aBinOfOneValueLeavesNothingOpenUnlessItIsOfSeveralLargeWholeNumbers() {
        double[] same = {3, 3};
        double[] edges = {3, Math.nextUp(3.0)};
        assertThat(KolmogorovSmirnov.of(same, same).bound(same, same, edges).statistic())
                .isZero();
        double large = 0x1p60;
        double[] several = {large, large};
        assertThat(KolmogorovSmirnov.of(several, several)
                        .bound(several, several, new double[] {large, Math.nextUp(large)})
                        .statistic())
                .isEqualTo(1);
        double[] above = {Math.nextUp(3.0), Math.nextUp(3.0)};
        assertThat(KolmogorovSmirnov.of(above, above).bound(above, above, edges).statistic())
                .as("the last bin is open")
                .isEqualTo(1);
    }

    /** Ranges of the values, each walked by itself, as on a cluster. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9})
    void theLargestGapOfRangesIsThatOfTheWhole(int ranges) {
        SplittableRandom random = new SplittableRandom(ranges);
        for (int i = 0; i < CASES; i++) {
            int distinct = i % 2 == 0 ? 2 : 0; // of which several values have the largest gap
            double[] reference = sample(random, 1 + random.nextInt(9), 0, distinct);
            double[] current = sample(random, 1 + random.nextInt(9), 0, distinct);
            double[] values = DoubleStream.concat(Arrays.stream(reference), Arrays.stream(current))
                    .sorted()
                    .distinct()
                    .toArray();
            Gap largest = Gap.NONE;
            for (int range = 0; range < ranges; range++) {
                LargestGap gaps = new LargestGap(reference.length, current.length);
                for (int at = range * values.length / ranges; at < (range + 1) * values.length / ranges; at++) {
                    int before = SortedValues.countUpTo(reference, values[at]);
                    boolean inReference = before > SortedValues.countBelow(reference, values[at]);
                    gaps.at(values[at], before, SortedValues.countUpTo(current, values[at]), inReference);
                }
                largest = largest.or(gaps.largest());
            }
            assertThat(KolmogorovSmirnov.of(largest, reference.length, current.length))
                    .as("case %s", i)
                    .isEqualTo(KolmogorovSmirnov.of(reference, current));
        }
    }
}
