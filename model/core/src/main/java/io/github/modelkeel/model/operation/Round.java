package io.github.modelkeel.model.operation;

/**
 * Rounds to the nearest 32-bit float, as a source does that holds its numbers in 32 bits.
 *
 * @param inputs how many inputs, at least 1
 */
public record Round(int inputs) implements Elementwise {
    /**
     * Checks the number of inputs.
     *
     * @param inputs how many inputs, at least 1
     * @throws IllegalArgumentException if there are none
     */
    public Round {
        Sizes.requireSome(inputs, "inputs");
    }

    @Override
    public String words(int input) {
        return "round to 32 bits";
    }

    @Override
    public double apply(int index, double value) {
        return (float) value;
    }

    @Override
    public boolean monotone() {
        return true;
    }
}
