package io.github.modelkeel.drift.statistics;

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

    /** Needs sorted values without -0.0 and NaN, at least one on each side. */
    public static KolmogorovSmirnov of(double[] reference, double[] current) {
        Search search = new Search(reference, current);
        search.probe();
        search.within(0, 0, reference.length, current.length);
        Peak peak = search.low.height > search.high.height ? search.low : search.high;
        int sign = peak == search.low ? -1 : 1;
        return new KolmogorovSmirnov(search.largest, peak.at, sign, reference.length, current.length);
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
     *
     * <p>Where several values have the largest gap, SciPy's answer depends on how its shares round: the first of the largest differences
     * of shares, reference values before current ones. This follows it, to spare users a difference to explain.
     */
    private static final class Search {
        private static final int PROBES = 1024;
        private static final int SHORT = 128;

        private final double[] reference;
        private final double[] current;
        private final long n;
        private final long m;
        private final Peak high = new Peak();
        private final Peak low = new Peak();
        private long largest;

        Search(double[] reference, double[] current) {
            this.reference = reference;
            this.current = current;
            this.n = reference.length;
            this.m = current.length;
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
                long gap = i * m - j * n;
                if (Math.abs(gap) >= largest) {
                    found(gap, Math.abs((double) i / n - (double) j / m), value, inReference);
                }
            }
        }

        private void found(long gap, double difference, double value, boolean inReference) {
            if (Math.abs(gap) > largest) {
                largest = Math.abs(gap);
                high.height = -1;
                low.height = -1;
            }
            (gap < 0 ? low : high).offer(difference, value, inReference);
        }
    }

    /** The highest of several differences that are equal but for rounding. */
    private static final class Peak {
        private double height = -1;
        private double at;
        private boolean ofReference;

        void offer(double difference, double value, boolean inReference) {
            if (difference > height || (difference == height && inReference && !ofReference)) {
                height = difference;
                at = value;
                ofReference = inReference;
            }
        }
    }
}
