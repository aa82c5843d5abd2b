package io.github.modelkeel.model.operation;

/**
 * {@code weights * x + intercepts}: each output is the sum of the products, term by term from 0 in the order of the inputs, and its
 * intercept last. A library that multiplies by BLAS adds in an order of its own, which depends on the processor; the results then
 * differ in the last bits, the more the more terms cancel out.
 *
 * @param weights a row an output, a column an input; finite
 * @param intercepts one an output; finite
 */
public record Affine(Matrix weights, Numbers intercepts) implements WeightedSums {
    /**
     * Checks the sizes.
     *
     * @param weights a row an output, a column an input; finite
     * @param intercepts one an output; finite
     * @throws IllegalArgumentException if the sizes do not fit or a number is not finite
     */
    public Affine {
        WeightedSums.check(weights, intercepts);
    }

    @Override
    public String words(int input) {
        return "weigh into " + outputs();
    }

    @Override
    public Kernel compile(CompileContext around) {
        double[] factors = weights.values().toArray();
        double[] last = intercepts.toArray();
        return (slots, from, to) -> {
            for (int output = 0; output < last.length; output++) {
                slots[to + output] = WeightedSums.sum(factors, output, slots, from) + last[output];
            }
        };
    }
}
