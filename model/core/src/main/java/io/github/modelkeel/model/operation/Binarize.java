package io.github.modelkeel.model.operation;

/**
 * 1 for a number above a threshold, 0 for another one.
 *
 * @param threshold the threshold
 * @param inputs how many inputs, at least 1
 */
public record Binarize(double threshold, int inputs) implements Elementwise {
    /**
     * Checks the parts.
     *
     * @param threshold the threshold
     * @param inputs how many inputs, at least 1
     * @throws IllegalArgumentException if there are no inputs or the threshold is NaN
     */
    public Binarize {
        Sizes.requireSome(inputs, "inputs");
        if (Double.isNaN(threshold)) {
            throw new IllegalArgumentException("a threshold must be a number");
        }
    }

    @Override
    public String words(int input) {
        return "1 above " + threshold;
    }

    @Override
    public double apply(int index, double value) {
        return Double.isNaN(value) ? value : value > threshold ? 1 : 0;
    }

    @Override
    public boolean monotone() {
        return true;
    }
}
