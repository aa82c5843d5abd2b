package io.github.modelkeel.drift.statistics;

import java.util.Arrays;

/**
 * The distribution of the criterion of Cramér and von Mises over all orders of two small samples without ties (Y. Xiao, A. Gordon and A.
 * Yakovlev, <i>A C++ program for the Cramér-von Mises two-sample test</i>, 2007), in whole numbers.
 */
final class CramerVonMisesExact {
    private static final Sums NONE = new Sums(new long[0], new long[0]);

    private CramerVonMisesExact() {}

    /**
     * The share of the orders whose sum of squares is at least as large.
     *
     * @param squares the sum over the pooled values of {@code (i m - j n)^2}, each divided by the greatest common divisor of the sizes
     */
    static double pValue(long squares, int n, int m) {
        long divisor = divisor(n, m);
        Sums[] row = new Sums[n + 1]; // row[i]: of the first i and j values
        for (int j = 0; j <= m; j++) {
            for (int i = 0; i <= n; i++) {
                Sums fromLeft = i == 0 ? NONE : row[i - 1];
                Sums fromBelow = j == 0 ? NONE : row[i];
                long gap = ((long) i * m - (long) j * n) / divisor;
                row[i] = i == 0 && j == 0
                        ? new Sums(new long[] {0}, new long[] {1})
                        : fromLeft.and(fromBelow, gap * gap);
            }
        }
        return row[n].share(squares);
    }

    /** The greatest common one. */
    static long divisor(long a, long b) {
        return b == 0 ? a : divisor(b, a % b);
    }

    /** How many orders have a sum; the sums ascend. */
    @SuppressWarnings("ArrayRecordComponent") // within this file, never written to
    private record Sums(long[] sums, long[] orders) {
        /** Those of both, each sum larger by a number. */
        Sums and(Sums other, long more) {
            long[] both = new long[sums.length + other.sums.length];
            long[] counts = new long[both.length];
            int size = 0;
            int i = 0;
            int j = 0;
            while (i < sums.length || j < other.sums.length) {
                long next = Math.min(at(i), other.at(j));
                both[size] = next + more;
                if (at(i) == next) {
                    counts[size] += orders[i];
                    i++;
                }
                if (other.at(j) == next) {
                    counts[size] += other.orders[j];
                    j++;
                }
                size++;
            }
            return new Sums(Arrays.copyOf(both, size), Arrays.copyOf(counts, size));
        }

        private long at(int i) {
            return i < sums.length ? sums[i] : Long.MAX_VALUE;
        }

        double share(long least) {
            double above = 0;
            double all = 0;
            for (int i = 0; i < sums.length; i++) {
                all += orders[i];
                above += sums[i] >= least ? orders[i] : 0;
            }
            return above / all;
        }
    }
}
