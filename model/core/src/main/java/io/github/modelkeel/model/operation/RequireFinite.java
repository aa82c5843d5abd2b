package io.github.modelkeel.model.operation;

import io.github.modelkeel.model.InvalidInputException;

/**
 * Refuses a row with a number that the source would refuse at this place, for instance the logarithm of a number below 0. Other numbers
 * pass.
 *
 * @param acceptsMissing whether NaN passes too
 * @param inputs how many inputs, at least 1
 */
public record RequireFinite(boolean acceptsMissing, int inputs) implements Elementwise {
    /**
     * Checks the number of inputs.
     *
     * @param acceptsMissing whether NaN passes too
     * @param inputs how many inputs, at least 1
     * @throws IllegalArgumentException if there are none
     */
    public RequireFinite {
        Sizes.requireSome(inputs, "inputs");
    }

    @Override
    public String words(int input) {
        return "refuse what is not finite";
    }

    @Override
    public double apply(int index, double value) {
        return require(value, "input " + index);
    }

    private double require(double value, String name) {
        if (Double.isFinite(value) || (acceptsMissing && Double.isNaN(value))) {
            return value;
        }
        throw new InvalidInputException(
                name,
                "what the model makes of '" + name + "' is "
                        + (Double.isNaN(value) ? "missing or no number" : "infinite")
                        + ", which its next step refuses");
    }

    @Override
    public boolean monotone() {
        return true;
    }

    @Override
    public boolean mayBeMissing(int output, boolean[] missingInputs) {
        return acceptsMissing && missingInputs[output];
    }

    @Override
    public Kernel compile(CompileContext around) {
        String[] names = new String[inputs];
        for (int i = 0; i < inputs; i++) {
            names[i] = around.nameOf(i);
        }
        return (slots, from, to) -> {
            for (int i = 0; i < names.length; i++) {
                slots[to + i] = require(slots[from[i]], names[i]);
            }
        };
    }
}
