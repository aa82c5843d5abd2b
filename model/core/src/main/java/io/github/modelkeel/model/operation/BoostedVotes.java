package io.github.modelkeel.model.operation;

import java.util.Objects;

/**
 * The decision of AdaBoost (SAMME) for each class: a member adds its weight to the class it votes for and {@code -1 / (classes - 1)} times
 * its weight to the others, in the order of the members; the sum is divided. An input is the index of the class that a member votes for.
 * The bits are scikit-learn's.
 *
 * @param classes how many classes, at least 2
 * @param weights a finite weight a member, at least one
 * @param divisor what the sum is divided by, finite and not 0
 */
public record BoostedVotes(int classes, Numbers weights, double divisor) implements Operation {
    /**
     * Checks the sizes.
     *
     * @param classes how many classes, at least 2
     * @param weights a finite weight a member, at least one
     * @param divisor what the sum is divided by, finite and not 0
     * @throws IllegalArgumentException if there are too few classes or members, or a number is not finite
     */
    public BoostedVotes {
        Objects.requireNonNull(weights, "weights").requireFinite("weights");
        if (classes < 2 || weights.isEmpty()) {
            throw new IllegalArgumentException(
                    "there must be two classes and a member: " + classes + ", " + weights.size());
        }
        if (divisor == 0 || !Double.isFinite(divisor)) {
            throw new IllegalArgumentException("the divisor must be finite and not 0: " + divisor);
        }
    }

    @Override
    public int inputs() {
        return weights.size();
    }

    @Override
    public int outputs() {
        return classes;
    }

    @Override
    public Kernel compile(CompileContext around) {
        double[] each = weights.toArray();
        double share = -1.0 / (classes - 1);
        return (slots, from, to) -> {
            for (int k = 0; k < classes; k++) {
                double sum = 0;
                for (int member = 0; member < each.length; member++) {
                    sum += (int) slots[from[member]] == k ? each[member] : share * each[member];
                }
                slots[to + k] = sum / divisor;
            }
        };
    }
}
