package io.github.modelkeel.drift.statistics;

/**
 * The two-sided test of Mann and Whitney (<i>On a test of whether one of two random variables is stochastically larger than the other</i>,
 * 1947) of two sorted samples.
 *
 * @param statistic U of the reference: over all pairs of a reference and a current value, how often the reference's is larger, ties as halves
 * @param pValue exact where a side has at most eight values, no value occurs twice and the pairs are at most 8,000; else by the normal
 *     distribution, corrected for continuity and for ties
 * @param exact whether the p-value is exact
 * @param larger the probability that a current value is larger than a reference value, ties as halves: the measure A of Vargha and Delaney
 *     (<i>A critique and improvement of the CL common language effect size statistics of McGraw and Wong</i>, 2000); 0.5 without a move
 */
public record MannWhitney(double statistic, double pValue, boolean exact, double larger) {
    private static final int FEW = 8;
    private static final long MAX_PAIRS = 8_000;

    /** Needs sorted values without -0.0 and NaN, at least one on each side. */
    public static MannWhitney of(double[] reference, double[] current) {
        int n = reference.length;
        int m = current.length;
        double u = 0;
        double ties = 0;
        int i = 0;
        int j = 0;
        while (i < n || j < m) {
            double value = i == n ? current[j] : j == m ? reference[i] : Math.min(reference[i], current[j]);
            int startI = i;
            int startJ = j;
            while (i < n && reference[i] == value) {
                i++;
            }
            while (j < m && current[j] == value) {
                j++;
            }
            double ofReference = (double) i - startI;
            double ofCurrent = (double) j - startJ;
            u += ofReference * (startJ + ofCurrent / 2);
            double tied = ofReference + ofCurrent;
            ties += tied * tied * tied - tied;
        }
        double pairs = (double) n * m;
        double high = Math.max(u, pairs - u);
        boolean exact = Math.min(n, m) <= FEW && ties == 0 && pairs <= MAX_PAIRS;
        double p = exact ? exactTail(n, m, high) : normalTail(n, m, high, ties);
        return new MannWhitney(u, Math.min(1, p), exact, (pairs - u) / pairs);
    }

    private static double normalTail(double n, double m, double high, double ties) {
        double total = n + m;
        double variance = n * m / 12 * (total + 1 - ties / (total * (total - 1)));
        double z = high - n * m / 2 - 0.5;
        return variance <= 0 || z <= 0 ? 1 : SpecialFunctions.normalTwoSided(z / Math.sqrt(variance));
    }

    /** Twice the share of the orders of the pooled values in which U is at least as large. */
    private static double exactTail(int n, int m, double high) {
        int few = Math.min(n, m);
        int many = Math.max(n, m);
        double[][] orders = new double[few + 1][few * many + 1]; // orders[i][u]: of i and j values, as j grows
        for (int i = 0; i <= few; i++) {
            orders[i][0] = 1;
        }
        for (int j = 1; j <= many; j++) {
            for (int i = 1; i <= few; i++) {
                for (int u = i * j; u >= j; u--) { // the largest value is one of the few: it beats j
                    orders[i][u] += orders[i - 1][u - j];
                }
            }
        }
        double above = 0;
        double all = 0;
        for (int u = 0; u <= few * many; u++) {
            all += orders[few][u];
            above += u >= high ? orders[few][u] : 0;
        }
        return 2 * above / all;
    }
}
