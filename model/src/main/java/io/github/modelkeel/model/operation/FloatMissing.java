package io.github.modelkeel.model.operation;

/**
 * A number that stands for a missing one becomes missing, compared as a float: XGBoost's parameter {@code missing}, and 0 where it is
 * given a sparse matrix.
 *
 * @param size how many numbers
 * @param missing the number that stands for a missing one
 */
public record FloatMissing(int size, double missing) implements Elementwise {
    /**
     * Checks the size and the number.
     *
     * @param size how many numbers
     * @param missing the number that stands for a missing one
     * @throws IllegalArgumentException if the size is below 1 or the number is NaN, which is missing anyway
     */
    public FloatMissing {
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
        return (float) value == (float) missing ? Double.NaN : value;
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
