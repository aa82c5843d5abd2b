package io.github.modelkeel.model.operation;

import java.util.Arrays;
import java.util.Objects;

/**
 * The index of a number among known ones; NaN for any other, and for a missing one. For the categorical features of scikit-learn's
 * histogram boosting.
 *
 * @param categories the known numbers, ascending and finite
 * @param truncated whether a number's fraction is cut off before it is looked for, and numbers below 0 are unknown
 */
public record CategoryIndex(Numbers categories, boolean truncated) implements Elementwise {
    /**
     * Checks the order.
     *
     * @param categories the known numbers, ascending and finite
     * @param truncated whether a number's fraction is cut off before it is looked for
     * @throws IllegalArgumentException if a number is not finite, or not above the one before it
     */
    public CategoryIndex {
        Objects.requireNonNull(categories, "categories").requireFinite("categories");
        for (int i = 1; i < categories.size(); i++) {
            if (!(categories.get(i - 1) < categories.get(i))) {
                throw new IllegalArgumentException(
                        "categories must ascend: " + categories.get(i) + " after " + categories.get(i - 1));
            }
        }
    }

    @Override
    public int inputs() {
        return 1;
    }

    @Override
    public double apply(int index, double value) {
        return find(categories.toArray(), value);
    }

    @Override
    public boolean monotone() {
        return false;
    }

    @Override
    public boolean mayBeMissing(int output, boolean[] missingInputs) {
        return true;
    }

    private double find(double[] known, double value) {
        if (Double.isNaN(value) || (truncated && value < 0)) {
            return Double.NaN;
        }
        int at = Arrays.binarySearch(known, (truncated ? Math.floor(value) : value) + 0.0);
        return at < 0 ? Double.NaN : at;
    }

    @Override
    public Kernel compile(CompileContext around) {
        double[] known = categories.toArray();
        return (slots, from, to) -> slots[to] = find(known, slots[from[0]]);
    }
}
