package io.github.modelkeel.drift.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** P-values of counts, against all tables of the same totals where they are few, and against the limit distributions where they are many. */
class CountTableTest {
    private static void near(double actual, double expected, String what, long... before) {
        assertThat(actual).as("%s of %s", what, Arrays.toString(before)).isCloseTo(expected, within(1e-11));
    }

    /** Of p-values that are counted among deals, twice the number above, plus the equal ones, plus one. */
    private static boolean isOfDeals(double p, int deals) {
        double halves = 2 * p * (deals + 1);
        return Math.abs(halves - Math.rint(halves)) < 1e-6;
    }

    private static void nearByDeals(double actual, double expected, String what, long... before) {
        assertThat(actual)
                .as("%s of %s", what, Arrays.toString(before))
                .isCloseTo(expected, within(5 * Math.sqrt(expected * (1 - expected) / 500) + 0.003))
                .matches(p -> p < 0.01 || isOfDeals(p, 2_000) || isOfDeals(p, 500), "counted among 2,000 deals or 500");
    }

    @Test
    void ofTwoCellsPValuesAreTheSharesOfAllTables() {
        AtomicInteger tables = new AtomicInteger();
        for (long n = 1; n <= 7; n++) {
            for (long m = 1; m <= 7; m++) {
                for (long first = 1; first < n + m; first++) {
                    AllTables all = new AllTables(n, first, n + m - first);
                    double mean = all.mean(all::index);
                    all.forEach(before -> {
                        CountTable table = all.table(before);
                        near(table.index(), all.index(before), "index", before);
                        near(table.psi().value(), all.index(before), "index", before);
                        near(table.psi().noise(), mean, "floor", before);
                        near(table.psi().pValue(), all.midP(all::index, all.index(before)), "p of index", before);
                        near(table.chiSquare().statistic(), all.pearson(before), "chi-square", before);
                        double rows = before[0] + before[1] + table.counts(false)[0] + table.counts(false)[1];
                        near(table.chiSquare().cramersV(), Math.sqrt(all.pearson(before) / rows), "V", before);
                        near(
                                table.chiSquarePValue(),
                                all.midP(all::pearson, all.pearson(before)),
                                "p of chi-square",
                                before);
                        near(table.g().statistic(), all.likelihoodRatio(before), "G", before);
                        near(
                                table.gPValue(),
                                all.midP(all::likelihoodRatio, all.likelihoodRatio(before)),
                                "p of G",
                                before);
                        tables.incrementAndGet();
                    });
                }
            }
        }
        assertThat(tables).hasValueGreaterThan(1_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 7, 11})
    void ofMoreCellsPValuesAreSharesOfDeals(long n) {
        AllTables all = new AllTables(n, 5, 4, 2, 2, 1);
        AtomicInteger tables = new AtomicInteger();
        all.forEach(before -> {
            if (tables.getAndIncrement() % 3 == 0) {
                CountTable table = all.table(before);
                near(table.psi().noise(), all.mean(all::index), "floor", before);
                nearByDeals(table.psi().pValue(), all.midP(all::index, all.index(before)), "index", before);
                nearByDeals(table.chiSquarePValue(), all.midP(all::pearson, all.pearson(before)), "Pearson", before);
                nearByDeals(table.gPValue(), all.midP(all::likelihoodRatio, all.likelihoodRatio(before)), "G", before);
                assertThat(table.psi()).isEqualTo(all.table(before).psi());
            }
        });
    }

    /** What is clearly stable needs no more than 500; what is near a level has all 2,000. */
    @Test
    void ofManyCellsFewerDealsAreDrawn() {
        assertThat(isOfDeals(table(3, 0).chiSquarePValue(), 500)).isTrue();
        assertThat(isOfDeals(table(3, 9).chiSquarePValue(), 2_000)).isTrue();
        assertThat(isOfDeals(table(3, 9).gPValue(), 2_000)).isTrue();
        assertThat(isOfDeals(table(2_500, 0).chiSquarePValue(), 399))
                .as("2 million steps, 2,501 rows and 2,500 cells a deal")
                .isTrue();
        assertThat(isOfDeals(table(15_000, 0).chiSquarePValue(), 200)).isTrue();
    }

    /** One row a side in each cell, but for one more of either side and some more. */
    private static CountTable table(int cells, long more) {
        long[] before = new long[cells];
        long[] after = new long[cells];
        Arrays.fill(before, 1);
        Arrays.fill(after, 1);
        after[0] += 1 + more;
        before[1] += 1;
        return CountTable.of(before, after);
    }

    /** Which test a table gets hangs on the smallest count that is expected of a cell. */
    @ParameterizedTest
    @CsvSource({
        "10, 10, 10, false, true, true",
        "10, 9, 9, true, true, true", // 4.3
        "30, 30, 30, false, false, false",
        "30, 29, 29, false, true, true", // 14.3
        "58, 31, 44, false, false, false", // 15.3
        "60, 30, 45, false, true, false", // 15 of unequal sides
        "120, 60, 90, false, false, false", // 30
        "60, 120, 90, false, false, false",
        "121, 60, 90, false, true, false" // 29.8
    })
    void smallCountsHaveTheirOwnDistribution(
            long n, long m, long first, boolean forPearson, boolean forIndex, boolean forG) {
        AllTables all = new AllTables(n, first, n + m - first);
        long[] before = {n / 2 + 3, n - n / 2 - 3};
        CountTable table = all.table(before);
        double scale = 1.0 / n + 1.0 / m;
        double index = all.index(before);
        double limit = SpecialFunctions.chiSquareSurvival(index / scale, 1);
        double ofAll = all.midP(all::index, index);
        assertThat(Math.abs(limit - ofAll)).isGreaterThan(1e-4);
        near(table.psi().pValue(), forIndex ? ofAll : limit, "p of index", before);
        near(
                table.chiSquarePValue(),
                forPearson
                        ? all.midP(all::pearson, all.pearson(before))
                        : SpecialFunctions.chiSquareSurvival(all.pearson(before), 1),
                "p of chi-square",
                before);
        near(
                table.gPValue(),
                forG
                        ? all.midP(all::likelihoodRatio, all.likelihoodRatio(before))
                        : SpecialFunctions.chiSquareSurvival(all.likelihoodRatio(before), 1),
                "p of G",
                before);
        assertThat(table.isSmall()).isEqualTo(forPearson);
        assertThat(table.isSmallForG()).isEqualTo(forG);
    }

    @Test
    void theFloorIsThatOfTheLimitFromTenExpectedRowsOn() {
        AllTables ten = new AllTables(20, 20, 20);
        AllTables fewer = new AllTables(19, 19, 19);
        near(ten.table(new long[] {12, 8}).psi().noise(), 0.1, "floor", 12, 8);
        near(fewer.table(new long[] {12, 7}).psi().noise(), fewer.mean(fewer::index), "floor", 12, 7);
        assertThat(fewer.mean(fewer::index)).isGreaterThan(2.0 / 19 + 0.001);
    }

    /** The variance of the sum of ranks over all deals, ties and all, is what makes it a score. */
    @ParameterizedTest
    @ValueSource(longs = {1, 4, 6, 13})
    void theRankTestHasTheMeanAndTheVarianceOfAllDeals(long n) {
        AllTables all = new AllTables(n, 1, 5, 2, 4, 2);
        double mean = all.mean(all::rankSum);
        double variance = all.mean(before -> Math.pow(all.rankSum(before) - mean, 2));
        all.forEach(before -> {
            double score = (all.rankSum(before) - mean) / Math.sqrt(variance);
            near(all.table(before).rankPValue(), SpecialFunctions.normalTwoSided(score), "p of ranks", before);
        });
    }

    @Test
    void theFitToTheReferenceHasItsSharesAsExpectation() {
        CountTable table = CountTable.of(new long[] {20, 30, 50}, new long[] {4, 16, 20});
        // expected 8, 12, 20
        near(table.goodnessOfFitPValue(), Math.exp(-(16.0 / 8 + 16.0 / 12) / 2), "p of the fit");
        CountTable newCell = CountTable.of(new long[] {20, 0}, new long[] {20, 1});
        assertThat(newCell.goodnessOfFitPValue()).isZero();
    }

    @Test
    void theScoreOfASharePointsToTheLargerSide() {
        CountTable table = CountTable.of(new long[] {20, 30}, new long[] {10, 60});
        assertThat(table.proportionScore())
                .isCloseTo(Math.sqrt(table.chiSquare().statistic()), within(1e-12))
                .isPositive();
        CountTable other = CountTable.ofRates(10, 70, 20, 50);
        assertThat(other.proportionScore()).isCloseTo(-table.proportionScore(), within(1e-12));
    }

    @Test
    void whatCannotDifferHasThePValueOne() {
        long[] none = {0, 0, 0};
        long[] some = {2, 0, 3};
        long[] one = {0, 4, 0};
        for (CountTable trivial :
                new CountTable[] {CountTable.of(none, some), CountTable.of(some, none), CountTable.of(one, one)}) {
            assertThat(trivial.isTrivial()).isTrue();
            assertThat(trivial.psi().pValue()).isEqualTo(1);
            assertThat(trivial.psi().noise()).isZero();
            assertThat(trivial.chiSquarePValue()).isEqualTo(1);
            assertThat(trivial.gPValue()).isEqualTo(1);
            assertThat(trivial.g()).isEqualTo(new GTest(0, 0, 1));
            assertThat(trivial.rankPValue()).isEqualTo(1);
        }
        assertThat(CountTable.of(one, one).cells()).isEqualTo(1);
        assertThat(CountTable.of(one, one).chiSquare()).isEqualTo(new ChiSquare(0, 0, 1, 0));
        assertThat(CountTable.of(one, one).psi().value()).isZero();
        assertThat(CountTable.of(one, none).psi()).isEqualTo(new Psi(0, 0, 1));
        assertThat(CountTable.of(one, new long[] {0, 9, 0}).psi().value()).isZero();
        CountTable table = CountTable.of(some, one);
        assertThat(table.isTrivial()).isFalse();
        assertThat(table.cells()).isEqualTo(3);
        assertThat(table.counts(true)).containsExactly(2, 0, 3);
        assertThat(table.counts(false)).containsExactly(0, 4, 0);
    }

    /** Of bins that are made again in each deal. */
    @Test
    void theIndexOverQuantileBinsHasItsOwnDistribution() {
        double[] pooled = {0, 0, 1, 2, 2, 3, 5, 6, 8, 9, 9, 12};
        ToDoubleFunction<double[][]> index =
                sides -> ofBins(sides[0], sides[1], 3).index();
        for (int shift = 0; shift <= 4; shift++) {
            double[] before = Arrays.copyOfRange(pooled, shift, shift + 5);
            double[] after = new double[7];
            System.arraycopy(pooled, 0, after, 0, shift);
            System.arraycopy(pooled, shift + 5, after, shift, 7 - shift);
            double observed = ofBins(before, after, 3).index();
            double p = AllDeals.mean(
                    pooled, 5, (one, two) -> AllTables.half(index.applyAsDouble(new double[][] {one, two}), observed));
            double mean = AllDeals.mean(pooled, 5, (one, two) -> index.applyAsDouble(new double[][] {one, two}));
            Psi psi = ofBins(before, after, 3).psiOfQuantiles(before, after, 3);
            nearByDeals(psi.pValue(), p, "index over quantile bins", shift);
            assertThat(psi.value()).isEqualTo(observed);
            assertThat(psi.noise()).isCloseTo(mean, within(0.2 * mean));
        }
    }

    private static CountTable ofBins(double[] before, double[] after, int bins) {
        QuantileBins quantiles = QuantileBins.of(before, bins);
        return CountTable.of(quantiles.counts(before), quantiles.counts(after));
    }

    @Test
    void whereCountsAreLargeQuantileBinsAreAsOthers() {
        SplittableRandom random = new SplittableRandom(3);
        double[] before = random.doubles(400).sorted().toArray();
        double[] after = random.doubles(400).map(x -> x * 0.95).sorted().toArray();
        CountTable large = ofBins(before, after, 10);
        assertThat(large.psiOfQuantiles(before, after, 10)).isEqualTo(large.psi());
        double[] fewer = random.doubles(150).sorted().toArray();
        CountTable small = ofBins(before, fewer, 10); // expected from 10 on, but too few for the limit
        assertThat(small.psiOfQuantiles(before, fewer, 10).noise())
                .isCloseTo((small.cells() - 1) * (1.0 / 400 + 1.0 / 150), within(1e-15));
        assertThat(small.psiOfQuantiles(before, fewer, 10).pValue())
                .isNotEqualTo(small.psi().pValue());
        double[] many = random.doubles(9_000).sorted().toArray();
        CountTable unequal = ofBins(many, fewer, 10); // too many values to deal
        assertThat(unequal.psiOfQuantiles(many, fewer, 10)).isEqualTo(unequal.psi());
        CountTable constant = ofBins(new double[] {7, 7}, new double[] {7, 7, 7}, 10);
        assertThat(constant.psiOfQuantiles(new double[] {7, 7}, new double[] {7, 7, 7}, 10))
                .isEqualTo(new Psi(0, 0, 1));
    }
}
