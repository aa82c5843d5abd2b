package io.github.modelkeel.model.operation;

/**
 * A number for each of some numbers.
 *
 * @param keys distinct numbers; NaN means a missing one
 * @param values a number a key
 * @param otherwise the number of any other number
 */
public record NumberTable(Numbers keys, Numbers values, double otherwise) implements Operation {
    /**
     * Checks the sizes.
     *
     * @param keys distinct numbers; NaN means a missing one
     * @param values a number a key
     * @param otherwise the number of any other number
     * @throws IllegalArgumentException if there are none, or the sizes differ
     */
    public NumberTable {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("a table needs numbers");
        }
        values.requireSize(keys.size(), "values");
    }

    @Override
    public int inputs() {
        return 1;
    }

    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public boolean mayBeMissing(int output, boolean[] missingInputs) {
        boolean missing = Double.isNaN(otherwise);
        for (int i = 0; i < values.size(); i++) {
            missing |= Double.isNaN(values.get(i));
        }
        return missing;
    }

    @Override
    public Kernel compile(CompileContext around) {
        double[] known = keys.toArray();
        double[] results = values.toArray();
        double other = otherwise;
        return (slots, from, to) -> {
            double value = slots[from[0]];
            slots[to] = other;
            for (int i = 0; i < known.length; i++) {
                if (known[i] == value || (Double.isNaN(known[i]) && Double.isNaN(value))) {
                    slots[to] = results[i];
                    return;
                }
            }
        };
    }
}
