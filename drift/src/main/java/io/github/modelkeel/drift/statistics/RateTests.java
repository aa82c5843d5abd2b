package io.github.modelkeel.drift.statistics;

/** Tests of counts out of totals, for missing values and values out of range. */
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
}
