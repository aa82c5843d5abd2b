package io.github.modelkeel.model.scorer;

import io.github.modelkeel.model.Scorer;
import java.util.Arrays;
import java.util.Objects;

/**
 * A weighted sum of the features plus an intercept. Immutable and safe for use by multiple threads.
 *
 * <p>Floating-point sums depend on their order, so the order is part of the model: the sum starts at 0, adds
 * {@code weight * feature} term by term, and the intercept last.
 */
public final class LinearScorer implements Scorer {
    private final int[] order;
    private final double[] weights;
    private final double intercept;

    private LinearScorer(int[] order, double[] weights, double intercept) {
        this.order = order;
        this.weights = weights;
        this.intercept = intercept;
    }

    /**
     * A scorer that sums in the order of the features.
     *
     * @param weights one finite weight a feature
     * @param intercept the finite intercept
     * @return the scorer
     * @throws IllegalArgumentException if there is no weight, or one is not finite
     */
    public static LinearScorer of(double[] weights, double intercept) {
        Objects.requireNonNull(weights, "weights");
        int[] order = new int[weights.length];
        Arrays.setAll(order, i -> i);
        return inOrder(order, weights, intercept);
    }

    /**
     * A scorer that sums in a given order.
     *
     * @param order the features' indices in the order of the sum, each exactly once
     * @param weights one finite weight a feature, by the feature's index
     * @param intercept the finite intercept
     * @return the scorer
     * @throws IllegalArgumentException if there is no weight, a number is not finite, or the order is not a permutation
     */
    public static LinearScorer inOrder(int[] order, double[] weights, double intercept) {
        Objects.requireNonNull(order, "order");
        Objects.requireNonNull(weights, "weights");
        if (weights.length == 0) {
            throw new IllegalArgumentException("a linear scorer needs a weight");
        }
        for (double weight : weights) {
            requireFinite(weight);
        }
        requireFinite(intercept);
        requirePermutation(order, weights.length);
        return new LinearScorer(order.clone(), weights.clone(), intercept);
    }

    private static void requireFinite(double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("a coefficient must be finite: " + number);
        }
    }

    private static void requirePermutation(int[] order, int size) {
        boolean[] seen = new boolean[size];
        if (order.length != size) {
            throw new IllegalArgumentException("the order has " + order.length + " indices for " + size + " weights");
        }
        for (int index : order) {
            if (index < 0 || index >= size || seen[index]) {
                throw new IllegalArgumentException("the order must name each feature once: index " + index);
            }
            seen[index] = true;
        }
    }

    @Override
    public int featureCount() {
        return weights.length;
    }

    @Override
    public double score(double[] features) {
        Objects.requireNonNull(features, "features");
        Objects.checkIndex(weights.length - 1, features.length);
        double sum = 0;
        for (int index : order) {
            sum += weights[index] * features[index];
        }
        return sum + intercept;
    }

    @Override
    public boolean acceptsMissing() {
        return false;
    }

    @Override
    public double[] importance() {
        double[] sizes = weights.clone();
        Arrays.setAll(sizes, i -> Math.abs(sizes[i]));
        return sizes;
    }

    /**
     * The order of the sum.
     *
     * @return the features' indices, a new array
     */
    public int[] order() {
        return order.clone();
    }

    /**
     * The weights.
     *
     * @return one a feature, by the feature's index, a new array
     */
    public double[] weights() {
        return weights.clone();
    }

    /**
     * The intercept.
     *
     * @return what is added last
     */
    public double intercept() {
        return intercept;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LinearScorer that
                && Arrays.equals(order, that.order)
                && Arrays.equals(weights, that.weights)
                && Double.compare(intercept, that.intercept) == 0;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(weights) * 31 + Double.hashCode(intercept);
    }

    @Override
    public String toString() {
        return "LinearScorer[features=" + weights.length + "]";
    }
}
