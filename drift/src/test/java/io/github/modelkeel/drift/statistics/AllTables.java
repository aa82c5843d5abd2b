package io.github.modelkeel.drift.statistics;

import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * All tables of two rows of counts with the same totals, each as likely as the number of ways in which the rows of its cells can be dealt to
 * the two sides; and the statistics of tables, written down as the books have them.
 */
final class AllTables {
    private static final double ROUNDING = 1e-9;

    private final long[] totals;
    private final long n;
    private final long m;

    /** Of cells with these totals, of which so many rows are the reference's. */
    AllTables(long n, long... totals) {
        long rows = 0;
        for (long total : totals) {
            rows += total;
        }
        this.n = n;
        this.m = rows - n;
        this.totals = totals;
    }

    /** What of the totals is not the reference's. */
    long[] after(long[] before) {
        long[] after = totals.clone();
        for (int i = 0; i < after.length; i++) {
            after[i] -= before[i];
        }
        return after;
    }

    CountTable table(long[] before) {
        return CountTable.of(before, after(before));
    }

    /** Each table's counts of the reference. */
    void forEach(Consumer<long[]> action) {
        mean(before -> {
            action.accept(before.clone());
            return 0;
        });
    }

    /** The mean over all ways, of a function of the reference's counts. */
    double mean(ToDoubleFunction<long[]> statistic) {
        double[] sums = new double[2];
        deal(new long[totals.length], 0, n, 1, statistic, sums);
        return sums[0] / sums[1];
    }

    private void deal(
            long[] before, int cell, long left, double ways, ToDoubleFunction<long[]> statistic, double[] sums) {
        if (cell == totals.length) {
            if (left == 0) {
                sums[0] += ways * statistic.applyAsDouble(before);
                sums[1] += ways;
            }
            return;
        }
        double ofCell = 1;
        for (long x = 0; x <= Math.min(totals[cell], left); x++) {
            before[cell] = x;
            deal(before, cell + 1, left - x, ways * ofCell, statistic, sums);
            ofCell = ofCell * (totals[cell] - x) / (x + 1);
        }
    }

    /** How likely a larger value is than the observed one, and half of how likely the same one is. */
    double midP(ToDoubleFunction<long[]> statistic, double observed) {
        return mean(before -> half(statistic.applyAsDouble(before), observed));
    }

    static double half(double value, double observed) {
        if (Math.abs(value - observed) <= ROUNDING * Math.max(value, observed)) {
            return 0.5;
        }
        return value > observed ? 1 : 0;
    }

    double pearson(long[] before) {
        double sum = 0;
        for (int i = 0; i < totals.length; i++) {
            double expected = (double) totals[i] * n / (n + m);
            double ofCurrent = (double) totals[i] * m / (n + m);
            sum += Math.pow(before[i] - expected, 2) / expected
                    + Math.pow(totals[i] - before[i] - ofCurrent, 2) / ofCurrent;
        }
        return sum;
    }

    double likelihoodRatio(long[] before) {
        double sum = 0;
        for (int i = 0; i < totals.length; i++) {
            double all = (double) n + m;
            sum += information((double) before[i], totals[i] * n / all)
                    + information((double) totals[i] - before[i], totals[i] * m / all);
        }
        return Math.max(0, 2 * sum);
    }

    private static double information(double observed, double expected) {
        return observed == 0 ? 0 : observed * Math.log(observed / expected);
    }

    /** The stability index, an empty cell counting as half a row. */
    double index(long[] before) {
        double sum = 0;
        for (int i = 0; i < totals.length; i++) {
            double p = Math.max(0.5, (double) before[i]) / n;
            double q = Math.max(0.5, (double) totals[i] - before[i]) / m;
            sum += (p - q) * Math.log(p / q);
        }
        return sum;
    }

    /** The current rows of cells without a row of the reference. */
    double unseen(long[] before) {
        double sum = 0;
        for (int i = 0; i < totals.length; i++) {
            sum += before[i] == 0 ? totals[i] : 0;
        }
        return sum;
    }

    /** The sum of the reference's ranks over the cells in their order, each row having the mean rank of its cell. */
    double rankSum(long[] before) {
        double sum = 0;
        double below = 0;
        for (int i = 0; i < totals.length; i++) {
            double mean = 0;
            for (int row = 1; row <= totals[i]; row++) {
                mean += (below + row) / totals[i];
            }
            sum += before[i] * mean;
            below += totals[i];
        }
        return sum;
    }
}
