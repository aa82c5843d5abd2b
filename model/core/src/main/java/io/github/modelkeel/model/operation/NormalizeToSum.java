package io.github.modelkeel.model.operation;

/**
 * Numbers divided by their sum, added up in their order; all equal when the sum is 0. So scikit-learn makes probabilities of several
 * yes-or-no answers.
 *
 * @param size how many numbers it reads, at least 1
 */
public record NormalizeToSum(int size) implements VectorOperation {
    /**
     * Checks the size.
     *
     * @param size how many numbers it reads, at least 1
     * @throws IllegalArgumentException if it is below 1
     */
    public NormalizeToSum {
        Sizes.requireSome(size, "inputs");
    }

    @Override
    public Kernel compile(CompileContext around) {
        return (slots, from, to) -> {
            double sum = 0;
            for (int slot : from) {
                sum += slots[slot];
            }
            for (int i = 0; i < from.length; i++) {
                slots[to + i] = sum == 0 ? 1.0 / from.length : slots[from[i]] / sum;
            }
        };
    }
}
