package io.github.modelkeel.drift.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The likelihood-ratio test of homogeneity of two rows of counts (R. R. Sokal and F. J. Rohlf, <i>Biometry</i>): twice the sum of
 * {@code observed ln(observed / expected)}, by the chi-square distribution.
 *
 * @param statistic 0 or more
 * @param dof the degrees of freedom: cells that occur, less one
 * @param limitPValue by the chi-square distribution, whatever the counts; 1 without a degree of freedom
 */
public record GTest(double statistic, int dof, double limitPValue) {
    private static final int DRAWS = 2_000;
    private static final long MAX_EXACT = 100_000;

    /** Of cells that hold a row of either side. */
    static GTest of(long[] reference, long[] current, long n, long m) {
        if (reference.length < 2 || n == 0 || m == 0) {
            return new GTest(0, 0, 1);
        }
        double statistic = 0;
        for (int i = 0; i < reference.length; i++) {
            statistic += part(reference[i], reference[i] + current[i], n, m);
        }
        statistic = Math.max(0, 2 * statistic);
        int dof = reference.length - 1;
        return new GTest(statistic, dof, SpecialFunctions.chiSquareSurvival(statistic, dof));
    }

    /** The mid-p-value from the counts themselves: of two cells exactly, else over seeded deals of the rows to the sides. */
    static double smallPValue(long[] reference, long[] current, long n, long m, double statistic) {
        long[] totals = new long[reference.length];
        for (int i = 0; i < totals.length; i++) {
            totals[i] = reference[i] + current[i];
        }
        NullTail tail = new NullTail(statistic);
        long high = Math.min(totals[0], n);
        long low = Math.max(0, n - (n + m - totals[0]));
        if (totals.length == 2 && high - low <= MAX_EXACT) {
            for (long x = low; x <= high; x++) {
                double value = 2 * (part(x, totals[0], n, m) + part(n - x, totals[1], n, m));
                tail.add(Math.max(0, value), Hypergeometric.probability(x, n + m, totals[0], n));
            }
            return tail.pValue();
        }
        SplittableRandom random = new SplittableRandom(31L * Arrays.hashCode(reference) + Arrays.hashCode(current));
        Deals deals = new Deals(random, totals, n, m);
        for (int draw = 0; draw < DRAWS; draw++) {
            long[] dealt = deals.next();
            double value = 0;
            for (int i = 0; i < totals.length; i++) {
                value += part(dealt[i], totals[i], n, m);
            }
            tail.add(Math.max(0, 2 * value), 1);
        }
        return tail.pValue();
    }

    /** A cell's part of both sides. */
    private static double part(long before, long total, long n, long m) {
        double all = (double) n + m;
        return term(before, (double) total * n / all) + term(total - before, (double) total * m / all);
    }

    private static double term(long observed, double expected) {
        return observed == 0 ? 0 : observed * Math.log(observed / expected);
    }
}
