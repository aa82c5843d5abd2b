package io.github.modelkeel.drift.statistics;

/** Tests of counts out of totals, for missing values, values out of range and categories never seen. */
public final class RateTests {
    private RateTests() {}

    /** The pooled two-proportion z score, reference less current; 0 where there is nothing to compare. */
    public static double twoProportionZ(long hitsReference, long n, long hitsCurrent, long m) {
        if (n == 0 || m == 0) {
            return 0;
        }
        double pooled = ((double) hitsReference + hitsCurrent) / ((double) n + m);
        if (pooled <= 0 || pooled >= 1) {
            return 0;
        }
        double difference = (double) hitsReference / n - (double) hitsCurrent / m;
        return difference / Math.sqrt(pooled * (1 - pooled) * (1.0 / n + 1.0 / m));
    }

    /**
     * The probability that, without drift, at least {@code outside} of {@code m} new values are below the smallest or above the
     * largest of {@code n} reference values. The number outside is beta-binomial with parameters (m, 2, n - 1) for continuous
     * data (S. S. Wilks, <i>Determination of sample sizes for setting tolerance limits</i>, 1941); ties make it conservative.
     */
    public static double outOfRange(long outside, long n, long m) {
        if (outside == 0 || n < 2) {
            return 1;
        }
        double term = (double) n / ((double) n + m) * ((n - 1.0) / ((double) n + m - 1)); // P(none)
        double tail = 0;
        for (long k = 0; k <= m; k++) {
            if (k >= outside) {
                tail += term;
                if (term < tail * 1e-17) {
                    break;
                }
            }
            term *= (k + 2.0) / (k + 1.0) * ((double) m - k) / ((double) n - 2 + m - k);
        }
        return Math.min(1, tail);
    }

    /**
     * The probability that, without drift, at least {@code unseen} of {@code m} new rows have a category that {@code n} reference
     * rows lack, given that {@code singletons} reference rows have a category of their own. Each singleton would be unseen if it
     * were left out (Good and Turing, 1953), so the two counts are compared as Poisson rates (Przyborowski and Wilenski, 1940).
     */
    public static double unseen(long unseen, long singletons, long n, long m) {
        if (unseen == 0) {
            return 1;
        }
        double trials = (double) unseen + singletons;
        double mean = trials * m / ((double) n + m);
        double tail = 0;
        for (long k = unseen; k <= unseen + singletons; k++) {
            double term = SpecialFunctions.binomialTerm((double) k, trials, mean);
            tail += term;
            if (term < tail * 1e-17) {
                break;
            }
        }
        return Math.min(1, tail);
    }
}
