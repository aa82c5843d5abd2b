package io.github.modelkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.modelkeel.drift.message.Numerals;
import io.github.modelkeel.drift.statistics.KsDistribution;
import io.github.modelkeel.drift.statistics.KsExact;
import io.github.modelkeel.drift.statistics.QuantileBins;
import io.github.modelkeel.drift.statistics.RateTests;
import io.github.modelkeel.drift.statistics.SortedValues;
import io.github.modelkeel.drift.statistics.SpecialFunctions;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Figures made with SciPy 1.17.1 and NumPy 2.4.6, and properties that hold whatever the figures are. */
class StatisticsTest {

    // scipy.stats.chi2.sf(x, df)
    @ParameterizedTest
    @CsvSource({
        "0.01, 1, 0.920344325445942",
        "0.5, 1, 0.47950012218695337",
        "1.0, 1, 0.31731050786291115",
        "26.56072374680017, 5, 6.944898575029246e-05",
        "89.45365646258503, 5, 8.75151129328864e-18"
    })
    void chiSquareTails(double x, double dof, double expected) {
        assertThat(SpecialFunctions.chiSquareSurvival(x, dof)).isEqualTo(expected, within(1e-12 * expected));
    }

    // scipy.stats.ks_2samp(..., method="exact") at D = num / den
    @ParameterizedTest
    @CsvSource({
        "5, 7, 20, 0.23737373737373738",
        "10, 15, 24, 0.00031082122884518897",
        "50, 50, 25, 4.8075337049514946e-06",
        "100, 130, 400, 3.095796638003671e-05",
        "2000, 1999, 240000, 0.0014000441465659588",
        "9000, 10000, 3000, 5.21751074847304e-05"
    })
    void exactKolmogorovSmirnov(int n, int m, long numerator, double expected) {
        long common = gcd(n, m);
        assertThat(KsExact.pValue(numerator * common, n, m)).isEqualTo(expected, within(1e-9 * expected));
        assertThat(KsExact.pValue(numerator * common, m, n)).isEqualTo(expected, within(1e-9 * expected));
    }

    @Test
    void aGapThatWasFoundElsewhereIsTested() {
        DriftTest test = DriftTest.kolmogorovSmirnov(5 * 20, 7, 20, 2.5, -1);
        assertThat(test.name()).isEqualTo("kolmogorov_smirnov");
        assertThat(test.statistic()).isEqualTo(100.0 / 140);
        assertThat(test.pValue()).isEqualTo(KsExact.pValue(100, 7, 20)).isEqualTo(test.adjustedPValue());
        assertThat(test.exact()).isTrue();
        assertThat(test.figures()).containsEntry("location", 2.5).containsEntry("sign", -1);
        assertThat(DriftTest.kolmogorovSmirnov(4L * Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, 0, 1)
                        .exact())
                .isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DriftTest.kolmogorovSmirnov(1, 0, 5, 0, 1))
                .withMessageContaining("the reference has 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DriftTest.kolmogorovSmirnov(141, 7, 20, 0, 1))
                .withMessageContaining("0 to 140: 141");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DriftTest.kolmogorovSmirnov(140, 7, 20, 0, 0))
                .withMessageContaining("sign is 1 or -1: 0");
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theExactDistributionIsThatOfAllOrders(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = 2 + random.nextInt(5);
        int m = 2 + random.nextInt(5);
        long total = 0;
        long[] atLeast = new long[n * m + 1];
        for (int order = 0; order < 1 << (n + m); order++) {
            if (Integer.bitCount(order) == n) {
                total++;
                for (long d = 0; d <= largest(order, n, m); d++) {
                    atLeast[(int) d]++;
                }
            }
        }
        for (int d = 0; d <= n * m; d++) {
            assertThat(KsExact.pValue(d, n, m))
                    .as("n=%s m=%s d=%s", n, m, d)
                    .isEqualTo((double) atLeast[d] / total, within(1e-14));
        }
    }

    private static long largest(int order, int n, int m) {
        long i = 0;
        long j = 0;
        long largest = 0;
        for (int bit = 0; bit < n + m; bit++) {
            if ((order >> bit & 1) == 1) {
                i++;
            } else {
                j++;
            }
            largest = Math.max(largest, Math.abs(i * m - j * n));
        }
        return largest;
    }

    @Test
    void largeStatisticsHaveTinyPValuesQuickly() {
        long start = System.nanoTime();
        assertThat(KsExact.pValue(10_000L * 9_999, 10_000, 9_999)).isZero();
        assertThat(KsExact.pValue(10_000L * 9_999 / 5, 10_000, 9_999)).isBetween(1e-180, 1e-165);
        assertThat(System.nanoTime() - start).isLessThan(10_000_000_000L);
    }

    @Test
    void theOneSampleDistributionIsContinuousAcrossItsMethods() {
        for (int n : new int[] {140, 141, 5_000, 100_000, 100_001}) {
            double previous = 1;
            for (double x = 0.3; x < 3; x += 0.02) {
                double p = KsDistribution.oneSample(n, x / Math.sqrt(n));
                assertThat(p)
                        .as("n=%s x=%s", n, x)
                        .isLessThanOrEqualTo(previous + 1e-5)
                        .isBetween(0.0, 1.0);
                previous = p;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 1_000, 5_000})
    void bothSortsAgreeWhateverTheBits(int n) {
        SplittableRandom random = new SplittableRandom(n);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            double any = Double.longBitsToDouble(random.nextLong());
            values[i] = Double.isFinite(any) ? (i % 7 == 0 ? -0.0 : any) : i % 3;
        }
        double[] expected = values.clone();
        for (int i = 0; i < n; i++) {
            expected[i] += 0.0;
        }
        double[] radix = expected.clone();
        Arrays.sort(expected);
        SortedValues.radixSort(radix);
        SortedValues.sort(values);
        assertThat(radix).containsExactly(expected);
        assertThat(values).containsExactly(expected);
    }

    /** The radix sort looks at the highest bits in which values differ; here those of many are equal, and the lowest differ. */
    @ParameterizedTest
    @ValueSource(doubles = {1, -1, 1e-3, 1e300})
    void valuesThatDifferInTheLastBitsAreSorted(double scale) {
        SplittableRandom random = new SplittableRandom(5);
        double[] values = new double[5_000];
        Arrays.setAll(
                values,
                i -> i % 100 == 0 ? scale * random.nextDouble(-2, 2) : scale + random.nextInt(50) * Math.ulp(scale));
        double[] expected = values.clone();
        Arrays.sort(expected);
        SortedValues.sort(values);
        assertThat(values).containsExactly(expected);
    }

    @Test
    void negativeZeroIsZero() {
        Profile one = Profile.builder().number("a", -0.0, 0.0, 1).build();
        Profile other = Profile.builder().number("a", 0.0, 0.0, 1).build();
        ColumnDrift.Score scored =
                Drift.compare(one, other).columns().get(0).score().orElseThrow();
        assertThat(scored.test().statistic()).isZero();
        assertThat(scored.psi()).isZero();
        assertThat(one.fingerprint()).isEqualTo(other.fingerprint());
    }

    @Test
    void atomsGetABinOfTheirOwn() {
        double[] sorted = {0, 0, 0, 0, 0, 0, 1, 2, 3, 4};
        QuantileBins bins = QuantileBins.of(sorted, 10);
        assertThat(bins.counts(sorted)).containsExactly(0, 6, 0, 1, 1, 1, 1);
        QuantileBins constant = QuantileBins.of(new double[] {7, 7, 7}, 10);
        assertThat(constant.count()).isEqualTo(3);
        assertThat(constant.counts(new double[] {6, 7, 7, 8})).containsExactly(1, 2, 1);
    }

    @Test
    void theRangeTestIsExactForSmallSamples() {
        // of 4 values in random order the two of "current" are both outside of the two of "reference" in 1 of 6 orders
        // each way, and so on
        assertThat(RateTests.outOfRange(0, 2, 2)).isEqualTo(1);
        assertThat(RateTests.outOfRange(1, 2, 2)).isEqualTo(5.0 / 6, within(1e-15));
        assertThat(RateTests.outOfRange(2, 2, 2)).isEqualTo(3.0 / 6, within(1e-15));
    }

    @Test
    void figuresForPeopleAreShort() {
        assertThat(Numerals.brief(0.1 + 0.2)).isEqualTo("0.3");
        assertThat(Numerals.brief(-1234567.891)).isEqualTo("−1234567.891");
        assertThat(Numerals.brief(1e-9)).isEqualTo("1e−9");
        assertThat(Numerals.brief(1.5e300)).isEqualTo("1.5e300");
        assertThat(Numerals.brief(999999999.9966)).isEqualTo("999999999.9966");
        assertThat(Numerals.pValue(0)).isEqualTo("< 1e−300");
        assertThat(Numerals.pValue(6.944e-5)).isEqualTo("6.9e−5");
        assertThat(Numerals.percent(0.99999)).isEqualTo("> 99.9%");
        assertThat(Numerals.points(-0.051)).isEqualTo("−5.1");
    }
}
