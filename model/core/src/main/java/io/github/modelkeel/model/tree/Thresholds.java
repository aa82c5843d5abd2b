package io.github.modelkeel.model.tree;

import java.util.stream.DoubleStream;

/**
 * Makes every rule of comparison into {@code feature <= threshold} on doubles, without changing the outcome for any double.
 *
 * @param orEqual whether the source sends a feature that equals the threshold to the left
 * @param floats whether the source rounds a feature to a float before it compares it
 */
public record Thresholds(boolean orEqual, boolean floats) {
    /** The largest double that the source sends to the left; {@code -Infinity} sends only itself, {@code Infinity} all. */
    double inclusive(double threshold) {
        if (!floats) {
            return orEqual ? threshold : Math.nextDown(threshold);
        }
        return largestRoundingTo(inclusiveFloat(threshold));
    }

    /** Those of some thresholds that can be exceeded, ascending: numbers above all of them are to the left of the rest. */
    public double[] cuts(DoubleStream thresholds) {
        return thresholds
                .map(threshold -> inclusive(threshold) + 0.0)
                .filter(cut -> cut != Double.POSITIVE_INFINITY)
                .distinct()
                .sorted()
                .toArray();
    }

    /** The largest float that the source sends to the left. */
    float inclusiveFloat(double threshold) {
        float single = (float) threshold;
        return orEqual ? single : Math.nextDown(single);
    }

    /**
     * The largest double whose nearest float is at most the given one: the midpoint to the next float, or just below it when the tie
     * goes to the next float. The midpoint has one significant bit more than a float, so it is exact.
     */
    private static double largestRoundingTo(float limit) {
        if (limit == Float.POSITIVE_INFINITY) {
            return Double.POSITIVE_INFINITY;
        }
        double midpoint = Float.isInfinite(limit) || limit == Float.MAX_VALUE
                ? edge(limit)
                : ((double) limit + Math.nextUp(limit)) / 2;
        return (float) midpoint <= limit ? midpoint : Math.nextDown(midpoint);
    }

    /** Beyond the largest floats, rounding works as if there were a next power of two. */
    private static double edge(float limit) {
        double half = (double) Math.ulp(Float.MAX_VALUE) / 2;
        return limit > 0 ? Float.MAX_VALUE + half : -Float.MAX_VALUE - half;
    }
}
