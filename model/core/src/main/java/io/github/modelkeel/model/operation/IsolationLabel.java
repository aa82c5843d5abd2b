package io.github.modelkeel.model.operation;

/**
 * What an isolation forest says about the sum of the depths of its trees: -1, an outlier, when {@code -(2 ^ -(depths / divisor)) - offset} is
 * below 0, otherwise 1. The power is within one ulp of the C library's, so the answer can differ only for a row that is that close to
 * the limit.
 *
 * @param divisor the number of trees times the mean depth of a sample of their size, above 0
 * @param offset the limit, finite
 */
public record IsolationLabel(double divisor, double offset) implements Operation {
    /**
     * Checks the numbers.
     *
     * @param divisor the number of trees times the mean depth of a sample of their size, above 0
     * @param offset the limit, finite
     * @throws IllegalArgumentException if a number is out of range
     */
    public IsolationLabel {
        if (!(divisor > 0) || Double.isInfinite(divisor) || !Double.isFinite(offset)) {
            throw new IllegalArgumentException(
                    "the divisor must be above 0 and the offset finite: " + divisor + ", " + offset);
        }
    }

    @Override
    public int inputs() {
        return 1;
    }

    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public Kernel compile(CompileContext around) {
        return (slots, from, to) -> {
            double score = IsolationScore.of(slots[from[0]], divisor);
            slots[to] = score - offset < 0 ? -1 : 1;
        };
    }
}
