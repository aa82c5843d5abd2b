package io.github.modelkeel.model.operation;

import java.util.Arrays;

/** A list of doubles. Immutable; equal when all bits are equal. */
public final class Numbers {
    private static final Numbers NONE = new Numbers(new double[0]);

    private final double[] values;

    private Numbers(double[] values) {
        this.values = values;
    }

    /**
     * Copies an array.
     *
     * @param values the numbers
     * @return the list
     */
    public static Numbers of(double... values) {
        return values.length == 0 ? NONE : new Numbers(values.clone());
    }

    /**
     * A number of the list.
     *
     * @param index its index
     * @return the number
     * @throws IndexOutOfBoundsException if there is no such index
     */
    public double get(int index) {
        return values[index];
    }

    /** {@return how many there are, at least 0} */
    public int size() {
        return values.length;
    }

    /**
     * Whether there are none.
     *
     * @return true for an empty list
     */
    public boolean isEmpty() {
        return values.length == 0;
    }

    /** {@return the numbers, a new array} */
    public double[] toArray() {
        return values.clone();
    }

    /**
     * Checks that no number is NaN or infinite.
     *
     * @param what a description of the list
     * @return this list
     * @throws IllegalArgumentException if one is
     */
    public Numbers requireFinite(String what) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(what + " must be finite: " + value);
            }
        }
        return this;
    }

    /**
     * Checks the number of numbers.
     *
     * @param size the size it must have
     * @param what a description of the list
     * @return this list
     * @throws IllegalArgumentException if it has another
     */
    public Numbers requireSize(int size, String what) {
        if (values.length != size) {
            throw new IllegalArgumentException(what + " must be " + size + ", they are " + values.length);
        }
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Numbers that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return values.length <= 8 ? Arrays.toString(values) : "[" + values.length + " numbers]";
    }
}
