package io.github.modelkeel.model.operation;

/**
 * {@code weights * x + intercepts} of floats: the exact products are added up in a double, which is rounded to a float, and the intercept
 * is added to that. ONNX Runtime adds in floats, in an order that depends on the processor and on the number of rows; its results differ
 * from these by less than a unit in the last place of the largest partial sum for each term.
 *
 * @param weights a row an output, a column an input; finite floats
 * @param intercepts one an output; finite floats
 */
public record FloatAffine(Matrix weights, Numbers intercepts) implements WeightedSums {
    /**
     * Checks the sizes.
     *
     * @param weights a row an output, a column an input; finite floats
     * @param intercepts one an output; finite floats
     * @throws IllegalArgumentException if the sizes do not fit or a number is not finite
     */
    public FloatAffine {
        WeightedSums.check(weights, intercepts);
    }

    @Override
    public Kernel compile(CompileContext around) {
        double[] factors = weights.values().toArray();
        double[] last = intercepts.toArray();
        return (slots, from, to) -> {
            for (int output = 0; output < last.length; output++) {
                slots[to + output] = (float) WeightedSums.sum(factors, output, slots, from) + (float) last[output];
            }
        };
    }
}
