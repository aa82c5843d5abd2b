package io.github.modelkeel.model.operation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * What the nearest known points say: the mean of their values, weighted or not, number by number. For a classifier a point's values are 1
 * for its class and 0 for the others.
 *
 * <p>A distance is {@code (sum of |x - y|^p)^(1/p)}, the sum in the order of the features, as scikit-learn's trees of points compute it.
 * Of points at the same distance those that come first are taken; scikit-learn takes those that its tree meets first, so an answer can
 * differ where the last neighbor ties with the next one. The mean adds up the neighbors from the nearest on; bound: {@code k} half ulps
 * of the sum for {@code k} neighbors.
 *
 * @param points a row a known point
 * @param values a row of values a known point
 * @param count how many neighbors
 * @param power the power p of the distance, at least 1
 * @param byDistance whether a neighbor weighs 1 by its distance; those at distance 0 then are the only ones
 */
public record Neighbors(Matrix points, Matrix values, int count, double power, boolean byDistance)
        implements Operation {
    /**
     * Checks the sizes.
     *
     * @param points a row a known point
     * @param values a row of values a known point
     * @param count how many neighbors
     * @param power the power p of the distance, at least 1
     * @param byDistance whether a neighbor weighs 1 by its distance
     * @throws IllegalArgumentException if a size does not fit, or a number is not finite
     */
    public Neighbors {
        Objects.requireNonNull(points, "points").values().requireFinite("points");
        Objects.requireNonNull(values, "values").values().requireFinite("values");
        if (points.rows() != values.rows() || count < 1 || count > points.rows()) {
            throw new IllegalArgumentException(
                    "there must be a row of values a point, and as many points as neighbors: " + points.rows() + ", "
                            + values.rows() + ", " + count);
        }
        if (!(power >= 1) || Double.isInfinite(power)) {
            throw new IllegalArgumentException("the power of the distance must be at least 1: " + power);
        }
    }

    @Override
    public int inputs() {
        return points.columns();
    }

    @Override
    public int outputs() {
        return values.columns();
    }

    @Override
    public Kernel compile(CompileContext around) {
        double[] known = points.values().toArray();
        double[] said = values.values().toArray();
        return (slots, from, to) -> {
            double[] distances = distances(known, slots, from);
            int[] nearest = nearest(distances);
            double[] weights = weights(distances, nearest);
            double total = 0;
            for (double weight : weights) {
                total += weight;
            }
            for (int k = 0; k < outputs(); k++) {
                double sum = 0;
                for (int i = 0; i < count; i++) {
                    sum += said[nearest[i] * outputs() + k] * weights[i];
                }
                slots[to + k] = sum / total;
            }
        };
    }

    private double[] distances(double[] known, double[] slots, int[] from) {
        double[] distances = new double[points.rows()];
        int at = 0;
        for (int row = 0; row < distances.length; row++) {
            double sum = 0;
            for (int slot : from) {
                double off = Math.abs(slots[slot] - known[at++]);
                sum += power == 2 ? off * off : power == 1 ? off : StrictMath.pow(off, power);
            }
            distances[row] = power == 2 ? Math.sqrt(sum) : power == 1 ? sum : StrictMath.pow(sum, 1 / power);
        }
        return distances;
    }

    private int[] nearest(double[] distances) {
        return IntStream.range(0, distances.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> distances[i]))
                .limit(count)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private double[] weights(double[] distances, int[] nearest) {
        double[] weights = new double[count];
        Arrays.fill(weights, 1);
        if (byDistance) {
            Arrays.setAll(weights, i -> 1 / distances[nearest[i]]);
            if (Arrays.stream(weights).anyMatch(Double::isInfinite)) {
                Arrays.setAll(weights, i -> Double.isInfinite(weights[i]) ? 1 : 0);
            }
        }
        return weights;
    }
}
