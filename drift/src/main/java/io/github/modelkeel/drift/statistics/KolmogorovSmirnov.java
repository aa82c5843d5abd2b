package io.github.modelkeel.drift.statistics;

import java.util.Arrays;

/**
 * The two-sample Kolmogorov-Smirnov statistic of two sorted samples, in whole numbers.
 *
 * @param distance the largest {@code |i m - j n|}, the statistic times {@code n m}
 * @param location a value at which the gap is that large
 * @param sign 1 where the reference's distribution function is the higher one there, else -1
 * @param n how many reference values
 * @param m how many current values
 */
public record KolmogorovSmirnov(long distance, double location, int sign, int n, int m) {
    /** Up to here doubles are one whole number each. */
    private static final double WHOLE = 1L << 53;

    /** Needs sorted values without -0.0 and NaN, at least one on each side. */
    public static KolmogorovSmirnov of(double[] reference, double[] current) {
        Search search = new Search(reference, current);
        search.probe();
        search.within(0, 0, reference.length, current.length);
        return of(search.found.largest(), reference.length, current.length);
    }

    /** Of the largest gap of n reference and m current values. */
    public static KolmogorovSmirnov of(Gap largest, int n, int m) {
        return new KolmogorovSmirnov(largest.distance(), largest.value(), largest.sign(), n, m);
    }

    /**
     * The most that this test may be of the samples themselves, where it is of counts of bins. Within a bin all values of one side may come before those
     * of the other; at its end the counts are known, so the largest distance of the samples is between this one and the bound.
     *
     * @param reference what this test is of: of each value the left edge of its bin
     * @param current the same
     * @param edges of the bins, ascending
     */
    public KolmogorovSmirnov bound(double[] reference, double[] current, double[] edges) {
        double[] fewer =
                n < m ? reference : current; // in a bin that a side has no value of, no gap is larger than at its ends
        long most = distance;
        for (int end = 0; end < fewer.length; ) {
            double value = fewer[end];
            end = SortedValues.countUpTo(fewer, value);
            if (!isOneValue(value, edges)) {
                long i = SortedValues.countBelow(reference, value);
                long j = SortedValues.countBelow(current, value);
                long endI = SortedValues.countUpTo(reference, value);
                long endJ = SortedValues.countUpTo(current, value);
                most = Math.max(most, Math.max(endI * m - j * n, endJ * n - i * m));
            }
        }
        return new KolmogorovSmirnov(most, location, sign, n, m);
    }

    /** Whether nothing else is counted in the bin with this left edge. */
    private static boolean isOneValue(double edge, double[] edges) {
        int next = Arrays.binarySearch(edges, edge) + 1;
        return next > 0 && next < edges.length && edges[next] == Math.nextUp(edge) && Math.abs(edge) < WHOLE;
    }

    public double statistic() {
        return (double) distance / ((double) n * m);
    }

    public double pValue() {
        return KsDistribution.twoSample(distance, n, m);
    }

    public double limitPValue() {
        return KsDistribution.limit(statistic() * Math.sqrt((double) n * m / ((double) n + m)));
    }

    public boolean exact() {
        return Math.max(n, m) <= KsDistribution.EXACT_LIMIT;
    }

    /**
     * Looks for the largest gap part by part: between two values at which {@code i} and {@code j} are known, no gap can be larger than what the
     * most values of one side and the fewest of the other would give. A part that cannot reach what was found elsewhere is left out, which is
     * nearly all of two long samples.
     */
    private static final class Search {
        private static final int PROBES = 1024;
        private static final int SHORT = 128;

        private final double[] reference;
        private final double[] current;
        private final long n;
        private final long m;
        private final LargestGap found;
        private long largest;

        Search(double[] reference, double[] current) {
            this.reference = reference;
            this.current = current;
            this.n = reference.length;
            this.m = current.length;
            this.found = new LargestGap(n, m);
        }

        /** Looks at some values, so that the search knows a large gap from the start on. */
        void probe() {
            for (int i = (int) n - 1; i >= 0; i -= Math.max(1, (int) n / PROBES)) {
                double value = reference[i];
                long gap = SortedValues.countUpTo(reference, value) * m - SortedValues.countUpTo(current, value) * n;
                largest = Math.max(largest, Math.abs(gap));
            }
        }

        /** From i reference and j current values, which are all up to some value, to such an end. */
        void within(int i, int j, int endI, int endJ) {
            if (Math.max(endI * m - j * n, endJ * n - i * m) < largest) {
                return;
            }
            if (endI - i <= SHORT) {
                walk(i, j, endI, endJ);
                return;
            }
            double value = reference[(i + endI) >>> 1];
            int nextI = SortedValues.countUpTo(reference, value);
            int nextJ = SortedValues.countUpTo(current, value);
            if (nextI == endI && nextJ == endJ) {
                walk(i, j, endI, endJ);
            } else {
                within(i, j, nextI, nextJ);
                within(nextI, nextJ, endI, endJ);
            }
        }

        /** In order; equal values of both sides are taken together. */
        private void walk(int fromI, int fromJ, int endI, int endJ) {
            int i = fromI;
            int j = fromJ;
            while (i < endI || j < endJ) {
                boolean inReference = j == endJ || (i < endI && reference[i] <= current[j]);
                double value = inReference ? reference[i] : current[j];
                while (i < endI && reference[i] == value) {
                    i++;
                }
                while (j < endJ && current[j] == value) {
                    j++;
                }
                long distance = Math.abs(i * m - j * n);
                if (distance >= largest) {
                    largest = distance;
                    found.at(value, i, j, inReference);
                }
            }
        }
    }
}
