package io.github.modelkeel.drift.statistics;

/**
 * P-values of the Kolmogorov-Smirnov statistic by SciPy's rules: exact for two samples up to {@value #EXACT_LIMIT} values, the
 * one-sample distribution at the effective sample size above that.
 */
public final class KsDistribution {
    /** The larger sample may have this many values for the exact two-sample distribution. */
    static final int EXACT_LIMIT = 10_000;

    private static final double NEGLIGIBLE = 1e-19;

    private KsDistribution() {}

    /** The p-value of {@code D >= distance / (n m)}; {@code distance} is the integer {@code max |i m - j n|}. */
    static double twoSample(long distance, int n, int m) {
        if (Math.max(n, m) <= EXACT_LIMIT) {
            return KsExact.pValue(distance, n, m);
        }
        double effective = (double) n * m / ((double) n + m);
        return oneSample((int) Math.max(1, Math.rint(effective)), (double) distance / ((double) n * m));
    }

    /**
     * {@code P(D >= d)} of the two-sided one-sample statistic, by the regions of R. Simard and P. L'Ecuyer, <i>Computing the
     * two-sided Kolmogorov-Smirnov distribution</i>, Journal of Statistical Software 39 (2011). Where they use Pomeranz's
     * recursion (n up to 140) the matrix of Marsaglia, Tsang and Wang serves as well: it is exact too.
     */
    public static double oneSample(int n, double d) {
        double t = n * d;
        if (t <= 0.5) {
            return 1;
        }
        if (d >= 1) {
            return 0;
        }
        double square = t * d;
        if (square >= 370) {
            return 0; // below the smallest double
        }
        if (d >= 0.5 || square >= (n <= 140 ? 4 : 2.2)) {
            return Math.min(1, 2 * oneSided(n, d));
        }
        boolean exact = n <= 140 || (n <= 100_000 && t * Math.sqrt(d) <= 1.4);
        double cdf = exact ? KolmogorovMatrix.cdf(n, d) : PelzGood.cdf(n, Math.sqrt(n) * d);
        return Math.min(1, Math.max(0, 1 - cdf));
    }

    /**
     * Smirnov's one-sided {@code P(D+ >= d)} as the finite sum of Z. W. Birnbaum and F. H. Tingey (1951), each term written as a
     * binomial probability, so that no term overflows and all are positive. They fall from about the middle to both ends; those that
     * cannot change the sum are left out.
     */
    static double oneSided(int n, double d) {
        double t = n * d;
        int last = (int) Math.floor(n - t);
        int middle = last / 2;
        double sum = 0;
        for (int j = middle; j >= 0; j--) {
            double term = term(n, t, j);
            sum += term;
            if (term < sum * NEGLIGIBLE) {
                break;
            }
        }
        for (int j = middle + 1; j <= last; j++) {
            double term = term(n, t, j);
            sum += term;
            if (term < sum * NEGLIGIBLE) {
                break;
            }
        }
        return Math.min(1, sum);
    }

    private static double term(int n, double t, int j) {
        double mean = j + t;
        return mean < n ? t / mean * SpecialFunctions.binomialTerm(j, n, mean) : 0;
    }

    /** The limit distribution: {@code P(sqrt(n) D >= x)} for n to infinity (Kolmogorov 1933). */
    public static double limit(double x) {
        if (x <= 0) {
            return 1;
        }
        if (x < 0.8) {
            return Math.min(1, 1 - PelzGood.limit(x));
        }
        double sum = 0;
        double sign = 1;
        for (int k = 1; k <= 20; k++) {
            sum += sign * Math.exp(-2.0 * k * k * x * x);
            sign = -sign;
        }
        return 2 * sum;
    }
}
