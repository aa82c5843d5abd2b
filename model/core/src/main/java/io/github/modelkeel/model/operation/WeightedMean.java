package io.github.modelkeel.model.operation;

import java.util.Objects;

/**
 * The mean of what several members say, number by number: the inputs are the numbers of the first member, then those of the second, and
 * so on. The products with the weights are added up in the order of the members, from 0, and the sum is divided; without weights nothing
 * is multiplied. So scikit-learn averages the members of an ensemble: the bits are the same.
 *
 * @param members how many members, at least 1
 * @param width how many numbers each says, at least 1
 * @param weights a finite weight a member, or none
 * @param divisor what the sum is divided by, finite and not 0
 */
public record WeightedMean(int members, int width, Numbers weights, double divisor) implements Operation {
    /**
     * Checks the sizes.
     *
     * @param members how many members, at least 1
     * @param width how many numbers each says, at least 1
     * @param weights a finite weight a member, or none
     * @param divisor what the sum is divided by, finite and not 0
     * @throws IllegalArgumentException if a size does not fit, or a number is not finite
     */
    public WeightedMean {
        Objects.requireNonNull(weights, "weights").requireFinite("weights");
        if (members < 1 || width < 1 || (long) members * width > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("there must be members that say something: " + members + ", " + width);
        }
        if (!weights.isEmpty()) {
            weights.requireSize(members, "weights");
        }
        if (divisor == 0 || !Double.isFinite(divisor)) {
            throw new IllegalArgumentException("the divisor must be finite and not 0: " + divisor);
        }
    }

    @Override
    public int inputs() {
        return members * width;
    }

    @Override
    public int outputs() {
        return width;
    }

    @Override
    public Kernel compile(CompileContext around) {
        double[] factors = weights.toArray();
        return (slots, from, to) -> {
            for (int k = 0; k < width; k++) {
                double sum = 0;
                for (int member = 0; member < members; member++) {
                    double value = slots[from[member * width + k]];
                    sum += factors.length == 0 ? value : factors[member] * value;
                }
                slots[to + k] = sum / divisor;
            }
        };
    }
}
