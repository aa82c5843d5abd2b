package io.github.modelkeel.model.operation;

/**
 * {@code x * factor + offset}, each rounded. An offset of -0 changes nothing, not even the sign of a zero.
 *
 * @param factors one an input; finite
 * @param offsets one an input; finite
 */
public record ScaleShift(Numbers factors, Numbers offsets) implements Elementwise {
    /**
     * Checks the numbers.
     *
     * @param factors one an input; finite
     * @param offsets one an input; finite
     * @throws IllegalArgumentException if the sizes differ or a number is not finite
     */
    public ScaleShift {
        Sizes.requireSome(factors.requireFinite("factors").size(), "factors");
        offsets.requireFinite("offsets").requireSize(factors.size(), "offsets");
    }

    @Override
    public int inputs() {
        return factors.size();
    }

    @Override
    public String words(int input) {
        return "scale";
    }

    @Override
    public double apply(int index, double value) {
        return value * factors.get(index) + offsets.get(index);
    }

    @Override
    public boolean monotone() {
        for (int i = 0; i < factors.size(); i++) {
            if (factors.get(i) < 0) {
                return false;
            }
        }
        return true;
    }
}
