package io.github.modelkeel.model.operation;

/**
 * Puts a number in the place of a missing one, or of a number that marks a missing one.
 *
 * @param marker what is replaced: NaN for what is missing, or a number
 * @param values what it is replaced with, one an input; finite
 */
public record Fill(double marker, Numbers values) implements Elementwise {
    /**
     * Checks the numbers.
     *
     * @param marker what is replaced: NaN for what is missing, or a number
     * @param values what it is replaced with, one an input; finite
     * @throws IllegalArgumentException if there is no value or one is not finite
     */
    public Fill {
        Sizes.requireSome(values.requireFinite("fill values").size(), "fill values");
    }

    @Override
    public int inputs() {
        return values.size();
    }

    @Override
    public String words(int input) {
        return "fill " + values.get(input);
    }

    @Override
    public double apply(int index, double value) {
        return value == marker || (Double.isNaN(value) && Double.isNaN(marker)) ? values.get(index) : value;
    }

    @Override
    public boolean monotone() {
        return Double.isNaN(marker);
    }
}
