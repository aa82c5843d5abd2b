package io.github.modelkeel.model.operation;

/**
 * Says which inputs are missing: 1 for one that is, 0 for one that is not.
 *
 * @param marker what counts as missing: NaN, or a number that marks it
 * @param inputs how many inputs, at least 1
 */
public record Flag(double marker, int inputs) implements Elementwise {
    /**
     * Checks the number of inputs.
     *
     * @param marker what counts as missing: NaN, or a number that marks it
     * @param inputs how many inputs, at least 1
     * @throws IllegalArgumentException if there are none
     */
    public Flag {
        Sizes.requireSome(inputs, "inputs");
    }

    @Override
    public String words(int input) {
        return "1 where missing";
    }

    @Override
    public double apply(int index, double value) {
        return value == marker || (Double.isNaN(value) && Double.isNaN(marker)) ? 1 : 0;
    }

    @Override
    public boolean monotone() {
        return false;
    }
}
