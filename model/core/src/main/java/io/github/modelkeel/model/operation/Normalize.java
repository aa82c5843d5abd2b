package io.github.modelkeel.model.operation;

import java.util.Locale;
import java.util.Objects;

/**
 * Divides the inputs by their common size; by nothing where that is too small. The size is summed in the order of the inputs; a source that sums
 * in another order, as numpy does over eight and more columns, differs in the last bits.
 *
 * @param norm how the size is measured
 * @param smallest a size below it counts as 1
 * @param inputs how many inputs, at least 1
 */
public record Normalize(Norm norm, double smallest, int inputs) implements Operation {
    /** How a size is measured. Immutable, as every enum is. */
    public enum Norm {
        /** The sum of the absolute values. */
        L1,
        /** The root of the sum of the squares. */
        L2,
        /** The largest absolute value. */
        MAX
    }

    /**
     * Checks the parts.
     *
     * @param norm how the size is measured
     * @param smallest a size below it counts as 1
     * @param inputs how many inputs, at least 1
     * @throws IllegalArgumentException if there are none, or the smallest size is not between 0 and 1
     */
    public Normalize {
        Objects.requireNonNull(norm, "norm");
        Sizes.requireSome(inputs, "inputs");
        if (!(smallest > 0 && smallest < 1)) {
            throw new IllegalArgumentException("the smallest size must be above 0 and below 1: " + smallest);
        }
    }

    @Override
    public int outputs() {
        return inputs;
    }

    @Override
    public String words(int input) {
        return "divide by the norm " + norm.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Kernel compile(CompileContext around) {
        int count = inputs;
        return (slots, from, to) -> {
            double size = 0;
            for (int i = 0; i < count; i++) {
                size = add(size, slots[from[i]]);
            }
            double root = norm == Norm.L2 ? Math.sqrt(size) : size;
            double divisor = root < smallest ? 1 : root;
            for (int i = 0; i < count; i++) {
                slots[to + i] = slots[from[i]] / divisor;
            }
        };
    }

    private double add(double size, double value) {
        return switch (norm) {
            case L1 -> size + Math.abs(value);
            case L2 -> size + value * value;
            case MAX -> Math.max(size, Math.abs(value));
        };
    }
}
