package io.github.modelkeel.drift.statistics;

import java.util.SplittableRandom;
import java.util.function.LongToDoubleFunction;

/** How many of the {@code t} marked rows are among {@code n} rows drawn from {@code total} without replacement. */
final class Hypergeometric {
    private static final long URN = 16;
    private static final double NORMAL_FROM = 400;
    private static final double NEGLIGIBLE = 1e-18;

    private Hypergeometric() {}

    /** {@code P(X = x)}, from three binomial terms (C. Loader, 2000), so that tails keep their relative precision. */
    static double probability(long x, long total, long t, long n) {
        if (t == 0 || t == total || n == 0 || n == total) {
            return 1;
        }
        double p = (double) n / total;
        return SpecialFunctions.binomialTerm((double) x, (double) t, t * p)
                * SpecialFunctions.binomialTerm((double) (n - x), (double) (total - t), (total - t) * p)
                / SpecialFunctions.binomialTerm((double) n, (double) total, (double) n);
    }

    static long draw(SplittableRandom random, long total, long t, long n) {
        if (n == 0 || n == total || t == 0 || t == total) {
            return n == total ? t : t == total ? n : 0;
        }
        if (t <= URN) {
            return drawOneByOne(random, total, t, n);
        }
        double mean = (double) n * t / total;
        double variance = mean * (total - t) / total * (total - n) / (total - 1.0);
        if (variance > NORMAL_FROM) {
            return Math.round(
                    mean + Math.sqrt(variance) * random.nextGaussian()); // both ends are twenty deviations away
        }
        return invert(random.nextDouble(), total, t, n);
    }

    private static long drawOneByOne(SplittableRandom random, long total, long t, long n) {
        long left = n;
        long among = total;
        for (long i = 0; i < t; i++) {
            if (random.nextDouble() * among < left) {
                left--;
            }
            among--;
        }
        return n - left;
    }

    /** The mean of a function of the count; terms too small to matter are left out. */
    static double mean(long total, long t, long n, LongToDoubleFunction of) {
        long mode = mode(total, t, n);
        double most = probability(mode, total, t, n);
        double sum = most * of.applyAsDouble(mode);
        double term = most * stepUp(mode, total, t, n);
        for (long x = mode + 1; term > NEGLIGIBLE; x++) {
            sum += term * of.applyAsDouble(x);
            term *= stepUp(x, total, t, n);
        }
        term = most * stepDown(mode, total, t, n);
        for (long x = mode - 1; term > NEGLIGIBLE; x--) {
            sum += term * of.applyAsDouble(x);
            term *= stepDown(x, total, t, n);
        }
        return sum;
    }

    private static long mode(long total, long t, long n) {
        return (long) ((n + 1.0) * (t + 1.0) / (total + 2.0));
    }

    /** {@code P(X = x + 1) / P(X = x)}, which is 0 at the largest count. */
    private static double stepUp(long x, long total, long t, long n) {
        return (double) (t - x) / (x + 1) * ((double) (n - x) / (total - t - n + x + 1));
    }

    /** {@code P(X = x - 1) / P(X = x)}, which is 0 at the smallest count. */
    private static double stepDown(long x, long total, long t, long n) {
        return (double) x / (t - x + 1) * ((double) (total - t - n + x) / (n - x + 1));
    }

    /** Adds up the terms from the mode to both sides until they reach {@code u}. */
    private static long invert(double u, long total, long t, long n) {
        long mode = mode(total, t, n);
        double above = probability(mode, total, t, n);
        double below = above;
        double left = u - above;
        for (long up = mode, down = mode; left > 0 && above + below > 0; up++, down--) {
            above *= stepUp(up, total, t, n);
            left -= above;
            if (left <= 0) {
                return up + 1;
            }
            below *= stepDown(down, total, t, n);
            left -= below;
            if (left <= 0) {
                return down - 1;
            }
        }
        return mode; // or what is left is rounding
    }
}
