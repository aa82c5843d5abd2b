package io.github.modelkeel.model.operation;

/**
 * Shares that add up to 1 from logarithms: {@code exp(x - log(sum of exp(x)))}, the logarithm of the sum taken as the largest
 * {@code x} plus {@code log(sum of exp(x - largest))}. So scikit-learn's naive Bayes does, and its boosting before version 1.4.
 *
 * <p>Bound: each exponential and logarithm is within one ulp of the C library's; a share is then within {@code 2 + |log(sum)|} ulp, since
 * the exponential widens what is lost in its argument.
 *
 * @param size how many there are, at least 1
 */
public record SoftmaxOfLogs(int size) implements VectorOperation {
    /**
     * Checks the size.
     *
     * @param size how many there are, at least 1
     * @throws IllegalArgumentException if it is below 1
     */
    public SoftmaxOfLogs {
        Sizes.requireSome(size, "inputs");
    }

    @Override
    public Kernel compile(CompileContext around) {
        return (slots, from, to) -> {
            double largest = slots[from[0]];
            for (int slot : from) {
                largest = Math.max(largest, slots[slot]);
            }
            double sum = 0;
            for (int slot : from) {
                sum += StrictMath.exp(slots[slot] - largest);
            }
            double logarithm = StrictMath.log(sum) + largest;
            for (int i = 0; i < from.length; i++) {
                slots[to + i] = StrictMath.exp(slots[from[i]] - logarithm);
            }
        };
    }
}
