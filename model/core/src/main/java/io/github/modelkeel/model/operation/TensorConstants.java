package io.github.modelkeel.model.operation;

import java.util.Arrays;

/**
 * Numbers that are the same for every row.
 *
 * @param numbers the numbers, at least one
 */
public record TensorConstants(Numbers numbers) implements Operation {
    /**
     * Checks that there are some.
     *
     * @param numbers the numbers, at least one
     * @throws IllegalArgumentException if there is none
     */
    public TensorConstants {
        if (numbers.isEmpty()) {
            throw new IllegalArgumentException("constants need a number");
        }
    }

    @Override
    public int inputs() {
        return 0;
    }

    @Override
    public int outputs() {
        return numbers.size();
    }

    @Override
    public boolean mayBeMissing(int output, boolean[] missingInputs) {
        return Double.isNaN(numbers.get(output));
    }

    @Override
    public Kernel compile(CompileContext around) {
        double[] values = numbers.toArray();
        return (slots, from, to) -> System.arraycopy(values, 0, slots, to, values.length);
    }

    @Override
    public String toString() {
        return "TensorConstants" + Arrays.toString(numbers.toArray());
    }
}
