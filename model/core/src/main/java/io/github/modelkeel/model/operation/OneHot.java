package io.github.modelkeel.model.operation;

/**
 * Turns an index into 1 for the output of that index and 0 for the others; an index of -1 makes all of them 0.
 *
 * @param outputs how many outputs, at least 1
 */
public record OneHot(int outputs) implements Operation {
    /**
     * Checks the number of outputs.
     *
     * @param outputs how many outputs, at least 1
     * @throws IllegalArgumentException if there are none
     */
    public OneHot {
        Sizes.requireSome(outputs, "outputs");
    }

    @Override
    public int inputs() {
        return 1;
    }

    @Override
    public boolean mayBeMissing(int output, boolean[] missingInputs) {
        return false;
    }

    @Override
    public String words(int input) {
        return "one-hot " + outputs;
    }

    @Override
    public Kernel compile(CompileContext around) {
        int count = outputs;
        return (slots, from, to) -> {
            double index = slots[from[0]];
            for (int i = to; i < to + count; i++) {
                slots[i] = 0;
            }
            if (index >= 0 && index < count) {
                slots[to + (int) index] = 1;
            }
        };
    }
}
