package io.github.modelkeel.model.operation;

import java.util.Objects;

/**
 * What the hidden layers of a neural network do to each number. Bound: an exponential and a hyperbolic tangent are within 2 ulp of
 * numpy's.
 *
 * @param form which function
 * @param size how many numbers, at least 1
 */
public record Activation(Form form, int size) implements Elementwise {
    /** A function. Immutable, as every enum is. */
    public enum Form {
        /** The number itself. */
        IDENTITY,
        /** The number, but none below 0. */
        RELU,
        /** The hyperbolic tangent. */
        TANH,
        /** {@code 1 / (1 + exp(-x))}. */
        LOGISTIC
    }

    /**
     * Checks the size.
     *
     * @param form which function
     * @param size how many numbers, at least 1
     * @throws IllegalArgumentException if the size is below 1
     */
    public Activation {
        Objects.requireNonNull(form, "form");
        if (size < 1) {
            throw new IllegalArgumentException("the number of inputs must be at least 1: " + size);
        }
    }

    @Override
    public int inputs() {
        return size;
    }

    @Override
    public double apply(int index, double value) {
        return switch (form) {
            case IDENTITY -> value;
            case RELU -> Math.max(value, 0);
            case TANH -> StrictMath.tanh(value);
            case LOGISTIC -> 1.0 / (1.0 + StrictMath.exp(-value));
        };
    }

    @Override
    public boolean monotone() {
        return form == Form.IDENTITY || form == Form.RELU;
    }
}
