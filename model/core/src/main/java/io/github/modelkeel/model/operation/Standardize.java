package io.github.modelkeel.model.operation;

/**
 * {@code (x - center) / scale}. A center of 0 and a scale of 1 change nothing, not even the sign of a zero.
 *
 * @param centers one an input; finite
 * @param scales one an input; finite and not 0
 */
public record Standardize(Numbers centers, Numbers scales) implements Elementwise {
    /**
     * Checks the numbers.
     *
     * @param centers one an input; finite
     * @param scales one an input; finite and not 0
     * @throws IllegalArgumentException if the sizes differ, a number is not finite or a scale is 0
     */
    public Standardize {
        Sizes.requireSome(centers.requireFinite("centers").size(), "centers");
        scales.requireFinite("scales").requireSize(centers.size(), "scales");
        for (int i = 0; i < scales.size(); i++) {
            if (scales.get(i) == 0) {
                throw new IllegalArgumentException("scales must not be 0");
            }
        }
    }

    @Override
    public int inputs() {
        return centers.size();
    }

    @Override
    public double apply(int index, double value) {
        return (value - centers.get(index)) / scales.get(index);
    }

    @Override
    public boolean monotone() {
        for (int i = 0; i < scales.size(); i++) {
            if (scales.get(i) < 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Kernel compile(CompileContext around) {
        double[] means = centers.toArray();
        double[] divisors = scales.toArray();
        return (slots, from, to) -> {
            for (int i = 0; i < means.length; i++) {
                slots[to + i] = (slots[from[i]] - means[i]) / divisors[i];
            }
        };
    }
}
