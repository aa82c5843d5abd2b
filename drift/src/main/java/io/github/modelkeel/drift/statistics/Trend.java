package io.github.modelkeel.drift.statistics;

import java.util.Arrays;

/**
 * Whether a series rises or falls: the test of Mann (<i>Nonparametric tests against trend</i>, 1945) and Kendall.
 *
 * @param tau Kendall's tau-b of the values and their order: 1 if each is higher than the one before, -1 if lower, 0 without a direction
 * @param pValue two-sided; exact without ties up to 33 values, else by the normal distribution with the correction for ties
 * @param exact whether the p-value is exact
 * @param slope the median of the slopes of all pairs (P. K. Sen, 1968), by step
 */
public record Trend(double tau, double pValue, boolean exact, double slope) {
    private static final int SMALL = 33;

    /** Needs two values or more. */
    public static Trend of(double[] values) {
        int n = values.length;
        long rises = 0;
        double[] slopes = new double[n * (n - 1) / 2];
        int next = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                rises += (long) Math.signum(values[j] - values[i]);
                slopes[next++] = (values[j] - values[i]) / (j - i);
            }
        }
        Arrays.sort(slopes);
        double slope = (slopes[(slopes.length - 1) / 2] + slopes[slopes.length / 2]) / 2;
        double[] ties = ties(values);
        double pairs = n * (n - 1) / 2.0;
        double untied = pairs - ties[0];
        if (untied == 0) {
            return new Trend(0, 1, false, slope);
        }
        boolean exact = ties[0] == 0 && n <= SMALL;
        double p = exact ? exactTail(n, Math.abs(rises)) : normalTail(n, rises, ties[1]);
        return new Trend(rises / Math.sqrt(pairs * untied), p, exact, slope);
    }

    /** Pairs of equal values, and what ties take from the variance. */
    private static double[] ties(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double pairs = 0;
        double variance = 0;
        int start = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || sorted[i] != sorted[start]) {
                double size = (double) i - start;
                pairs += size * (size - 1) / 2;
                variance += size * (size - 1) * (2 * size + 5);
                start = i;
            }
        }
        return new double[] {pairs, variance};
    }

    private static double normalTail(double n, long rises, double tied) {
        double variance = (n * (n - 1) * (2 * n + 5) - tied) / 18;
        return Math.min(1, SpecialFunctions.normalTwoSided(rises / Math.sqrt(variance)));
    }

    /** Twice the share of the orders with at least that number of rises more than falls, by their number of falls. */
    private static double exactTail(int n, long rises) {
        int pairs = n * (n - 1) / 2;
        double[] orders = {1};
        for (int i = 2; i <= n; i++) {
            double[] larger = new double[orders.length + i - 1];
            for (int falls = 0; falls < orders.length; falls++) {
                for (int added = 0; added < i; added++) {
                    larger[falls + added] += orders[falls] / i;
                }
            }
            orders = larger;
        }
        double tail = 0;
        for (int falls = 0; pairs - 2L * falls >= rises; falls++) {
            tail += orders[falls];
        }
        return Math.min(1, 2 * tail);
    }
}
