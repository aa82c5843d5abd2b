package io.github.modelkeel.model.operation;

import java.util.Objects;

/**
 * The weights of the members that vote for each class; an input is the index of the class that a member votes for.
 *
 * @param classes how many classes, at least 1
 * @param weights a finite weight a member, at least one
 */
public record VoteCount(int classes, Numbers weights) implements Operation {
    /**
     * Checks the sizes.
     *
     * @param classes how many classes, at least 1
     * @param weights a finite weight a member, at least one
     * @throws IllegalArgumentException if there are no classes or members, or a weight is not finite
     */
    public VoteCount {
        Objects.requireNonNull(weights, "weights").requireFinite("weights");
        if (classes < 1 || weights.isEmpty()) {
            throw new IllegalArgumentException("there must be classes and members: " + classes + ", " + weights.size());
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
        return (slots, from, to) -> {
            double[] counts = new double[classes];
            for (int member = 0; member < each.length; member++) {
                counts[(int) slots[from[member]]] += each[member];
            }
            System.arraycopy(counts, 0, slots, to, classes);
        };
    }
}
