package io.github.modelkeel.drift.statistics;

/**
 * Pearson's chi-square test of homogeneity on a table of two rows, without Yates' correction.
 *
 * @param statistic the chi-square statistic
 * @param dof the degrees of freedom: categories that occur, less one
 * @param pValue {@code P(chi-square >= statistic)}; 1 without a degree of freedom
 * @param cramersV the effect size, 0 to 1
 */
public record ChiSquare(double statistic, int dof, double pValue, double cramersV) {

    public static ChiSquare of(long[] reference, long[] current) {
        double n = 0;
        double m = 0;
        for (int i = 0; i < reference.length; i++) {
            n += reference[i];
            m += current[i];
        }
        double statistic = 0;
        int categories = 0;
        for (int i = 0; i < reference.length; i++) {
            double total = (double) reference[i] + current[i];
            if (total > 0) {
                categories++;
                statistic += term((double) reference[i], total * n / (n + m))
                        + term((double) current[i], total * m / (n + m));
            }
        }
        int dof = Math.max(0, categories - 1);
        if (dof == 0) {
            return new ChiSquare(0, 0, 1, 0);
        }
        double p = SpecialFunctions.chiSquareSurvival(statistic, dof);
        return new ChiSquare(statistic, dof, p, Math.sqrt(statistic / (n + m)));
    }

    private static double term(double observed, double expected) {
        double difference = observed - expected;
        return difference * difference / expected;
    }
}
