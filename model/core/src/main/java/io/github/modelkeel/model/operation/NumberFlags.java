package io.github.modelkeel.model.operation;

import io.github.modelkeel.model.InvalidInputException;

/**
 * One-hot encoding of a number: 1 for each of some numbers that it equals, otherwise 0.
 *
 * @param numbers the numbers, one an output
 * @param strict whether a row with another number is refused
 */
public record NumberFlags(Numbers numbers, boolean strict) implements Operation {
    /**
     * Checks that there are some.
     *
     * @param numbers the numbers, one an output
     * @param strict whether a row with another number is refused
     * @throws IllegalArgumentException if there is none
     */
    public NumberFlags {
        if (numbers.isEmpty()) {
            throw new IllegalArgumentException("one-hot needs a number");
        }
    }

    @Override
    public int inputs() {
        return 1;
    }

    @Override
    public int outputs() {
        return numbers.size();
    }

    @Override
    public boolean mayBeMissing(int output, boolean[] missingInputs) {
        return false;
    }

    @Override
    public Kernel compile(CompileContext around) {
        double[] known = numbers.toArray();
        String name = around.nameOf(0);
        return (slots, from, to) -> {
            double value = slots[from[0]];
            boolean found = false;
            for (int i = 0; i < known.length; i++) {
                boolean hit = known[i] == value;
                slots[to + i] = hit ? 1 : 0;
                found |= hit;
            }
            if (strict && !found) {
                throw new InvalidInputException(
                        name, "'" + name + "' has a category that training never saw: " + value);
            }
        };
    }
}
