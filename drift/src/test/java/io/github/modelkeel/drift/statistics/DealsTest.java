package io.github.modelkeel.drift.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Deals of rows to two sides, which are drawn in two ways, against the distribution that both have. */
class DealsTest {
    private static List<Long> list(long[] counts) {
        return LongStream.of(counts).boxed().toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3, 5, 8, 9})
    void everyTableIsDealtAsOftenAsItIsLikely(long n) {
        long[] totals = {4, 1, 3, 2};
        int draws = 20_000;
        Deals deals = new Deals(new SplittableRandom(n), totals, n, 10 - n);
        Map<List<Long>, Integer> found = new HashMap<>();
        for (int i = 0; i < draws; i++) {
            found.merge(list(deals.next()), 1, Integer::sum);
        }
        AllTables all = new AllTables(n, totals);
        all.forEach(before -> {
            double p = all.mean(other -> Arrays.equals(before, other) ? 1 : 0);
            assertThat((double) found.getOrDefault(list(before), 0) / draws)
                    .as("%s", list(before))
                    .isCloseTo(p, within(5 * Math.sqrt(p * (1 - p) / draws)));
            found.remove(list(before));
        });
        assertThat(found).as("that cannot be").isEmpty();
    }

    /** {@code n t_i / N}, and {@code n (t_i / N) (1{i = j} - t_j / N) (N - n) / (N - 1)}. */
    @ParameterizedTest
    @CsvSource({"250, 300", "300, 250", "60, 290", "4000, 60000"})
    void cellsHaveTheMomentsOfTheDistribution(long n, long m) {
        long all = n + m;
        long[] totals = {1, 30, all / 3, all - 31 - all / 3};
        int draws = 20_000;
        Deals deals = new Deals(new SplittableRandom(n), totals, n, m);
        double[] sums = new double[4];
        double[][] products = new double[4][4];
        for (int i = 0; i < draws; i++) {
            long[] dealt = deals.next();
            assertThat(LongStream.of(dealt).sum()).isEqualTo(n);
            for (int cell = 0; cell < 4; cell++) {
                double more = dealt[cell] - (double) n * totals[cell] / all;
                sums[cell] += more;
                for (int other = 0; other < 4; other++) {
                    products[cell][other] += more * (dealt[other] - (double) n * totals[other] / all);
                }
            }
        }
        double scale = (double) n * m / (all - 1);
        for (int cell = 0; cell < 4; cell++) {
            double share = (double) totals[cell] / all;
            double variance = scale * share * (1 - share);
            assertThat(sums[cell] / draws).isCloseTo(0, within(5 * Math.sqrt(variance / draws)));
            for (int other = 0; other < 4; other++) {
                double ofOther = (double) totals[other] / all;
                double expected = scale * share * ((cell == other ? 1 : 0) - ofOther);
                double spread = scale * Math.sqrt(share * (1 - share) * ofOther * (1 - ofOther));
                assertThat(products[cell][other] / draws)
                        .as("%s and %s", cell, other)
                        .isCloseTo(expected, within(0.12 * spread));
            }
        }
    }

    /** Row by row a deal takes a step a row of the smaller side, cell by cell more of them a cell, but none a row. */
    @Test
    void stepsGrowWithTheRowsWhereTheyAreFew() {
        assertThat(steps(2, 20, 39_980)).isEqualTo(22);
        assertThat(steps(2, 39_980, 20)).isEqualTo(22);
        assertThat(steps(2, 20, 39_981)).as("more rows than are kept").isEqualTo(8);
        assertThat(steps(2, 80, 80)).isEqualTo(82);
        assertThat(steps(2, 81, 81)).as("forty rows a cell").isEqualTo(8);
        assertThat(steps(2, 80, 1_000)).isEqualTo(82);
    }

    private static long steps(int cells, long n, long m) {
        long[] totals = new long[cells];
        Arrays.fill(totals, 1);
        totals[0] += n + m - cells;
        return new Deals(new SplittableRandom(1), totals, n, m).steps();
    }
}
