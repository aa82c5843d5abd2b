package io.github.modelkeel.model.operation;

/**
 * Numbers that are the same in every row.
 *
 * @param values the numbers, one an output; finite
 */
public record Constant(Numbers values) implements Operation {
    /**
     * Checks the numbers.
     *
     * @param values the numbers, one an output; finite
     * @throws IllegalArgumentException if there are none or one is not finite
     */
    public Constant {
        Sizes.requireSome(values.requireFinite("constants").size(), "constants");
    }

    @Override
    public int inputs() {
        return 0;
    }

    @Override
    public int outputs() {
        return values.size();
    }

    @Override
    public Kernel compile(CompileContext around) {
        double[] numbers = values.toArray();
        return (slots, from, to) -> System.arraycopy(numbers, 0, slots, to, numbers.length);
    }
}
