package io.github.modelkeel.drift.statistics;

/**
 * A few figures of sorted numbers.
 *
 * @param mean the mean
 * @param standardDeviation of the population, that is divided by n
 * @param min the smallest
 * @param median the middle
 * @param max the largest
 */
public record Moments(double mean, double standardDeviation, double min, double median, double max) {

    /** Needs at least one value. */
    public static Moments of(double[] sorted) {
        double mean = mean(sorted);
        double squares = 0;
        double rest = 0;
        for (double value : sorted) {
            double difference = value - mean;
            squares += difference * difference;
            rest += difference;
        }
        int n = sorted.length;
        double variance = Math.max(0, (squares - rest * rest / n) / n);
        double median = QuantileBins.quantile(sorted, 0.5);
        return new Moments(mean, Math.sqrt(variance), sorted[0], median, sorted[n - 1]);
    }

    /** Kahan's summation, of shares of the values where their sum would overflow. */
    private static double mean(double[] sorted) {
        int n = sorted.length;
        boolean huge = Math.max(Math.abs(sorted[0]), Math.abs(sorted[n - 1])) > Double.MAX_VALUE / n;
        double divisor = huge ? n : 1;
        double sum = 0;
        double lost = 0;
        for (double value : sorted) {
            double term = value / divisor - lost;
            double next = sum + term;
            lost = next - sum - term;
            sum = next;
        }
        return huge ? sum : sum / n;
    }
}
