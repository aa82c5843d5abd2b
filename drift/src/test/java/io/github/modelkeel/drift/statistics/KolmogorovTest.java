package io.github.modelkeel.drift.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The one-sample distribution against its definition, a point at a time. */
class KolmogorovTest {
    /** How many of the values may be up to a point. */
    private record Bound(double point, int least, int most) {}

    /**
     * {@code P(D < d)}: the i-th of n sorted values is above {@code i / n - d} and below {@code (i - 1) / n + d}. From one of these points to
     * the next the number of values grows by a binomial number of those that are left.
     */
    private static double cdf(int n, double d) {
        List<Bound> bounds = new ArrayList<>();
        for (int i = 1; i <= n; i++) {
            bounds.add(new Bound(Math.max(0, (double) i / n - d), 0, i - 1));
            bounds.add(new Bound(Math.min(1, (i - 1.0) / n + d), i, n));
        }
        bounds.sort(Comparator.comparingDouble(Bound::point));
        double[] counts = new double[n + 1];
        counts[0] = 1;
        double at = 0;
        for (Bound bound : bounds) {
            double share = at == 1 ? 0 : (bound.point() - at) / (1 - at);
            double[] next = new double[n + 1];
            for (int i = 0; i <= n; i++) {
                for (int j = Math.max(i, bound.least()); j <= bound.most(); j++) {
                    next[j] += counts[i] * binomial(j - i, n - i, share);
                }
            }
            counts = next;
            at = bound.point();
        }
        return counts[n];
    }

    private static double binomial(int k, int n, double p) {
        double ways = 1;
        for (int i = 1; i <= k; i++) {
            ways = ways * (n - k + i) / i;
        }
        return ways * Math.pow(p, k) * Math.pow(1 - p, n - k);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 13, 21, 34})
    void eachSortedValueIsWithinItsBounds(int n) {
        for (double d = 0.51 / n; d < 1; d += 0.037) {
            assertThat(KsDistribution.oneSample(n, d)).as("%s", d).isCloseTo(1 - cdf(n, d), within(1e-9));
            if (n * d * d < 4 && d < 0.5) {
                assertThat(KolmogorovMatrix.cdf(n, d)).as("%s", d).isCloseTo(cdf(n, d), within(1e-13));
            }
        }
    }

    /** {@code n! (2 d - 1 / n)^n} up to {@code d = 1 / n} (H. Ruben and J. Gambino, 1982). */
    @ParameterizedTest
    @ValueSource(ints = {2, 10, 60, 100})
    void belowOneNthTheProbabilityIsAPower(int n) {
        for (double t : new double[] {0.55, 0.7, 0.9, 1}) {
            double expected = 1;
            for (int i = 1; i <= n; i++) {
                expected *= i * (2 * t - 1) / n;
            }
            assertThat(KolmogorovMatrix.cdf(n, t / n)).isCloseTo(expected, within(1e-11 * expected));
        }
    }

    @Test
    void theEndsAreCertain() {
        for (int n : new int[] {1, 10, 100_000}) {
            assertThat(KsDistribution.oneSample(n, 0.5 / n)).isEqualTo(1);
            assertThat(KsDistribution.oneSample(n, 1)).isZero();
        }
    }

    /** That of Marsaglia, Tsang and Wang for ten values. */
    @Test
    void theFigureOfTheArticleIsMet() {
        assertThat(KolmogorovMatrix.cdf(10, 0.274)).isCloseTo(0.628479615456504, within(1e-14));
    }
}
