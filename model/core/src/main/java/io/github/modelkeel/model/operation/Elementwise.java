package io.github.modelkeel.model.operation;

/** An operation on numbers each of whose outputs depends on the input of the same index alone. */
public interface Elementwise extends Operation {
    @Override
    default int outputs() {
        return inputs();
    }

    /**
     * The output for one input.
     *
     * @param index the index of the input and the output
     * @param value the input, NaN when it is missing
     * @return the output
     * @throws io.github.modelkeel.model.InvalidInputException if the number must be refused
     */
    double apply(int index, double value);

    /**
     * Whether no output ever falls while its input grows, NaN apart. Trees behind such an operation can look at the input instead.
     *
     * @return true if that holds for every index, in floating-point arithmetic
     */
    boolean monotone();

    @Override
    default boolean mayBeMissing(int output, boolean[] missingInputs) {
        return missingInputs[output] && Double.isNaN(apply(output, Double.NaN));
    }

    @Override
    default Kernel compile(CompileContext around) {
        int count = outputs();
        return (slots, from, to) -> {
            for (int i = 0; i < count; i++) {
                slots[to + i] = apply(i, slots[from[i]]);
            }
        };
    }
}
