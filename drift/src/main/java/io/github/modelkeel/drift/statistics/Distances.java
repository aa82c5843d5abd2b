package io.github.modelkeel.drift.statistics;

/** Distances of two samples, or of two rows of counts over the same cells. They have no p-values: 0 is equality, and noise is above 0. */
public final class Distances {
    private Distances() {}

    /**
     * Wasserstein's distance of order one, the area between the two distribution functions (S. S. Vallender, <i>Calculation of the
     * Wasserstein distance between probability distributions on the line</i>, 1974), in the unit of the values. Both are sorted and have a
     * value.
     */
    public static double wasserstein(double[] reference, double[] current) {
        double area = 0;
        int i = 0;
        int j = 0;
        double at = Math.min(reference[0], current[0]);
        while (i < reference.length || j < current.length) {
            double next = i == reference.length
                    ? current[j]
                    : j == current.length ? reference[i] : Math.min(reference[i], current[j]);
            area += Math.abs((double) i / reference.length - (double) j / current.length) * (next - at);
            at = next;
            while (i < reference.length && reference[i] == at) {
                i++;
            }
            while (j < current.length && current[j] == at) {
                j++;
            }
        }
        return area;
    }

    /**
     * The square root of the divergence of Jensen and Shannon in natural units, 0 to 0.8326 (J. Lin, <i>Divergence measures based on the
     * Shannon entropy</i>, 1991). Both sides need a row.
     */
    static double jensenShannon(long[] reference, double n, long[] current, double m) {
        double divergence = 0;
        for (int i = 0; i < reference.length; i++) {
            double p = reference[i] / n;
            double q = current[i] / m;
            double middle = (p + q) / 2;
            divergence += (p > 0 ? p * Math.log(p / middle) : 0) + (q > 0 ? q * Math.log(q / middle) : 0);
        }
        return Math.sqrt(Math.max(0, divergence / 2));
    }

    /** Hellinger's distance, the square root of one less the sum of {@code sqrt(p q)}: 0 to 1. Summed so that nothing cancels. */
    static double hellinger(long[] reference, double n, long[] current, double m) {
        double squares = 0;
        for (int i = 0; i < reference.length; i++) {
            double difference = Math.sqrt(reference[i] / n) - Math.sqrt(current[i] / m);
            squares += difference * difference;
        }
        return Math.min(1, Math.sqrt(squares / 2));
    }

    /** The total variation distance, half the sum of the differences of shares: 0 to 1. */
    static double totalVariation(long[] reference, double n, long[] current, double m) {
        double sum = 0;
        for (int i = 0; i < reference.length; i++) {
            sum += Math.abs(reference[i] / n - current[i] / m);
        }
        return Math.min(1, sum / 2);
    }
}
