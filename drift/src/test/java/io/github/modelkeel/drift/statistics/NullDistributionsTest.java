package io.github.modelkeel.drift.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Distributions without drift, against all the ways in which few rows can be dealt to the two sides. */
class NullDistributionsTest {

    private static long[] counts(int[] cellOfRow, boolean[] reference, boolean counted, int cells) {
        long[] counts = new long[cells];
        for (int i = 0; i < cellOfRow.length; i++) {
            counts[cellOfRow[i]] += reference[i] == counted ? 1 : 0;
        }
        return counts;
    }

    private static double half(double value, double observed) {
        return value > observed ? 1 : value == observed ? 0.5 : 0;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 9, 12})
    void theMeanIndexIsThatOfAllDeals(int n) {
        int[] cells = {0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 4, 4};
        double mean = AllDeals.mean(
                cells.length,
                n,
                reference -> CountTable.of(counts(cells, reference, true, 5), counts(cells, reference, false, 5))
                        .index());
        assertThat(PsiMean.of(new long[] {6, 3, 2, 1, 2}, n, cells.length - n)).isCloseTo(mean, within(1e-13));
    }

    @Test
    void theMeanIndexOfManyRowsIsThatOfTheChiSquareDistribution() {
        double limit = 3 * (1.0 / 40_000 + 1.0 / 60_000);
        long[] justBelow = {2_400, 2_400, 2_400, 92_800};
        long[] above = {25_000, 25_000, 25_000, 25_000};
        assertThat(PsiMean.of(justBelow, 40_000, 60_000) / limit).isCloseTo(1, within(1e-3));
        assertThat(PsiMean.of(above, 40_000, 60_000) / limit).isCloseTo(1, within(1e-4));
    }

    @ParameterizedTest
    @CsvSource({"3, 0.1", "5, 0.1", "7, 0", "10, 0.3", "12, 0.1"})
    void valuesOutOfRangeAreCountedOverAllDeals(int n, double margin) {
        double[] pooled = {-9, -9, -3, -3, -2, 0, 0, 0, 1, 1, 2, 7, 7, 30};
        int m = pooled.length - n;
        for (int count = 1; count <= m; count++) {
            int observed = count;
            double exact = AllDeals.mean(
                    pooled.length, n, reference -> half((double) beyond(pooled, reference, margin), observed));
            boolean[] any = anyDeal(new SplittableRandom(count), pooled.length, n);
            double[] before = AllDeals.side(pooled, any, true);
            double[] after = AllDeals.side(pooled, any, false);
            assertThat(OutOfRange.pValue(before, after, margin, count))
                    .as("%s", count)
                    .isCloseTo(exact, within(1e-12));
            assertThat(OutOfRange.pValue(before, after, margin, 0)).isEqualTo(1);
        }
    }

    /** Only the values of both sides together count, so that any deal of them has the same p-value. */
    private static boolean[] anyDeal(SplittableRandom random, int rows, int n) {
        boolean[] reference = new boolean[rows];
        for (int dealt = 0; dealt < n; ) {
            int place = random.nextInt(rows);
            dealt += reference[place] ? 0 : 1;
            reference[place] = true;
        }
        return reference;
    }

    /** Of more than two million values only their number counts. */
    @Test
    void millionsOfValuesOutOfRangeHaveWilksDistribution() {
        double[] before = {0, 1, 2};
        double[] after = new double[2_000_001];
        Arrays.fill(after, 1_000_000, after.length, 3);
        assertThat(OutOfRange.count(before, after, 0)).isEqualTo(1_000_001);
        assertThat(OutOfRange.pValue(before, after, 0, 1_999_999))
                .isEqualTo(RateTests.outOfRange(1_999_999, 3, after.length))
                .isBetween(1e-14, 1e-5);
    }

    /** Below the smallest or above the largest of the reference by more than a part of the distance of the two. */
    private static long beyond(double[] pooled, boolean[] reference, double margin) {
        double[] before = AllDeals.side(pooled, reference, true);
        double[] after = AllDeals.side(pooled, reference, false);
        double low = before[0];
        double high = before[before.length - 1];
        double width = margin * high - margin * low;
        long beyond = Arrays.stream(after)
                .filter(value -> value < low - width || value > high + width)
                .count();
        assertThat(OutOfRange.count(before, after, margin)).isEqualTo(beyond);
        return beyond;
    }

    /** Wilks' distribution of continuous values, which is written down elsewhere. */
    @ParameterizedTest
    @CsvSource({"200, 200, 3", "200, 200, 40", "50, 10000, 900", "10000, 50, 1", "1000, 30000, 1500"})
    void withoutAMarginTheRangeTestIsThatOfWilks(int n, int m, long count) {
        SplittableRandom random = new SplittableRandom(7);
        double[] before = random.doubles(n).sorted().toArray();
        double[] after = random.doubles(m).sorted().toArray();
        double expected = RateTests.outOfRange(count, n, m);
        assertThat(OutOfRange.atLeast(before, after, 0, count)).isCloseTo(expected, within(1e-9 * expected));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 7, 10})
    void unseenRowsAreCountedOverAllDeals(int n) {
        int[] cells = {0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 4, 5};
        int m = cells.length - n;
        for (int count = 1; count <= m; count++) {
            long[] totals = {5, 3, 2, 2, 1, 1};
            long[][] observed = tableWithUnseen(totals, n, count);
            if (observed.length > 0) {
                int unseen = count;
                double exact = AllDeals.mean(
                        cells.length,
                        n,
                        reference -> half(
                                (double) UnseenCategories.count(
                                        counts(cells, reference, true, 6), counts(cells, reference, false, 6)),
                                unseen));
                // 2,000 deals with four standard deviations
                assertThat(UnseenCategories.pValue(observed[0], observed[1]))
                        .as("%s", count)
                        .isCloseTo(exact, within(4 * Math.sqrt(exact * (1 - exact) / 2_000) + 2e-3));
            }
        }
    }

    /** A table with so many unseen rows, found by chance; empty if there is none. */
    private static long[][] tableWithUnseen(long[] totals, int n, int unseen) {
        long rows = Arrays.stream(totals).sum();
        Deals deals = new Deals(new SplittableRandom(5), totals, n, rows - n);
        for (int i = 0; i < 5_000; i++) {
            long[] before = deals.next().clone();
            long[] after = new long[totals.length];
            Arrays.setAll(after, cell -> totals[cell] - before[cell]);
            if (UnseenCategories.count(before, after) == unseen) {
                return new long[][] {before, after};
            }
        }
        return new long[0][];
    }

    @Test
    void oneNewCategoryIsAsUnlikelyAsItsRowsAreTogether() {
        // C(600, 400) / C(620, 400): all of 20 rows are among the 220 current ones
        double exact = 1;
        for (int i = 0; i < 20; i++) {
            exact *= (220.0 - i) / (620 - i);
        }
        long[] before = {200, 200, 0};
        long[] after = {200, 0, 20};
        assertThat(UnseenCategories.pValue(before, after)).isCloseTo(exact, within(1e-3 * exact));
    }

    @Test
    void aNewCategoryOfMillionsOfRowsIsAsUnlikelyAsThatNoReferenceRowIsOfIt() {
        long rows = 100_000_000;
        long ofNew = 30_000_000;
        double exact = 1;
        for (int i = 0; i < 100; i++) {
            exact *= (double) (rows + 100 - ofNew - i) / (rows + 100 - i);
        }
        double p = UnseenCategories.pValue(new long[] {100, 0}, new long[] {rows - ofNew, ofNew});
        assertThat(p).isCloseTo(exact, within(1e-3 * exact));
    }

    @Test
    void rowsOfOneNewCategoryAreOneEvent() {
        long[] before = {100, 50, 30, 0, 0, 3, 3};
        long[] after = {100, 50, 30, 3, 3, 0, 0};
        // of the four categories of three rows two are all current: by the binomial distribution of 4 with 1/8, half of
        // P(2), P(3), P(4);
        // six rows that came each by itself would have 1/64
        assertThat(UnseenCategories.pValue(before, after)).isCloseTo(0.043, within(0.012));
        long[] alone = {100, 50, 30, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1};
        long[] now = {100, 50, 30, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0};
        assertThat(UnseenCategories.pValue(alone, now)).isCloseTo(0.5, within(0.1));
        assertThat(UnseenCategories.pValue(before, before)).isEqualTo(1);
    }

    @Test
    void manyNewCategoriesAreBoundedInNoTime() {
        long[] before = new long[100_005];
        long[] after = new long[100_005];
        Arrays.fill(before, 0, 5, 2_000);
        Arrays.fill(after, 5, 100_005, 1);
        assertThat(UnseenCategories.pValue(before, after)).isZero();
        assertThat(UnseenCategories.pValue(after, after)).isEqualTo(1);
    }
}
