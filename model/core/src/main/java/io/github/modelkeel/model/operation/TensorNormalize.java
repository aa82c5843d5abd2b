package io.github.modelkeel.model.operation;

import java.util.Objects;

/**
 * Numbers that are divided by something made of all of them, in floats or doubles.
 *
 * @param kind the divisor
 * @param precision the type of the numbers
 * @param inputs how many numbers, at least 1
 */
public record TensorNormalize(Kind kind, TensorPrecision precision, int inputs) implements Operation {
    /** What the numbers are divided by. Immutable, as every enum is. */
    public enum Kind {
        /** The largest number, unless it is 0. */
        MAXIMUM,
        /** The sum of the absolute values, unless it is 0. */
        ABSOLUTE_SUM,
        /** The root of the sum of the squares, unless that is 0; each number is the root of its square's share, with its sign. */
        LENGTH,
        /** First each number becomes the exponential of its distance to the largest, then they are divided by their sum. */
        SOFTMAX,
        /** The same, but numbers within 1e-7 of 0 are not raised: they are multiplied by the largest number's inverse exponential. */
        SOFTMAX_ZERO
    }

    private static final double ALMOST_ZERO = 0.0000001f;

    /**
     * Checks the count.
     *
     * @param kind the divisor
     * @param precision the type of the numbers
     * @param inputs how many numbers, at least 1
     * @throws IllegalArgumentException if there are none
     */
    public TensorNormalize {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(precision, "precision");
        if (inputs < 1) {
            throw new IllegalArgumentException("a vector needs a number: " + inputs);
        }
    }

    @Override
    public int outputs() {
        return inputs;
    }

    @Override
    public Kernel compile(CompileContext around) {
        TensorMap exponential = new TensorMap(TensorMap.Function.EXP, precision, 1);
        return (slots, from, to) -> {
            for (int i = 0; i < inputs; i++) {
                slots[to + i] = slots[from[i]];
            }
            switch (kind) {
                case SOFTMAX, SOFTMAX_ZERO -> softmax(slots, to, exponential);
                case MAXIMUM, ABSOLUTE_SUM -> divide(slots, to);
                case LENGTH -> shares(slots, to);
            }
        };
    }

    private void softmax(double[] slots, int to, TensorMap exponential) {
        double largest = slots[to];
        for (int i = 1; i < inputs; i++) {
            largest = Math.max(largest, slots[to + i]);
        }
        double least = exponential.apply(0, -largest);
        double sum = 0;
        for (int i = 0; i < inputs; i++) {
            double value = slots[to + i];
            boolean kept = kind == Kind.SOFTMAX_ZERO && Math.abs(value) <= ALMOST_ZERO;
            double raised = kept ? precision.of(value * least) : exponential.apply(0, precision.of(value - largest));
            slots[to + i] = raised;
            sum = kept ? sum : precision.of(sum + raised);
        }
        for (int i = 0; i < inputs; i++) {
            slots[to + i] = precision.of(slots[to + i] / sum);
        }
    }

    private void divide(double[] slots, int to) {
        boolean largest = kind == Kind.MAXIMUM;
        double divisor = largest ? slots[to] : Math.abs(slots[to]);
        for (int i = 1; i < inputs; i++) {
            double value = slots[to + i];
            divisor = largest ? Math.max(divisor, value) : precision.of(divisor + Math.abs(value));
        }
        if (divisor != 0) {
            for (int i = 0; i < inputs; i++) {
                slots[to + i] = precision.of(slots[to + i] / divisor);
            }
        }
    }

    private void shares(double[] slots, int to) {
        double sum = 0;
        for (int i = 0; i < inputs; i++) {
            sum = precision.of(sum + precision.of(slots[to + i] * slots[to + i]));
        }
        if (sum != 0) {
            for (int i = 0; i < inputs; i++) {
                double value = slots[to + i];
                double root = precision.of(Math.sqrt(precision.of(precision.of(value * value) / sum)));
                slots[to + i] = value < 0 ? -root : root;
            }
        }
    }
}
