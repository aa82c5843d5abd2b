package io.github.modelkeel.drift.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statistics against their definitions, written down in another way. */
class DefinitionsTest {
    private static final double Z_TWO_SIDED_5_PERCENT = 1.959963984540054;
    private static final double Z_TWO_SIDED_2_5_PERCENT = 2.241402727604945;
    private static final double Z_90_PERCENT = 1.2815515655446004;

    private static double entropy(double... shares) {
        double sum = 0;
        for (double share : shares) {
            sum -= share == 0 ? 0 : share * Math.log(share);
        }
        return sum;
    }

    /** The entropy of the mixture less the mean of the entropies (J. Lin, 1991). */
    @Test
    void theDistanceOfJensenAndShannonIsOfEntropies() {
        CountTable table = CountTable.of(new long[] {10, 30, 0, 60}, new long[] {50, 0, 25, 125});
        double mixture = entropy((0.1 + 0.25) / 2, 0.3 / 2, 0.125 / 2, (0.6 + 0.625) / 2);
        double mean = (entropy(0.1, 0.3, 0.6) + entropy(0.25, 0.125, 0.625)) / 2;
        assertThat(table.jensenShannonDistance()).isCloseTo(Math.sqrt(mixture - mean), within(1e-14));
        assertThat(CountTable.of(new long[] {7, 0}, new long[] {0, 3}).jensenShannonDistance())
                .isCloseTo(Math.sqrt(Math.log(2)), within(1e-15));
        assertThat(CountTable.of(new long[] {7, 14}, new long[] {1, 2}).jensenShannonDistance())
                .isCloseTo(0, within(1e-8));
        assertThat(table.rows(true)).isEqualTo(100);
        assertThat(table.rows(false)).isEqualTo(200);
    }

    /** One row at a time, by inversion, and by the normal distribution; also where most rows are drawn or marked. */
    @ParameterizedTest
    @CsvSource({
        "20, 3, 7",
        "20, 16, 15",
        "1000, 17, 400",
        "1000, 900, 950",
        "300, 150, 100",
        "5000, 4000, 2500",
        "100000, 40000, 50000",
        "10, 0, 4",
        "10, 10, 4",
        "10, 4, 0",
        "10, 4, 10"
    })
    void drawsHaveTheMeanAndTheVarianceOfTheDistribution(long total, long marked, long drawn) {
        SplittableRandom random = new SplittableRandom(total + marked + drawn);
        int draws = 20_000;
        double sum = 0;
        double squares = 0;
        double mean = (double) drawn * marked / total;
        for (int i = 0; i < draws; i++) {
            long x = Hypergeometric.draw(random, total, marked, drawn);
            assertThat(x).isBetween(Math.max(0, drawn + marked - total), Math.min(drawn, marked));
            sum += x - mean;
            squares += (x - mean) * (x - mean);
        }
        double variance = total == 1 ? 0 : mean * (total - marked) / total * (total - drawn) / (total - 1.0);
        assertThat(sum / draws).isCloseTo(0, within(5 * Math.sqrt(variance / draws) + 1e-12));
        assertThat(squares / draws).isCloseTo(variance, within(0.06 * variance + 1e-12));
    }

    @ParameterizedTest
    @CsvSource({"30, 12, 17", "60, 40, 35", "200, 20, 150"})
    void drawsHaveTheProbabilitiesOfTheDistribution(long total, long marked, long drawn) {
        SplittableRandom random = new SplittableRandom(1);
        int draws = 40_000;
        int[] counts = new int[(int) marked + 1];
        for (int i = 0; i < draws; i++) {
            counts[(int) Hypergeometric.draw(random, total, marked, drawn)]++;
        }
        double all = 0;
        for (int x = 0; x <= marked; x++) {
            boolean possible = x >= drawn + marked - total && x <= drawn;
            double p = possible ? Hypergeometric.probability(x, total, marked, drawn) : 0;
            all += p;
            assertThat((double) counts[x] / draws)
                    .as("P(%d)", x)
                    .isCloseTo(p, within(5 * Math.sqrt(p * (1 - p) / draws) + 1e-9));
        }
        assertThat(all).isCloseTo(1, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"0.1", "0.25", "0.5", "0.7", "0.999"})
    void aQuantileLiesBetweenTheOrderStatisticsAroundIt(double q) {
        double[] sorted = new SplittableRandom(4).doubles(37, -5, 1e6).sorted().toArray();
        BigDecimal position = new BigDecimal(q).multiply(BigDecimal.valueOf(36));
        int low = position.intValue();
        BigDecimal a = new BigDecimal(sorted[low]);
        BigDecimal b = new BigDecimal(sorted[low + 1]);
        double expected = a.add(
                        b.subtract(a).multiply(position.subtract(BigDecimal.valueOf(low))), MathContext.DECIMAL128)
                .doubleValue();
        assertThat(QuantileBins.quantile(sorted, q)).isCloseTo(expected, within(1e-9));
    }

    @Test
    void aQuantileOfTheWidestRangeIsFinite() {
        double[] widest = {-Double.MAX_VALUE, Double.MAX_VALUE};
        assertThat(QuantileBins.quantile(widest, 0.5)).isZero();
        assertThat(QuantileBins.quantile(widest, 0.25)).isCloseTo(-Double.MAX_VALUE / 2, within(1e295));
        assertThat(QuantileBins.quantile(widest, 1)).isEqualTo(Double.MAX_VALUE);
        assertThat(QuantileBins.quantile(new double[] {3}, 0.9)).isEqualTo(3);
    }

    /** What is found nine times out of ten: the move in standard errors is the critical value and the score of 90 % together. */
    @Test
    void theDetectableChangeIsThatOfThePlanningFormula() {
        DetectableChange one = new DetectableChange(0.05, 0, 1);
        double scale = Math.sqrt(1.0 / 500 + 1.0 / 300);
        assertThat(one.ofShare(500, 300).orElseThrow() * 2 / scale)
                .isCloseTo(Z_TWO_SIDED_5_PERCENT + Z_90_PERCENT, within(1e-9));
        assertThat(one.ofNumbers(500, 300) / scale / Math.sqrt(Math.PI / 3))
                .isCloseTo(Z_TWO_SIDED_2_5_PERCENT + Z_90_PERCENT, within(1e-9));
        assertThat(new DetectableChange(0.1, 0, 2).ofShare(500, 300)).isEqualTo(one.ofShare(500, 300));
        assertThat(one.ofShare(2, 2)).as("a share of a half cannot move so far").isEmpty();
        assertThat(one.ofShare(30, 30)).as("0.42").isNotEmpty();
    }

    @Test
    void theDetectableChangeIsNotLessThanTheThresholdNeeds() {
        DetectableChange large = new DetectableChange(0.05, 0.09, 1);
        double scale = Math.sqrt(2.0 / 1_000_000);
        assertThat(large.ofNumbers(1_000_000, 1_000_000)).isCloseTo(0.3 + Z_90_PERCENT * scale, within(1e-12));
        assertThat(large.ofShare(1_000_000, 1_000_000).orElseThrow())
                .isCloseTo(0.15 + Z_90_PERCENT * scale / 2, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"3, 3, 20", "4, 4, 70", "2, 50, 1326", "50, 2, 1326", "1, 1, 2", "10, 10, 184756"})
    void theSmallestPValueIsOfTwoOrdersOfAll(long n, long m, double orders) {
        assertThat(DetectableChange.smallestPValue(n, m)).isCloseTo(2 / orders, within(1e-15));
        assertThat(DetectableChange.smallestPValue(n, 0)).isEqualTo(1);
    }

    /** Mid-p of what was drawn: half of the equal ones count, and the observed one is one of them. */
    @Test
    void aTailOfManyDrawsIsCounted() {
        NullTail tail = new NullTail(5);
        for (int i = 0; i < 99; i++) {
            tail.add(i < 8 ? 6 : i < 13 ? 5 : 1, 1);
        }
        assertThat(tail.pValue()).isEqualTo((8 + 6 / 2.0) / 100);
        assertThat(tail.mean()).isEqualTo((8 * 6 + 5 * 5 + 86) / 99.0);
    }

    @Test
    void beyondWhatWasDrawnTheTailIsThatOfAGammaDistribution() {
        NullTail exponential = new NullTail(12);
        NullTail ofTwo = new NullTail(20);
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < 2_000; i++) {
            double one = -Math.log(random.nextDouble());
            exponential.add(one, 1);
            ofTwo.add(one - Math.log(random.nextDouble()), 1);
        }
        assertThat(exponential.pValue() / Math.exp(-12)).isBetween(0.2, 5.0);
        assertThat(ofTwo.pValue() / (21 * Math.exp(-20))).isBetween(0.1, 10.0);
    }

    /** In the unit of the values there is nothing that the tail could depend on. */
    @Test
    void theTailBeyondWhatWasDrawnHasNoUnit() {
        NullTail one = new NullTail(12);
        NullTail large = new NullTail(12 * 4096.0);
        NullTail small = new NullTail(12 / 4096.0);
        SplittableRandom random = new SplittableRandom(9);
        for (int i = 0; i < 500; i++) {
            double value = -Math.log(random.nextDouble()) - Math.log(random.nextDouble());
            one.add(value, 1);
            large.add(value * 4096, 1);
            small.add(value / 4096, 1);
        }
        assertThat(one.pValue()).isBetween(1e-6, 1e-3);
        assertThat(large.pValue()).isCloseTo(one.pValue(), within(1e-9 * one.pValue()));
        assertThat(small.pValue()).isCloseTo(one.pValue(), within(1e-9 * one.pValue()));
    }

    /** Ten draws, equal ones or larger, are enough to be counted. */
    @ParameterizedTest
    @CsvSource({"0, 9, false", "9, 0, false", "4, 5, false", "10, 0, true", "0, 10, true", "3, 7, true", "12, 9, true"})
    void aTailOfFewDrawsIsBounded(int above, int equal, boolean counted) {
        NullTail tail = new NullTail(5);
        for (int i = 0; i < 400; i++) {
            tail.add(i < above ? 5.5 : i < above + equal ? 5 : 1 + i % 7 / 3.0, 1);
        }
        double share = (above + (equal + 1) / 2.0) / 401;
        assertThat(tail.pValue(0.001)).isEqualTo(counted ? share : 0.001);
        assertThat(tail.pValue(0.9)).isEqualTo(share);
        assertThat(tail.pValue() == share).isEqualTo(counted);
        assertThat(tail.pValue()).isLessThanOrEqualTo(share).isPositive();
    }

    @Test
    void aTailOfProbabilitiesIsTheirSum() {
        NullTail tail = new NullTail(2);
        tail.add(1, 0.5);
        tail.add(2, 0.3);
        tail.add(3, 0.2);
        assertThat(tail.pValue()).isEqualTo(0.2 + 0.3 / 2);
    }
}
