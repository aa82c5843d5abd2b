package io.github.modelkeel.model.operation;

/**
 * {@code weights * x + intercepts} of floats: the exact products are added up in a double, which is rounded to a float, and the intercept
 * is added to that. ONNX Runtime adds in floats, in an order that depends on the processor and on the number of rows; its results differ
 * from these by less than a unit in the last place of the largest partial sum for each term.
 *
 * @param weights a row an output, a column an input; finite floats
 * @param intercepts one an output; finite floats
 */
public record FloatAffine(Matrix weights, Numbers intercepts) implements Operation {
    /**
     * Checks the sizes.
     *
     * @param weights a row an output, a column an input; finite floats
     * @param intercepts one an output; finite floats
     * @throws IllegalArgumentException if the sizes do not fit or a number is not finite
     */
    public FloatAffine {
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
                slots[to + output] = (float) sum + (float) last[output];
            }
        };
    }
}
