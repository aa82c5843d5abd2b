package io.github.modelkeel.model.operation;

import java.util.Objects;

/**
 * An operator of ONNX between the numbers of two tensors.
 *
 * @param operator the operator
 * @param precision the type of the numbers
 * @param outputs how many numbers each tensor has, at least 1; the inputs are the first tensor's and then the second's
 */
public record TensorPair(TensorOperator operator, TensorPrecision precision, int outputs) implements Operation {
    /**
     * Checks the count.
     *
     * @param operator the operator
     * @param precision the type of the numbers
     * @param outputs how many numbers each tensor has, at least 1; the inputs are the first tensor's and then the second's
     * @throws IllegalArgumentException if there are none or too many
     */
    public TensorPair {
        Objects.requireNonNull(operator, "operator");
        Objects.requireNonNull(precision, "precision");
        if (outputs < 1 || outputs > Integer.MAX_VALUE / 2) {
            throw new IllegalArgumentException("an operator needs numbers: " + outputs);
        }
    }

    @Override
    public int inputs() {
        return 2 * outputs;
    }

    @Override
    public boolean mayBeMissing(int output, boolean[] missingInputs) {
        return missingInputs[output] || missingInputs[outputs + output];
    }

    @Override
    public Kernel compile(CompileContext around) {
        int count = outputs;
        TensorOperator each = operator;
        TensorPrecision type = precision;
        return (slots, from, to) -> {
            for (int i = 0; i < count; i++) {
                slots[to + i] = each.apply(type, slots[from[i]], slots[from[count + i]]);
            }
        };
    }
}
