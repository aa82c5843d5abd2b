package io.github.modelkeel.model.operation;

/**
 * A number that marks a missing value becomes missing: XGBoost's parameter {@code missing}, which it compares as a float, and 0 where
 * XGBoost is given a sparse matrix, which does not hold zeros.
 *
 * @param size how many numbers
 * @param missing the number that marks a missing value
 * @param asFloat whether both are rounded to floats before they are compared
 */
public record MissingNumber(int size, double missing, boolean asFloat) implements Elementwise {
    /**
     * Checks the size and the number.
     *
     * @param size how many numbers
     * @param missing the number that marks a missing value
     * @param asFloat whether both are rounded to floats before they are compared
     * @throws IllegalArgumentException if the size is below 1 or the number is NaN, which is missing anyway
     */
    public MissingNumber {
        if (size < 1 || Double.isNaN(missing)) {
            throw new IllegalArgumentException(
                    "a stand-in for missing numbers needs a size and a number: " + size + ", " + missing);
        }
    }

    @Override
    public int inputs() {
        return size;
    }

    @Override
    public double apply(int index, double value) {
        boolean equal = asFloat ? (float) value == (float) missing : value == missing;
        return equal ? Double.NaN : value;
    }

    @Override
    public boolean monotone() {
        return false;
    }

    @Override
    public boolean mayBeMissing(int output, boolean[] missingInputs) {
        return true;
    }
}
