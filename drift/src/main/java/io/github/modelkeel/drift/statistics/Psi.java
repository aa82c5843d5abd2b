package io.github.modelkeel.drift.statistics;

/**
 * The population stability index of two rows of counts over the same bins.
 *
 * @param value {@code sum (q - p) ln(q / p)} over the bins, shares at least half a row and not made to add up again
 * @param noise what to expect without drift
 * @param pValue {@code P(PSI >= value)} without drift
 */
public record Psi(double value, double noise, double pValue) {

    /** A bin's part of the index. An empty bin counts as half a row of its side: a constant would hide bins that are smaller than it. */
    public static double contribution(double referenceCount, double n, double currentCount, double m) {
        double p = Math.max(referenceCount, 0.5) / n;
        double q = Math.max(currentCount, 0.5) / m;
        return (q - p) * Math.log(q / p);
    }
}
