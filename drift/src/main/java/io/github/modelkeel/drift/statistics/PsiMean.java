package io.github.modelkeel.drift.statistics;

import java.util.Arrays;

/**
 * The mean of the stability index if the rows of some cells were dealt to the two sides by chance. A cell's count is hypergeometric then,
 * and its part of the index depends on that count alone, so the mean is the sum of the cells' own: exact where a side expects fewer than
 * {@value #LARGE} rows of a cell, else the first term of the series in one over that number.
 */
final class PsiMean {
    private static final double LARGE = 1_000;

    private final long n;
    private final long m;

    private PsiMean(long n, long m) {
        this.n = n;
        this.m = m;
    }

    /** Needs rows on both sides; the counts are those of both sides together. */
    static double of(long[] totals, long n, long m) {
        PsiMean mean = new PsiMean(n, m);
        long[] sorted = totals.clone();
        Arrays.sort(sorted);
        double sum = 0;
        double last = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                last = mean.ofCell(sorted[i]);
            }
            sum += last;
        }
        return sum;
    }

    private double ofCell(long total) {
        long all = n + m;
        if ((double) total * Math.min(n, m) / all >= LARGE) {
            return (1 - (double) total / all) * (1.0 / n + 1.0 / m) * all / (all - 1.0);
        }
        return Hypergeometric.mean(
                all,
                total,
                n,
                before -> Psi.contribution((double) before, (double) n, (double) (total - before), (double) m));
    }
}
