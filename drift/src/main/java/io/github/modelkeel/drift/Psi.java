package io.github.modelkeel.drift;

/**
 * The population stability index of two rows of counts over the same bins.
 *
 * @param value {@code sum (q - p) ln(q / p)} over the bins, shares floored at {@value #FLOOR} and not made to add up again
 * @param noise what to expect without drift, {@code (bins - 1) (1/n + 1/m)}
 * @param pValue the chi-square approximation of {@code P(PSI >= value)} without drift
 */
record Psi(double value, double noise, double pValue) {
    static final double FLOOR = 1e-4;

    static Psi of(long[] reference, long[] current) {
        double n = sum(reference);
        double m = sum(current);
        double value = 0;
        for (int i = 0; i < reference.length; i++) {
            value += contribution(reference[i] / n, current[i] / m);
        }
        double scale = 1 / n + 1 / m;
        int dof = reference.length - 1;
        double p = dof == 0 ? 1 : SpecialFunctions.chiSquareSurvival(value / scale, dof);
        return new Psi(value, dof * scale, p);
    }

    static double contribution(double referenceShare, double currentShare) {
        double p = Math.max(referenceShare, FLOOR);
        double q = Math.max(currentShare, FLOOR);
        return (q - p) * Math.log(q / p);
    }

    private static double sum(long[] counts) {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }
}
