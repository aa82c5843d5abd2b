package io.github.modelkeel.drift.statistics;

/**
 * The limit distribution of the criterion of Cramér and von Mises, that of the area below a squared Brownian bridge. Each tail has the
 * series that converges there, so that both are right to about 1e-13 of themselves.
 */
final class CramerVonMisesLimit {
    private static final double MIDDLE = 0.2;
    private static final int NODES = 256;
    private static final int INTERVALS = 8;
    private static final int MAX_TERMS = 40;

    private CramerVonMisesLimit() {}

    /** The probability of at least x. */
    static double tail(double x) {
        if (x <= 0) {
            return 1;
        }
        return Math.min(1, Math.max(0, x < MIDDLE ? 1 - below(x) : above(x)));
    }

    /**
     * Smirnov's integral: over each interval from an odd to an even multiple of pi, {@code 2 / (pi s) sqrt(-s / sin s) exp(-x s^2 / 2)},
     * with alternating signs. The square roots at the ends are those of a rule of Gauss and Chebyshev.
     */
    private static double above(double x) {
        double sum = 0;
        for (int j = 1; j <= INTERVALS; j++) {
            double part = 0;
            for (int node = 0; node < NODES; node++) {
                double u = Math.cos((2 * node + 1) * Math.PI / (2 * NODES));
                double s = (2 * j - 0.5) * Math.PI + Math.PI / 2 * u;
                double weight = Math.sqrt(s * (1 - u * u) / Math.cos(Math.PI * u / 2));
                part += weight / s * Math.exp(-x * s * s / 2);
            }
            double area = part * 2 / Math.PI * (Math.PI / 2) * (Math.PI / NODES);
            sum += j % 2 == 1 ? area : -area;
            if (area < 1e-17 * sum) {
                break;
            }
        }
        return sum;
    }

    /**
     * The series of T. W. Anderson and D. A. Darling, <i>Asymptotic theory of certain "goodness of fit" criteria based on stochastic
     * processes</i>, 1952, equation 4.35.
     */
    private static double below(double x) {
        double sum = 0;
        double ratio = Math.sqrt(Math.PI); // Gamma(k + 1/2) / Gamma(k + 1)
        for (int k = 0; k < MAX_TERMS; k++) {
            double y = 4.0 * k + 1;
            double q = y * y / (16 * x);
            double term = ratio * Math.sqrt(y) * Math.exp(-2 * q) * scaledBessel(q);
            sum += term;
            if (term <= 1e-17 * sum) {
                break;
            }
            ratio *= (k + 0.5) / (k + 1);
        }
        return sum / (Math.PI * Math.sqrt(Math.PI * x));
    }

    /** {@code e^q K(q)} of the order one quarter: the integral of {@code exp(-q (cosh t - 1)) cosh(t / 4)}, by trapezoids. */
    private static double scaledBessel(double q) {
        double step = 1.0 / 64 / Math.max(1, Math.sqrt(q) / 4);
        double sum = 0.5;
        for (int i = 1; ; i++) {
            double t = i * step;
            double half = Math.sinh(t / 2);
            double exponent = 2 * q * half * half;
            if (exponent > 45) {
                return sum * step;
            }
            sum += Math.exp(-exponent) * Math.cosh(t / 4);
        }
    }
}
