package io.github.modelkeel.drift.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the order of values, against all orders. */
class RankTestsTest {
    private static final double[] UNTIED = {-7, -1, 0, 0.5, 2, 3, 8, 9, 12};
    private static final double[] TIED = {-7, -1, -1, 0, 2, 2, 2, 9, 12, 12};

    private static void near(double actual, double expected) {
        assertThat(actual).isCloseTo(expected, within(1e-11));
    }

    private static double[] upTo(int n) {
        return IntStream.range(0, n).asDoubleStream().toArray();
    }

    /** Over all pairs, how often the reference's value is the larger one, and half of how often the two are equal. */
    private static double pairs(double[] before, double[] after) {
        double sum = 0;
        for (double one : before) {
            for (double other : after) {
                sum += AllTables.half(one - other, 0);
            }
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 8})
    void mannAndWhitneysTestCountsAllDeals(int n) {
        double half = n * (UNTIED.length - n) / 2.0;
        AllDeals.mean(UNTIED, n, (before, after) -> {
            double u = pairs(before, after);
            MannWhitney test = MannWhitney.of(before, after);
            double high = half + Math.abs(u - half);
            double atLeast = AllDeals.mean(UNTIED, n, (one, other) -> pairs(one, other) >= high ? 1 : 0);
            assertThat(test.exact()).isTrue();
            near(test.statistic(), u);
            near(test.pValue(), Math.min(1, 2 * atLeast));
            near(test.larger(), pairs(after, before) / (2 * half));
            return 0;
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 6, 9})
    void withTiesTheVarianceIsThatOfAllDeals(int n) {
        double half = n * (TIED.length - n) / 2.0;
        double variance = AllDeals.mean(TIED, n, (before, after) -> Math.pow(pairs(before, after) - half, 2));
        AllDeals.mean(TIED, n, (before, after) -> {
            double u = pairs(before, after);
            double more = Math.abs(u - half) - 0.5;
            MannWhitney test = MannWhitney.of(before, after);
            assertThat(test.exact()).isFalse();
            near(test.statistic(), u);
            near(test.pValue(), more <= 0 ? 1 : SpecialFunctions.normalTwoSided(more / Math.sqrt(variance)));
            return 0;
        });
    }

    @ParameterizedTest
    @CsvSource({"8, 1000, true", "1000, 8, true", "8, 1001, false", "9, 9, false", "1, 8000, true", "1, 8001, false"})
    void itIsExactOfFewValues(int n, int m, boolean exact) {
        double[] before = upTo(n);
        double[] after = Arrays.stream(upTo(m)).map(x -> n + x).toArray();
        MannWhitney test = MannWhitney.of(before, after);
        assertThat(test.exact()).isEqualTo(exact);
        assertThat(test.larger()).isEqualTo(1);
        if (exact) {
            double ways = 1;
            for (int i = 1; i <= Math.min(n, m); i++) {
                ways *= (double) (Math.max(n, m) + i) / i;
            }
            assertThat(test.pValue()).isCloseTo(2 / ways, within(1e-9 / ways));
        }
        MannWhitney constant = MannWhitney.of(new double[n], new double[m]);
        assertThat(constant).isEqualTo(new MannWhitney(n * (double) m / 2, 1, false, 0.5));
    }

    private static List<double[]> orders(double[] values) {
        List<double[]> orders = new ArrayList<>();
        order(values.clone(), 0, orders);
        return orders;
    }

    private static void order(double[] values, int from, List<double[]> orders) {
        if (from == values.length) {
            orders.add(values.clone());
        }
        for (int i = from; i < values.length; i++) {
            swap(values, from, i);
            order(values, from + 1, orders);
            swap(values, from, i);
        }
    }

    private static void swap(double[] values, int i, int j) {
        double value = values[i];
        values[i] = values[j];
        values[j] = value;
    }

    private static double rises(double[] values) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < i; j++) {
                sum += Math.signum(values[i] - values[j]);
            }
        }
        return sum;
    }

    private static double mean(List<double[]> orders, ToDoubleFunction<double[]> of) {
        return orders.stream().mapToDouble(of).average().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5})
    void aTrendCountsAllOrders(int n) {
        List<double[]> orders = orders(Arrays.copyOfRange(UNTIED, 2, 2 + n));
        for (double[] order : orders) {
            Trend trend = Trend.of(order);
            double atLeast = mean(orders, other -> rises(other) >= Math.abs(rises(order)) ? 1 : 0);
            assertThat(trend.exact()).isTrue();
            near(trend.pValue(), Math.min(1, 2 * atLeast));
            near(trend.tau(), rises(order) / (n * (n - 1) / 2.0));
            near(trend.slope(), medianSlope(order));
        }
    }

    private static double medianSlope(double[] values) {
        List<Double> slopes = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < i; j++) {
                slopes.add((values[i] - values[j]) / (i - j));
            }
        }
        slopes.sort(null);
        int size = slopes.size();
        return size % 2 == 1 ? slopes.get(size / 2) : (slopes.get(size / 2 - 1) + slopes.get(size / 2)) / 2;
    }

    @ParameterizedTest
    @ValueSource(strings = {"0,0,1,2,3", "1,1,1,2,2", "4,7,7,9,9", "3,3,3,3,5"})
    void aTrendWithTiesHasTheVarianceOfAllOrders(String text) {
        double[] values =
                Arrays.stream(text.split(",")).mapToDouble(Double::parseDouble).toArray();
        List<double[]> orders = orders(values);
        double variance = mean(orders, order -> rises(order) * rises(order));
        double untied = Math.abs(pairsThatDiffer(values));
        for (double[] order : orders) {
            Trend trend = Trend.of(order);
            assertThat(trend.exact()).isFalse();
            near(trend.pValue(), SpecialFunctions.normalTwoSided(rises(order) / Math.sqrt(variance)));
            near(trend.tau(), rises(order) / Math.sqrt(10 * untied));
        }
    }

    private static double pairsThatDiffer(double[] values) {
        double sum = 0;
        for (double one : values) {
            for (double other : values) {
                sum += one == other ? 0 : 0.5;
            }
        }
        return sum;
    }

    @Test
    void longTrendsAreOfTheNormalDistribution() {
        double factorial = 1;
        for (int i = 2; i <= 33; i++) {
            factorial *= i;
        }
        Trend rise = Trend.of(upTo(33));
        assertThat(rise.exact()).isTrue();
        assertThat(rise.pValue()).isCloseTo(2 / factorial, within(1e-9 / factorial));
        assertThat(rise.tau()).isEqualTo(1);
        Trend longer = Trend.of(upTo(34));
        assertThat(longer.exact()).isFalse();
        double variance = 34 * 33 * 73 / 18.0;
        near(longer.pValue(), SpecialFunctions.normalTwoSided(34 * 33 / 2.0 / Math.sqrt(variance)));
        assertThat(Trend.of(new double[] {5, 5, 5})).isEqualTo(new Trend(0, 1, false, 0));
    }

    /** As the description of the test has it, value by value; of equal values the difference goes evenly from the one before to the last. */
    private static double criterion(double[] before, double[] after) {
        double[] pooled = Arrays.copyOf(before, before.length + after.length);
        System.arraycopy(after, 0, pooled, before.length, after.length);
        Arrays.sort(pooled);
        double sum = 0;
        for (double value : Arrays.stream(pooled).distinct().toArray()) {
            double from = share(before, Math.nextDown(value)) - share(after, Math.nextDown(value));
            double to = share(before, value) - share(after, value);
            long times = Arrays.stream(pooled).filter(x -> x == value).count();
            for (int i = 1; i <= times; i++) {
                sum += Math.pow(from + (to - from) * i / times, 2);
            }
        }
        double total = (double) before.length + after.length;
        return sum * before.length * after.length / (total * total);
    }

    private static double share(double[] values, double bound) {
        return (double) Arrays.stream(values).filter(x -> x <= bound).count() / values.length;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 6, 8})
    void theCriterionCountsAllDeals(int n) {
        AllDeals.mean(UNTIED, n, (before, after) -> {
            double t = criterion(before, after);
            CramerVonMises test = CramerVonMises.of(before, after);
            assertThat(test.exact()).isTrue();
            near(test.statistic(), t);
            near(test.pValue(), AllDeals.mean(UNTIED, n, (one, other) -> criterion(one, other) > t - 1e-9 ? 1 : 0));
            return 0;
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 7})
    void withTiesTheCriterionIsComparedWithDeals(int n) {
        SplittableRandom random = new SplittableRandom(n);
        AllDeals.mean(TIED, n, (before, after) -> {
            if (random.nextInt(12) == 0) {
                double t = criterion(before, after);
                double p = AllDeals.mean(TIED, n, (one, other) -> AllTables.half(criterion(one, other), t));
                CramerVonMises test = CramerVonMises.of(before, after);
                near(test.statistic(), t);
                assertThat(test.exact()).isFalse();
                assertThat(test.pValue()).isCloseTo(p, within(5 * Math.sqrt(p * (1 - p) / 2_000) + 0.004));
                double halves = 2 * test.pValue() * 2_001;
                assertThat(test.pValue() < 0.006 || Math.abs(halves - Math.rint(halves)) < 1e-6)
                        .as("of 2,000 deals")
                        .isTrue();
            }
            return 0;
        });
    }

    /** Its mean and variance over all deals bring the criterion to the scale of the limit. */
    @ParameterizedTest
    @CsvSource({"1, 21, 1", "2, 21, 1", "21, 2, 1", "21, 21, 0.05", "1, 40, 1"})
    void ofMoreValuesTheCriterionHasTheMomentsOfAllDeals(int n, int m, double share) {
        double[] pooled = upTo(n + m);
        boolean small = Math.min(n, m) <= 2;
        double[] moments = small ? moments(pooled, n) : new double[] {43.0 / 252, Double.NaN};
        SplittableRandom random = new SplittableRandom(n + m);
        for (int i = 0; i < 20; i++) {
            boolean[] reference = new boolean[n + m];
            for (int dealt = 0; dealt < n; ) {
                int place = random.nextInt(n + m);
                dealt += reference[place] ? 0 : 1;
                reference[place] = true;
            }
            double[] before = AllDeals.side(pooled, reference, true);
            double[] after = AllDeals.side(pooled, reference, false);
            CramerVonMises test = CramerVonMises.of(before, after);
            near(test.statistic(), criterion(before, after));
            assertThat(test.exact()).isFalse();
            double score = (test.statistic() - moments[0]) / Math.sqrt(45 * moments[1]);
            if (small) {
                near(test.pValue(), CramerVonMisesLimit.tail(1.0 / 6 + score));
            } else {
                assertThat(test.pValue()).isCloseTo(CramerVonMisesLimit.tail(test.statistic()), within(share));
            }
        }
    }

    /** By places of one or two values alone. */
    private static double[] moments(double[] pooled, int n) {
        int few = Math.min(n, pooled.length - n);
        List<Double> found = new ArrayList<>();
        for (int i = 0; i < pooled.length; i++) {
            for (int j = few == 1 ? i : 0; few == 1 ? j == i : j < i; j++) {
                boolean[] chosen = new boolean[pooled.length];
                chosen[i] = true;
                chosen[j] = true;
                found.add(criterion(AllDeals.side(pooled, chosen, true), AllDeals.side(pooled, chosen, false)));
            }
        }
        double mean = found.stream().mapToDouble(x -> x).average().orElseThrow();
        double variance = found.stream()
                .mapToDouble(x -> (x - mean) * (x - mean))
                .average()
                .orElseThrow();
        return new double[] {mean, variance};
    }

    @Test
    void manyTiedValuesHaveTheLimitAndConstantsNothing() {
        double[] fortyOne = upTo(41);
        assertThat(CramerVonMises.of(fortyOne, fortyOne).pValue()).isCloseTo(1, within(1e-3));
        double[] more = Arrays.stream(fortyOne).map(x -> x + 20).toArray();
        CramerVonMises limit = CramerVonMises.of(fortyOne, more);
        near(limit.statistic(), criterion(fortyOne, more));
        assertThat(limit.pValue() / CramerVonMisesLimit.tail(limit.statistic())).isBetween(0.5, 1.2);
        assertThat(CramerVonMises.of(new double[] {3, 3}, new double[] {3})).isEqualTo(new CramerVonMises(0, 1, false));
        assertThat(CramerVonMises.of(new double[] {3}, new double[] {4}).pValue())
                .isEqualTo(1);
    }
}
