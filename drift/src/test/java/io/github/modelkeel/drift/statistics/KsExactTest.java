package io.github.modelkeel.drift.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The walk along the diagonals against the recursion to the end, cell by cell. */
class KsExactTest {
    /** The share of paths to each cell that were outside; the band is asked cell by cell. */
    private static double shareOutside(long distance, int n, int m) {
        double[][] share = new double[n + 1][m + 1];
        for (int x = 0; x <= n; x++) {
            for (int y = 0; y <= m; y++) {
                double s = x + y;
                double left = x == 0 ? 0 : share[x - 1][y];
                double below = y == 0 ? 0 : share[x][y - 1];
                boolean inside = Math.abs((long) x * m - (long) y * n) < distance;
                share[x][y] = !inside ? 1 : s == 0 ? 0 : (x * left + (s - x) * below) * (1 / s);
            }
        }
        return share[n][m];
    }

    private static void check(long distance, int n, int m) {
        double expected = shareOutside(distance, n, m);
        assertThat(KsExact.pValue(distance, n, m))
                .as("%s of %s and %s", distance, n, m)
                .isCloseTo(expected, within(2e-13 * expected));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theWalkToTheMiddleGivesWhatTheWholeOneDoes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 60; i++) {
            int n = 1 + random.nextInt(i < 30 ? 9 : 150);
            int m = n + 1 + random.nextInt(i < 30 ? 9 : 150);
            long distance = 1 + random.nextLong((long) n * m);
            check(distance, n, m);
            check(distance, m, n);
        }
    }

    @Test
    void aBandOfOneCellIsWalkedToo() {
        for (long distance = 1; distance <= 35; distance++) {
            check(distance, 5, 7);
            check(distance, 7, 5);
            check(distance, 1, 2);
        }
    }
}
