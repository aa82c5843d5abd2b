package io.github.modelkeel.drift.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The index over bins that each deal makes again, against all deals. */
class QuantileNullTest {
    private static double index(double[] before, double[] after, int bins) {
        QuantileBins quantiles = QuantileBins.of(before, bins);
        return CountTable.of(quantiles.counts(before), quantiles.counts(after)).index();
    }

    /** How often each atom 0, 1, 2 … occurs. */
    private static double[] values(long... counts) {
        double[] values = new double[(int) Arrays.stream(counts).sum()];
        int next = 0;
        for (int atom = 0; atom < counts.length; atom++) {
            Arrays.fill(values, next, next + (int) counts[atom], atom);
            next += (int) counts[atom];
        }
        return values;
    }

    private static boolean isOfDeals(double p, int deals) {
        double halves = 2 * p * (deals + 1);
        return Math.abs(halves - Math.rint(halves)) < 1e-6;
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "4, 2", "5, 3", "8, 4", "10, 10"})
    void valuesAreDealtInAllWays(int n, int bins) {
        double[] pooled = {-3, -3, -1, 0, 2, 4, 4, 5, 7, 9, 20};
        double mean = AllDeals.mean(pooled, n, (before, after) -> index(before, after, bins));
        double square = AllDeals.mean(pooled, n, (before, after) -> Math.pow(index(before, after, bins), 2));
        double[] before = Arrays.copyOf(pooled, n);
        double[] after = Arrays.copyOfRange(pooled, n, 11);
        for (double observed : new double[] {mean / 2, mean, index(before, after, bins)}) {
            NullTail tail = Objects.requireNonNull(QuantileNull.of(before, after, bins, observed));
            double p = AllDeals.mean(pooled, n, (one, other) -> AllTables.half(index(one, other, bins), observed));
            isWithinChance(tail, p, mean, square - mean * mean);
        }
    }

    private static void isWithinChance(NullTail tail, double p, double mean, double variance) {
        int draws = p > 0.25 ? 500 : 2_000;
        assertThat(tail.mean()).isCloseTo(mean, within(5 * Math.sqrt(variance / draws) + 1e-12));
        assertThat(tail.pValue()).isCloseTo(p, within(5 * Math.sqrt(p * (1 - p) / draws) + 0.003));
    }

    /** Of long samples every value is dealt, unless the reference has few: then these are picked, which is the same distribution. */
    @ParameterizedTest
    @CsvSource({"4, 200", "6, 7994", "6, 7995", "6, 60000"})
    void aFewReferenceValuesArePickedAsTheyAreDealt(int n, int m) {
        long third = ((long) n + m) / 3;
        long[] totals = {third, 2, n + m - third - 2 - 40, 40};
        AllTables all = new AllTables(n, totals);
        ToDoubleFunction<long[]> index = before -> index(values(before), values(all.after(before)), 3);
        double mean = all.mean(index);
        double variance = all.mean(before -> Math.pow(index.applyAsDouble(before) - mean, 2));
        long[] before = {n - 1, 0, 1, 0};
        double observed = index.applyAsDouble(before);
        NullTail tail = Objects.requireNonNull(QuantileNull.of(values(before), values(all.after(before)), 3, observed));
        isWithinChance(tail, all.midP(index, observed), mean, variance);
    }

    /** A deal walks over all values or picks the reference's; at most 4 million steps, 500 deals of what is clearly stable. */
    @ParameterizedTest
    @CsvSource({"100, 100, 2000", "2000, 2000, 1000", "4000, 4000, 500", "4000, 4001, 1000", "500, 9000, 2000"})
    void longSamplesAreDealtLessOften(int n, int m, int deals) {
        double[] before = values(n / 3, n - n / 3);
        double[] after = values(m / 3, m - m / 3);
        NullTail median = Objects.requireNonNull(QuantileNull.of(before, after, 4, 0));
        double expected = 1.0 / n + 1.0 / m; // of one cell and another
        assertThat(median.mean()).isCloseTo(expected, within(0.35 * expected));
        double typical = expected * 1.6; // 20 % are above
        NullTail tail = Objects.requireNonNull(QuantileNull.of(before, after, 4, typical));
        assertThat(tail.pValue()).isBetween(0.05, 0.3).matches(p -> isOfDeals(p, deals), "of " + deals + " deals");
        assertThat(median.pValue()).isGreaterThan(0.9).matches(p -> isOfDeals(p, 500), "of 500 deals");
    }

    @Test
    void whatTakesTooLongIsNotDealt() {
        double[] few = new double[50];
        assertThat(QuantileNull.of(new double[7_951], few, 10, 1)).isNull();
        assertThat(QuantileNull.of(new double[8_001], new double[9_000], 10, 1)).isNull();
        assertThat(QuantileNull.of(few, new double[4_000_000], 10, 1)).isNull();
    }
}
