package io.github.modelkeel.model.operation;

/**
 * {@code weights * x + intercepts}: each output is the sum of the products, term by term from 0 in the order of the inputs, and its
 * intercept last. A library that multiplies by BLAS adds in an order of its own, which depends on the processor; the results then
 * differ in the last bits, the more the more terms cancel out.
 *
 * @param weights a row an output, a column an input; finite
 * @param intercepts one an output; finite
 */
public record Affine(Matrix weights, Numbers intercepts) implements Operation {
    /**
     * Checks the sizes.
     *
     * @param weights a row an output, a column an input; finite
     * @param intercepts one an output; finite
     * @throws IllegalArgumentException if the sizes do not fit or a number is not finite
     */
    public Affine {
        weights.values().requireFinite("weights");
        intercepts.requireFinite("intercepts").requireSize(weights.rows(), "intercepts");
    }

    @Override
    public int inputs() {
        return weights.columns();
    }

    @Override
    public int outputs() {
        return weights.rows();
    }

    @Override
    public String words(int input) {
        return "weigh into " + outputs();
    }

    @Override
    public Kernel compile(Surroundings around) {
        double[] factors = weights.values().toArray();
        double[] last = intercepts.toArray();
        int terms = inputs();
        return (slots, from, to) -> {
            for (int output = 0; output < last.length; output++) {
                double sum = 0;
                for (int i = 0; i < terms; i++) {
                    sum += factors[output * terms + i] * slots[from[i]];
                }
                slots[to + output] = sum + last[output];
            }
        };
    }
}
