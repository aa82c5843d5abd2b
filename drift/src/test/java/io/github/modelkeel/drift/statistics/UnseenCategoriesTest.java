package io.github.modelkeel.drift.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of new categories: against all tables where they are few, and against Chernoff's bound by brute force where they are unlikely. */
class UnseenCategoriesTest {
    /** The logarithm of the probability that all rows of a category are among the m of n + m. */
    private static double logOfAll(long rows, long n, long m) {
        double log = 0;
        for (long i = 0; i < rows; i++) {
            log += Math.log((double) Math.max(0, m - i) / (n + m - i));
        }
        return log;
    }

    /** The minimum over s of {@code exp(-s u) prod (1 - p_c + p_c exp(s t_c))}, between thirds of an interval. */
    private static double chernoff(long[] before, long[] after) {
        long n = LongStream.of(before).sum();
        long m = LongStream.of(after).sum();
        long unseen = UnseenCategories.count(before, after);
        double[] logs = new double[before.length];
        Arrays.setAll(logs, i -> logOfAll(before[i] + after[i], n, m));
        double low = 0;
        double high = 100;
        for (int i = 0; i < 120; i++) {
            double left = low + (high - low) / 3;
            double right = high - (high - low) / 3;
            if (exponent(left, logs, before, after, unseen) < exponent(right, logs, before, after, unseen)) {
                high = right;
            } else {
                low = left;
            }
        }
        return Math.min(1, Math.exp(exponent(low, logs, before, after, unseen)));
    }

    private static double exponent(double s, double[] logs, long[] before, long[] after, long unseen) {
        double sum = -s * unseen;
        for (int i = 0; i < logs.length; i++) {
            double some = logs[i] + s * (before[i] + after[i]);
            // of large numbers the one beside it is lost in rounding
            sum += some > 40 ? some : Math.log1p(Math.exp(some) - Math.exp(logs[i]));
        }
        return sum;
    }

    private static boolean isOfDeals(double p, int deals) {
        double halves = 2 * p * (deals + 1);
        return Math.abs(halves - Math.rint(halves)) < 1e-6;
    }

    /** Tables of a few large categories, small ones of both sides, and new ones. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatIsUnlikelyHasTheBoundOfChernoff(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int bounded = 0;
        for (int trial = 0; trial < 40; trial++) {
            long[] before = new long[20];
            long[] after = new long[20];
            for (int i = 0; i < 20; i++) {
                before[i] = i < 3 ? random.nextInt(1, 400) : i < 15 ? random.nextInt(4) : 0;
                after[i] = i < 3 ? random.nextInt(1, 400) : random.nextInt(i < 15 ? 4 : 9);
            }
            double bound = chernoff(before, after);
            double p = UnseenCategories.pValue(before, after);
            if (bound < 1e-4) {
                bounded++;
                assertThat(p).as("%s", trial).isCloseTo(bound, within(1e-6 * bound));
            } else if (p < 0.005) { // of fewer than ten deals of 2,000
                assertThat(p).as("%s", trial).isLessThanOrEqualTo(bound * (1 + 1e-9));
            } else {
                assertThat(p).matches(found -> isOfDeals(found, 2_000) || isOfDeals(found, 500));
            }
        }
        assertThat(bounded).isBetween(4, 36);
    }

    @Test
    void ofLargeCategoriesTheProbabilityIsThatOfTheirRows() {
        for (int rows : new int[] {9_999, 10_000, 10_001, 15_000}) {
            long[] before = {30, 0};
            long[] after = {10_000, rows};
            double bound = chernoff(before, after);
            assertThat(bound).isLessThan(1e-4).isGreaterThan(Math.exp(logOfAll(rows, 30, 10_000L + rows)));
            assertThat(UnseenCategories.pValue(before, after))
                    .as("%s rows", rows)
                    .isCloseTo(bound, within(1e-6 * bound));
        }
        // what the reference has is too much for the current side
        assertThat(UnseenCategories.pValue(new long[] {40, 0}, new long[] {0, 30}))
                .isCloseTo(Math.exp(logOfAll(30, 40, 30)), within(1e-24));
        assertThat(UnseenCategories.pValue(new long[] {5_000, 0}, new long[] {0, 5_000}))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 6, 9})
    void otherwiseItIsTheShareOfDeals(long n) {
        AllTables all = new AllTables(n, 4, 3, 2, 2, 1, 1);
        double[] last = {-1};
        all.forEach(before -> {
            double observed = all.unseen(before);
            long[] after = all.after(before);
            assertThat(UnseenCategories.count(before, after)).isEqualTo((long) observed);
            double p = UnseenCategories.pValue(before, after);
            if (observed == 0) {
                assertThat(p).isEqualTo(1);
            } else if (observed != last[0]) {
                double exact = all.midP(all::unseen, observed);
                int draws = exact > 0.25 ? 500 : 2_000;
                assertThat(p)
                        .as("%s unseen", observed)
                        .isCloseTo(exact, within(5 * Math.sqrt(exact * (1 - exact) / draws) + 1e-3));
            }
            last[0] = observed;
        });
    }

    /** At most 2 million steps, 500 deals of what is clearly stable, and never less than 200. */
    @ParameterizedTest
    @CsvSource({"40, 500", "2500, 399", "8000, 200"})
    void ofManyCategoriesFewerDealsAreDrawn(int categories, int deals) {
        long[] before = new long[categories];
        long[] after = new long[categories];
        for (int i = 0; i < categories; i++) {
            before[i] = i % 4 == 0 ? 2 : i % 4 == 1 ? 0 : 1;
            after[i] = 2 - before[i];
        }
        double p = UnseenCategories.pValue(before, after);
        assertThat(p).isBetween(0.3, 1.0).matches(found -> isOfDeals(found, deals), "of " + deals + " deals");
        assertThat(UnseenCategories.pValue(before, after)).isEqualTo(p);
    }

    @Test
    void withoutAReferenceOrNewRowsNothingIsUnseen() {
        assertThat(UnseenCategories.pValue(new long[] {0, 0}, new long[] {4, 2}))
                .isEqualTo(1);
        assertThat(UnseenCategories.pValue(new long[] {4, 2}, new long[] {0, 0}))
                .isEqualTo(1);
        assertThat(UnseenCategories.pValue(new long[] {4, 2}, new long[] {1, 9}))
                .isEqualTo(1);
        assertThat(UnseenCategories.count(new long[] {0, 2, 0}, new long[] {4, 9, 3}))
                .isEqualTo(7);
    }
}
