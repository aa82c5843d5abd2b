package io.github.modelkeel.model.operation;

/**
 * ONNX's {@code Where}: a number of the second tensor where the first has another number than 0, otherwise one of the third.
 *
 * @param outputs how many numbers each tensor has, at least 1; the inputs are the tensors one after another
 */
public record TensorChoice(int outputs) implements Operation {
    /**
     * Checks the count.
     *
     * @param outputs how many numbers each tensor has, at least 1; the inputs are the tensors one after another
     * @throws IllegalArgumentException if there are none or too many
     */
    public TensorChoice {
        if (outputs < 1 || outputs > Integer.MAX_VALUE / 3) {
            throw new IllegalArgumentException("a choice needs numbers: " + outputs);
        }
    }

    @Override
    public int inputs() {
        return 3 * outputs;
    }

    @Override
    public boolean mayBeMissing(int output, boolean[] missingInputs) {
        return missingInputs[outputs + output] || missingInputs[2 * outputs + output];
    }

    @Override
    public Kernel compile(CompileContext around) {
        int count = outputs;
        return (slots, from, to) -> {
            for (int i = 0; i < count; i++) {
                slots[to + i] = slots[from[i]] != 0 ? slots[from[count + i]] : slots[from[2 * count + i]];
            }
        };
    }
}
