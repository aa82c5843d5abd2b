package io.github.modelkeel.model.operation;

/**
 * Moves numbers into a range, as numpy does: a number that equals a bound becomes the bound, so that -0 can become 0.
 *
 * @param low the smallest result; not NaN
 * @param high the largest result; not NaN
 * @param inputs how many inputs, at least 1
 */
public record Clip(double low, double high, int inputs) implements Elementwise {
    /**
     * Checks the range.
     *
     * @param low the smallest result; not NaN
     * @param high the largest result; not NaN
     * @param inputs how many inputs, at least 1
     * @throws IllegalArgumentException if there are no inputs or the range is empty
     */
    public Clip {
        Sizes.requireSome(inputs, "inputs");
        if (!(low <= high)) {
            throw new IllegalArgumentException("a range must not be empty: " + low + " to " + high);
        }
    }

    @Override
    public String words(int input) {
        return "clip to " + low + " to " + high;
    }

    @Override
    public double apply(int index, double value) {
        double raised = Double.isNaN(value) || value > low ? value : low;
        return Double.isNaN(raised) || raised < high ? raised : high;
    }

    @Override
    public boolean monotone() {
        return true;
    }
}
