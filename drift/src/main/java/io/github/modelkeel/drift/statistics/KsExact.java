package io.github.modelkeel.drift.statistics;

import java.util.Arrays;

/**
 * The exact null distribution of the two-sample Kolmogorov-Smirnov statistic for continuous data; ties make it conservative.
 *
 * <p>Under the null hypothesis every order of the pooled sample is equally likely, that is every lattice path from (0, 0) to
 * (n, m). The p-value is the share of paths that touch or leave the band {@code |i m - j n| < distance} (J. L. Hodges, <i>The
 * significance probability of the Smirnov two-sample test</i>, 1958). The recursion runs on that share and not on counts: all
 * its terms are positive and none overflows, so that small p-values keep their digits (T. Viehmann, 2021).
 */
public final class KsExact {
    private final int n;
    private final double[] index;
    private double[] before;
    private double[] now;

    private KsExact(int n) {
        this.n = n;
        this.index = new double[n + 2]; // cell x is kept at x + 1
        this.before = new double[n + 3];
        this.now = new double[n + 3];
        Arrays.setAll(index, i -> i - 1);
    }

    public static double pValue(long distance, int n, int m) {
        if (distance <= 0) {
            return 1;
        }
        double statistic = (double) distance / ((double) n * m);
        double effective = (double) n * m / ((double) n + m);
        // Wei and Dudley, Two-sample Dvoretzky-Kiefer-Wolfowitz inequalities (2012): p <= e exp(-2 nm/(n+m) D^2)
        if (1 - 2 * effective * statistic * statistic < -750) {
            return 0; // below the smallest double
        }
        double p = n == m ? equalSizes((distance + n - 1) / n, n) : new KsExact(n).outside(distance, m);
        return Math.min(1, Math.max(0, p));
    }

    /** Gnedenko and Korolyuk (1951): reflections of paths at two lines, {@code 2 sum (-1)^(k-1) C(2n, n - k h) / C(2n, n)}. */
    private static double equalSizes(long h, int n) {
        double ratio = 1; // C(2n, n - s) / C(2n, n) for s steps
        double sum = 0;
        double sign = 1;
        for (long steps = 0; steps + h <= n; steps += h) {
            for (long i = steps; i < steps + h; i++) {
                ratio *= (double) (n - i) / (n + 1 + i);
            }
            sum += sign * ratio;
            sign = -sign;
        }
        return 2 * sum;
    }

    /** The share of paths to (n, m) that leave the band, diagonal by diagonal; a cell outside the band counts as 1. */
    private double outside(long distance, int m) {
        long total = (long) n + m;
        for (int s = 1; s <= total; s++) {
            // inside means |x m - (s - x) n| < distance, that is |x (n + m) - s n| < distance
            long centre = (long) s * n;
            int low = (int) Math.max(Math.max(0, s - m), Math.floorDiv(centre - distance, total) + 1);
            int high = (int) Math.min(Math.min(n, s), -Math.floorDiv(-(centre + distance), total) - 1);
            diagonal(s, low + 1, high + 1);
            now[low] = 1;
            now[high + 2] = 1;
            double[] swap = before;
            before = now;
            now = swap;
        }
        return before[n + 1];
    }

    /**
     * A path to (x, y) came from the left with weight x / (x + y) and from below with weight y / (x + y). The cells of a diagonal
     * do not depend on each other, so that the loop is vectorised.
     */
    private void diagonal(double s, int from, int to) {
        double[] x = index;
        double[] source = before;
        double[] target = now;
        double inverse = 1 / s;
        for (int i = from; i <= to; i++) {
            target[i] = (x[i] * source[i - 1] + (s - x[i]) * source[i]) * inverse;
        }
    }
}
