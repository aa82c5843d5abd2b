package io.github.modelkeel.model.operation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A list of whole numbers. Immutable. */
public final class Indices {
    private static final Indices NONE = new Indices(new int[0]);

    private final int[] values;

    private Indices(int[] values) {
        this.values = values;
    }

    /**
     * Copies an array.
     *
     * @param values the numbers
     * @return the list
     */
    public static Indices of(int... values) {
        return values.length == 0 ? NONE : new Indices(values.clone());
    }

    /**
     * Copies a list.
     *
     * @param values the numbers
     * @return the list
     */
    public static Indices of(List<Integer> values) {
        return of(values.stream().mapToInt(Integer::intValue).toArray());
    }

    /**
     * The numbers from one on.
     *
     * @param start the first
     * @param count how many, at least 0
     * @return the list
     */
    public static Indices range(int start, int count) {
        return of(IntStream.range(start, start + count).toArray());
    }

    /**
     * A number of the list.
     *
     * @param index its index
     * @return the number
     * @throws IndexOutOfBoundsException if there is no such index
     */
    public int get(int index) {
        return values[index];
    }

    /** {@return how many there are, at least 0} */
    public int size() {
        return values.length;
    }

    /** {@return the numbers, a new array} */
    public int[] toArray() {
        return values.clone();
    }

    /**
     * Checks that every number is an index.
     *
     * @param bound what each must be below
     * @param what a description of the list
     * @return this list
     * @throws IllegalArgumentException if one is negative or too large
     */
    public Indices requireBelow(int bound, String what) {
        for (int value : values) {
            if (value < 0 || value >= bound) {
                throw new IllegalArgumentException(what + " must be 0 to " + (bound - 1) + ": " + value);
            }
        }
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Indices that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return values.length <= 8 ? Arrays.toString(values) : "[" + values.length + " indices]";
    }
}
