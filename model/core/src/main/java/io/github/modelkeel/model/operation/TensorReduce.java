package io.github.modelkeel.model.operation;

import java.util.Objects;

/**
 * One number made of several, as ONNX's reductions make it. Sums of floats are rounded after each addition, in the order of the inputs;
 * ONNX Runtime adds in an order that depends on the processor.
 *
 * @param kind what is made
 * @param precision the type of the numbers
 * @param inputs how many numbers, at least 1
 */
public record TensorReduce(Kind kind, TensorPrecision precision, int inputs) implements Operation {
    /** What is made of the numbers. Immutable, as every enum is. */
    public enum Kind {
        /** The sum. */
        SUM,
        /** The sum divided by the count. */
        MEAN,
        /** The sum of the absolute values. */
        ABSOLUTE_SUM,
        /** The sum of the squares. */
        SQUARE_SUM,
        /** The square root of the sum of the squares. */
        LENGTH,
        /** The product. */
        PRODUCT,
        /** The smallest number. */
        MINIMUM,
        /** The largest number. */
        MAXIMUM,
        /** The index of the first largest number. */
        INDEX_OF_MAXIMUM,
        /** The index of the first smallest number. */
        INDEX_OF_MINIMUM
    }

    /**
     * Checks the count.
     *
     * @param kind what is made
     * @param precision the type of the numbers
     * @param inputs how many numbers, at least 1
     * @throws IllegalArgumentException if there are none
     */
    public TensorReduce {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(precision, "precision");
        if (inputs < 1) {
            throw new IllegalArgumentException("a reduction needs a number: " + inputs);
        }
    }

    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public Kernel compile(CompileContext around) {
        boolean index = kind == Kind.INDEX_OF_MAXIMUM || kind == Kind.INDEX_OF_MINIMUM;
        return (slots, from, to) -> slots[to] = index ? indexOf(slots, from) : finish(fold(slots, from));
    }

    private double indexOf(double[] slots, int[] from) {
        boolean largest = kind == Kind.INDEX_OF_MAXIMUM;
        int best = 0;
        for (int i = 1; i < inputs; i++) {
            double value = slots[from[i]];
            double champion = slots[from[best]];
            if (largest ? value > champion : value < champion) {
                best = i;
            }
        }
        return best;
    }

    private double fold(double[] slots, int[] from) {
        double result = term(slots[from[0]]);
        for (int i = 1; i < inputs; i++) {
            double term = term(slots[from[i]]);
            result = precision.of(
                    switch (kind) {
                        case PRODUCT -> result * term;
                        case MINIMUM -> Math.min(result, term);
                        case MAXIMUM -> Math.max(result, term);
                        default -> result + term;
                    });
        }
        return result;
    }

    private double term(double value) {
        return switch (kind) {
            case ABSOLUTE_SUM -> Math.abs(value);
            case SQUARE_SUM, LENGTH -> precision.of(value * value);
            default -> value;
        };
    }

    private double finish(double value) {
        return switch (kind) {
            case MEAN -> precision.of(value / inputs);
            case LENGTH -> precision.of(Math.sqrt(value));
            default -> value;
        };
    }
}
