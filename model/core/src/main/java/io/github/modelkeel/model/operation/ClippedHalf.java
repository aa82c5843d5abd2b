package io.github.modelkeel.model.operation;

/**
 * {@code (x + 1) / 2} of numbers clipped to -1 and 1: the probability by scikit-learn's modified Huber loss.
 *
 * @param size how many numbers, at least 1
 */
public record ClippedHalf(int size) implements Elementwise {
    /**
     * Checks the size.
     *
     * @param size how many numbers, at least 1
     * @throws IllegalArgumentException if it is below 1
     */
    public ClippedHalf {
        if (size < 1) {
            throw new IllegalArgumentException("the number of inputs must be at least 1: " + size);
        }
    }

    @Override
    public int inputs() {
        return size;
    }

    @Override
    public double apply(int index, double value) {
        return (Math.min(Math.max(value, -1), 1) + 1) / 2;
    }

    @Override
    public boolean monotone() {
        return true;
    }
}
