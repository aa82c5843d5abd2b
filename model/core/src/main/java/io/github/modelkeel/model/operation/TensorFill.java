package io.github.modelkeel.model.operation;

/**
 * Each number, or its replacement where it is missing or where it equals a certain number.
 *
 * @param replacements a replacement a number
 * @param replaced the number that is replaced, NaN for a missing one
 */
public record TensorFill(Numbers replacements, double replaced) implements Elementwise {
    /**
     * Checks the count.
     *
     * @param replacements a replacement a number
     * @param replaced the number that is replaced, NaN for a missing one
     * @throws IllegalArgumentException if there are none
     */
    public TensorFill {
        if (replacements.isEmpty()) {
            throw new IllegalArgumentException("a fill needs a replacement");
        }
    }

    @Override
    public int inputs() {
        return replacements.size();
    }

    @Override
    public double apply(int index, double value) {
        boolean hit = Double.isNaN(replaced) ? Double.isNaN(value) : value == replaced;
        return hit ? replacements.get(index) : value;
    }

    /** Of numbers that are there, a fill of missing ones changes none. */
    @Override
    public boolean monotone() {
        return Double.isNaN(replaced);
    }
}
