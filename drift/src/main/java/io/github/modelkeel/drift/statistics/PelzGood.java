package io.github.modelkeel.drift.statistics;

/**
 * The expansion of the two-sided one-sample Kolmogorov distribution in powers of {@code 1/sqrt(n)}, for large samples.
 *
 * <p>W. Pelz and I. J. Good, <i>Approximating the lower tail-areas of the Kolmogorov-Smirnov one-sample statistic</i>, Journal
 * of the Royal Statistical Society B 38 (1976), in the form given by R. Simard and P. L'Ecuyer (2011).
 */
final class PelzGood {
    private static final double PI2 = Math.PI * Math.PI;
    private static final double PI4 = PI2 * PI2;
    private static final double PI6 = PI4 * PI2;
    private static final double ROOT_HALF_PI = Math.sqrt(Math.PI / 2);
    private static final int TERMS = 20;

    private PelzGood() {}

    /** {@code P(sqrt(n) D <= x)} for {@code n} observations, to about five digits and better in the middle. */
    static double cdf(double n, double x) {
        double root = Math.sqrt(n);
        return limit(x) + first(x) / root + second(x) / n + third(x) / (n * root);
    }

    /** The limit of the distribution: the theta series that converges fast for small {@code x}. */
    public static double limit(double x) {
        double sum = 0;
        for (int k = 1; k <= TERMS; k++) {
            double odd = 2 * k - 1;
            sum += Math.exp(-odd * odd * PI2 / (8 * x * x));
        }
        return 2 * ROOT_HALF_PI / x * sum;
    }

    private static double first(double x) {
        double x2 = x * x;
        double sum = 0;
        for (int k = 0; k < TERMS; k++) {
            double h2 = (k + 0.5) * (k + 0.5);
            sum += 2 * (PI2 * h2 - x2) * decay(h2, x2);
        }
        return ROOT_HALF_PI / (6 * x2 * x2) * sum;
    }

    private static double second(double x) {
        double x2 = x * x;
        double x4 = x2 * x2;
        double halves = 0;
        double wholes = 0;
        for (int k = 0; k < TERMS; k++) {
            double h2 = (k + 0.5) * (k + 0.5);
            double polynomial = 6 * x4 * x2 + 2 * x4 + PI2 * (2 * x4 - 5 * x2) * h2 + PI4 * (1 - 2 * x2) * h2 * h2;
            halves += 2 * polynomial * decay(h2, x2);
            double k2 = (double) k * k;
            wholes += 2 * PI2 * k2 * decay(k2, x2);
        }
        return ROOT_HALF_PI * (halves / (72 * x4 * x2 * x) - wholes / (36 * x2 * x));
    }

    private static double third(double x) {
        double x2 = x * x;
        double x4 = x2 * x2;
        double x6 = x4 * x2;
        double halves = 0;
        double wholes = 0;
        for (int k = 0; k < TERMS; k++) {
            double h2 = (k + 0.5) * (k + 0.5);
            double polynomial = -30 * x6
                    - 90 * x6 * x2
                    + PI2 * (135 * x4 - 96 * x6) * h2
                    + PI4 * (212 * x4 - 60 * x2) * h2 * h2
                    + PI6 * (5 - 30 * x2) * h2 * h2 * h2;
            halves += 2 * polynomial * decay(h2, x2);
            double k2 = (double) k * k;
            wholes += 2 * (3 * PI2 * x2 * k2 - PI4 * k2 * k2) * decay(k2, x2);
        }
        return ROOT_HALF_PI * (halves / (6480 * x6 * x4) + wholes / (216 * x6));
    }

    private static double decay(double square, double x2) {
        return Math.exp(-PI2 * square / (2 * x2));
    }
}
