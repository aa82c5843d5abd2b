package io.github.modelkeel.evaluation;

/** The quantile of the standard normal distribution. */
final class NormalQuantile {
    private NormalQuantile() {}

    /**
     * For a probability of at least one half and less than 1. The distribution function is halved down on; it is the series
     * {@code 1/2 + density (z + z^3/3 + z^5/(3 5) + …)}, which converges everywhere.
     */
    static double of(double probability) {
        double low = 0;
        double high = 9;
        for (int i = 0; i < 80; i++) {
            double middle = (low + high) / 2;
            if (below(middle) < probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    private static double below(double z) {
        double term = z;
        double sum = z;
        for (int k = 3; term > 1e-17 * sum; k += 2) {
            term *= z * z / k;
            sum += term;
        }
        return 0.5 + sum * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    }
}
