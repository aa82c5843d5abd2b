package io.github.modelkeel.drift.statistics;

/**
 * The exact null distribution of the two-sample Kolmogorov-Smirnov statistic for continuous data; ties make it conservative.
 *
 * <p>Under the null hypothesis every order of the pooled sample is equally likely, that is every lattice path from (0, 0) to
 * (n, m). The p-value is the share of paths that touch or leave the band {@code |i m - j n| < distance} (J. L. Hodges, <i>The
 * significance probability of the Smirnov two-sample test</i>, 1958). The recursion runs on that share and not on counts: all
 * its terms are positive and none overflows, so that small p-values keep their digits (T. Viehmann, 2021). It runs to the middle only: from there
 * to the end the band is the same, turned around.
 */
public final class KsExact {
    private final int n;
    private final int m;
    private final long total;

    /** Of the cell x of the diagonal it is kept at x + 1. */
    private final double[] share;

    private int diagonal;
    private int low;
    private int high;

    /** The last cell below the band, if there were cells everywhere, and what the division by the total leaves. */
    private long below;

    private long belowRest;

    /** The same of the last cell in the band. */
    private long last;

    private long lastRest;

    private KsExact(long distance, int n, int m) {
        this.n = n;
        this.m = m;
        this.total = (long) n + m;
        this.share = new double[n + 3];
        // in the band is |x m - (s - x) n| < distance, that is |x (n + m) - s n| < distance
        this.below = Math.floorDiv(-distance, total);
        this.belowRest = Math.floorMod(-distance, total);
        this.last = Math.floorDiv(distance - 1, total);
        this.lastRest = Math.floorMod(distance - 1, total);
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
        double p = n == m ? equalSizes((distance + n - 1) / n, n) : new KsExact(distance, n, m).outside();
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

    /** The share of paths to (n, m) that leave the band. */
    private double outside() {
        int middle = (int) (total / 2);
        if (!walk(middle)) {
            return 1;
        }
        int from = Math.max(0, middle - m);
        double[] before = shares(from, Math.min(n, middle));
        if (!walk((int) (total - middle))) { // the middle of an odd number of steps is between two diagonals
            return 1;
        }
        double[] after = shares(n - from - before.length + 1, n - from);
        double[] paths = paths(middle, from, before.length);
        double sum = 0;
        double all = 0;
        for (int i = 0; i < paths.length; i++) {
            double then = after[paths.length - 1 - i];
            sum += paths[i] * (before[i] + (1 - before[i]) * then);
            all += paths[i];
        }
        return sum / all;
    }

    /** Of paths to some cells of the diagonal the shares that left the band; all of those to a cell outside. */
    private double[] shares(int from, int to) {
        double[] shares = new double[to - from + 1];
        for (int x = from; x <= to; x++) {
            shares[x - from] = x < low || x > high ? 1 : share[x + 1];
        }
        return shares;
    }

    /** How many paths lead through each cell of the middle, as shares of those through the cell that most lead through. */
    private double[] paths(int middle, int from, int cells) {
        double[] paths = new double[cells];
        int mode = (int) ((middle + 1L) * (n + 1L) / (total + 2));
        paths[mode - from] = 1;
        for (int x = mode; x < from + cells - 1; x++) {
            paths[x + 1 - from] = paths[x - from] * growth(middle, x);
        }
        for (int x = mode; x > from; x--) {
            paths[x - 1 - from] = paths[x - from] / growth(middle, x - 1);
        }
        return paths;
    }

    /** How many paths lead through the next cell, for each through this one. */
    private double growth(double middle, double x) {
        return (middle - x) * (n - x) / ((x + 1) * (total - middle - n + x + 1));
    }

    /** Continues up to a diagonal; false where no cell of one is in the band. */
    private boolean walk(int end) {
        while (diagonal < end) {
            next();
            if (low > high) {
                return false;
            }
            if (diagonal == end) {
                one();
                return true;
            }
            int firstLow = low;
            int firstHigh = high;
            next();
            if (low > high) {
                return false;
            }
            two(firstLow, firstHigh);
        }
        return true;
    }

    /** Moves the band to the next diagonal. */
    private void next() {
        diagonal++;
        belowRest += n;
        if (belowRest >= total) {
            belowRest -= total;
            below++;
        }
        lastRest += n;
        if (lastRest >= total) {
            lastRest -= total;
            last++;
        }
        low = (int) Math.max(Math.max(0, diagonal - m), below + 1);
        high = (int) Math.min(Math.min(n, diagonal), last);
    }

    /**
     * The shares of a diagonal of those of the one before it, in their place. A path to (x, y) came from the left with weight x / (x + y) and from
     * below with weight y / (x + y).
     */
    private void one() {
        double s = diagonal;
        double inverse = 1 / s;
        double left = share[low];
        double x = low;
        for (int i = low + 1; i <= high + 1; i++) {
            double here = share[i];
            share[i] = (x * left + (s - x) * here) * inverse;
            left = here;
            x++;
        }
        close();
    }

    /** Two diagonals at once: the cells of the first one, whose part of the band is given, are never stored. */
    private void two(int firstLow, int firstHigh) {
        double[] shares = share;
        double s = diagonal - 1;
        double inverse = 1 / s;
        double nextS = diagonal;
        double nextInverse = 1 / nextS;
        double x = low;
        double left = shares[low];
        double nextLeft = low == firstLow ? 1 : ((x - 1) * shares[low - 1] + (s - x + 1) * left) * inverse;
        for (int i = low + 1; i <= firstHigh + 1; i++) {
            double here = shares[i];
            double next = (x * left + (s - x) * here) * inverse;
            shares[i] = (x * nextLeft + (nextS - x) * next) * nextInverse;
            left = here;
            nextLeft = next;
            x++;
        }
        if (high > firstHigh) {
            shares[high + 1] = (x * nextLeft + (nextS - x)) * nextInverse;
        }
        close();
    }

    /** The cells beside the band. */
    private void close() {
        share[low] = 1;
        share[high + 2] = 1;
    }
}
