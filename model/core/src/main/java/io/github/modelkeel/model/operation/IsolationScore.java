package io.github.modelkeel.model.operation;

/**
 * The score of samples of an isolation forest, {@code -(2 ^ -(depths / divisor))}, from the sum of the depths of its trees: between -1,
 * an outlier, and 0. The power is within one ulp of the C library's.
 *
 * @param divisor the number of trees times the mean depth of a sample of their size, above 0
 */
public record IsolationScore(double divisor) implements Operation {
    /**
     * Checks the number.
     *
     * @param divisor the number of trees times the mean depth of a sample of their size, above 0
     * @throws IllegalArgumentException if it is out of range
     */
    public IsolationScore {
        if (!(divisor > 0) || Double.isInfinite(divisor)) {
            throw new IllegalArgumentException("the divisor must be finite and above 0: " + divisor);
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
        return (slots, from, to) -> slots[to] = of(slots[from[0]], divisor);
    }

    static double of(double depths, double divisor) {
        return -StrictMath.pow(2, -(depths / divisor));
    }
}
