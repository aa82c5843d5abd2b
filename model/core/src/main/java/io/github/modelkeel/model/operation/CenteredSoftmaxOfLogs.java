package io.github.modelkeel.model.operation;

/**
 * Shares that add up to 1 from logarithms, the largest of which is subtracted first: {@code y = x - largest}, and then
 * {@code exp(y - log(sum of exp(y)))}, so that equal logarithms have equal shares however large they are. So scikit-learn's
 * discriminant analysis and nearest centroids do.
 *
 * <p>Bound: each exponential and logarithm is within one ulp of the C library's; a share is then within 4 ulp.
 *
 * @param size how many there are, at least 1
 */
public record CenteredSoftmaxOfLogs(int size) implements VectorOperation {
    /**
     * Checks the size.
     *
     * @param size how many there are, at least 1
     * @throws IllegalArgumentException if it is below 1
     */
    public CenteredSoftmaxOfLogs {
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
            double logarithm = StrictMath.log(sum);
            for (int i = 0; i < from.length; i++) {
                slots[to + i] = StrictMath.exp(slots[from[i]] - largest - logarithm);
            }
        };
    }
}
