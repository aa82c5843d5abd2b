package io.github.modelkeel.drift;

/**
 * The two-sample Kolmogorov-Smirnov statistic of two sorted samples, in whole numbers.
 *
 * @param distance the largest {@code |i m - j n|}, the statistic times {@code n m}
 * @param location the smallest value at which the gap is that large
 * @param sign 1 where the reference's distribution function is the higher one there, else -1
 * @param n how many reference values
 * @param m how many current values
 */
record KolmogorovSmirnov(long distance, double location, int sign, int n, int m) {

    /** Walks both samples once; equal values of both sides are taken together. Needs sorted values without -0.0 and NaN. */
    static KolmogorovSmirnov of(double[] reference, double[] current) {
        int n = reference.length;
        int m = current.length;
        long highest = 0;
        long lowest = 0;
        double highestAt = Math.min(reference[0], current[0]);
        double lowestAt = highestAt;
        int i = 0;
        int j = 0;
        while (i < n && j < m) {
            double at = Math.min(reference[i], current[j]);
            while (i < n && reference[i] == at) {
                i++;
            }
            while (j < m && current[j] == at) {
                j++;
            }
            long gap = (long) i * m - (long) j * n;
            if (gap > highest) {
                highest = gap;
                highestAt = at;
            } else if (gap < lowest) {
                lowest = gap;
                lowestAt = at;
            }
        }
        return -lowest > highest
                ? new KolmogorovSmirnov(-lowest, lowestAt, -1, n, m)
                : new KolmogorovSmirnov(highest, highestAt, 1, n, m);
    }

    double statistic() {
        return (double) distance / ((double) n * m);
    }

    double pValue() {
        return KsDistribution.twoSample(distance, n, m);
    }

    double limitPValue() {
        return KsDistribution.limit(statistic() * Math.sqrt((double) n * m / ((double) n + m)));
    }

    boolean exact() {
        return Math.max(n, m) <= KsDistribution.EXACT_LIMIT;
    }
}
