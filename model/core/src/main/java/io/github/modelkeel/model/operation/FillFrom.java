package io.github.modelkeel.model.operation;

/**
 * Puts an estimate, the second input, into the place of a missing number, the first; the estimate is brought into a range.
 *
 * @param lowest the lowest estimate; negative infinity for no bound
 * @param highest the highest estimate, at least the lowest; infinity for no bound
 */
public record FillFrom(double lowest, double highest) implements Operation {
    /**
     * Checks the range.
     *
     * @param lowest the lowest estimate
     * @param highest the highest estimate
     * @throws IllegalArgumentException if the highest is below the lowest, or one is NaN
     */
    public FillFrom {
        if (!(lowest <= highest)) {
            throw new IllegalArgumentException("a range must not end before it starts: " + lowest + ", " + highest);
        }
    }

    @Override
    public int inputs() {
        return 2;
    }

    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public String words(int input) {
        return input == 0 ? "fill with an estimate" : "estimate";
    }

    @Override
    public boolean mayBeMissing(int output, boolean[] missingInputs) {
        return missingInputs[1];
    }

    @Override
    public Kernel compile(CompileContext around) {
        return (slots, from, to) -> {
            double value = slots[from[0]];
            slots[to] = Double.isNaN(value) ? Math.min(Math.max(slots[from[1]], lowest), highest) : value;
        };
    }
}
