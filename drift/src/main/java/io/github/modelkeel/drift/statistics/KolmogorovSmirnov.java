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
        Walk walk = new Walk(reference, current);
        walk.findLargest();
        if (walk.times > 1) {
            walk.chooseAmongEqual();
        }
        return new KolmogorovSmirnov(walk.largest, walk.at, walk.sign, reference.length, current.length);
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

    /** Goes through both samples in order; equal values of both sides are taken together. */
    private static final class Walk {
        private final double[] reference;
        private final double[] current;
        private long largest = -1;
        private int times;
        private double at;
        private int sign = 1;

        Walk(double[] reference, double[] current) {
            this.reference = reference;
            this.current = current;
        }

        void findLargest() {
            int n = reference.length;
            int m = current.length;
            int i = 0;
            int j = 0;
            while (i < n && j < m) {
                double value = Math.min(reference[i], current[j]);
                while (i < n && reference[i] == value) {
                    i++;
                }
                while (j < m && current[j] == value) {
                    j++;
                }
                long gap = (long) i * m - (long) j * n;
                if (Math.abs(gap) > largest) {
                    largest = Math.abs(gap);
                    times = 1;
                    at = value;
                    sign = gap < 0 ? -1 : 1;
                } else if (Math.abs(gap) == largest) {
                    times++;
                }
            }
        }

        /**
         * Where several values have the largest gap, SciPy's answer depends on how its shares round: the first of the largest differences
         * of shares, reference values before current ones. Following it costs a second walk, and spares users a difference to explain.
         */
        void chooseAmongEqual() {
            Peak high = new Peak();
            Peak low = new Peak();
            int n = reference.length;
            int m = current.length;
            int i = 0;
            int j = 0;
            while (i < n && j < m) {
                double value = Math.min(reference[i], current[j]);
                int before = i;
                while (i < n && reference[i] == value) {
                    i++;
                }
                while (j < m && current[j] == value) {
                    j++;
                }
                long gap = (long) i * m - (long) j * n;
                if (Math.abs(gap) == largest) {
                    double difference = (double) i / n - (double) j / m;
                    Peak peak = gap < 0 ? low : high;
                    peak.offer(Math.abs(difference), value, i > before);
                }
            }
            Peak winner = low.height > high.height ? low : high;
            at = winner.at;
            sign = winner == low ? -1 : 1;
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
