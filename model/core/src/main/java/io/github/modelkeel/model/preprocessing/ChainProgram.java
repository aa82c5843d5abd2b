package io.github.modelkeel.model.preprocessing;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** One chain made executable. Immutable. */
final class ChainProgram {
    /** Where the chain's value is read from in the array of a row. */
    interface Input {
        double of(double[] buffer);
    }

    /** How the chain's value is written as features from a place in the array of a row. */
    interface Encoding {
        void write(double value, double[] buffer, int at);
    }

    private final List<String> featureNames;
    private final Input input;
    private final DoubleUnaryOperator[] steps;
    private final Encoding encoding;
    private final int at;
    private final boolean mayBeMissing;

    ChainProgram(Chain chain, Input input, List<DoubleUnaryOperator> steps, Encoding encoding, Place place) {
        this.featureNames = FeatureNames.of(chain);
        this.input = input;
        this.steps = steps.toArray(DoubleUnaryOperator[]::new);
        this.encoding = encoding;
        this.at = place.at();
        this.mayBeMissing = place.mayBeMissing();
    }

    /**
     * Where the features go, and whether they can be missing.
     *
     * @param at the first feature's index
     * @param mayBeMissing whether a feature can be NaN
     */
    record Place(int at, boolean mayBeMissing) {}

    List<String> featureNames() {
        return featureNames;
    }

    boolean mayBeMissing() {
        return mayBeMissing;
    }

    void run(double[] buffer) {
        double value = input.of(buffer);
        for (DoubleUnaryOperator step : steps) {
            value = step.applyAsDouble(value);
        }
        encoding.write(value, buffer, at);
    }

    /** The value itself is the feature. */
    static final Encoding PLAIN = (value, buffer, at) -> buffer[at] = value;

    /**
     * One feature a slot. The features start as zeros for every row, so only the 1 is written.
     *
     * @param slotOfCode the slot of a category's code, -1 for none
     * @param unknown the slot of an unknown category, -1 for none
     */
    static Encoding oneHot(int[] slotOfCode, int unknown) {
        return (value, buffer, at) -> {
            int slot = value < 0 ? unknown : slotOfCode[(int) value];
            if (slot >= 0) {
                buffer[at + slot] = 1;
            }
        };
    }

    /** The bucket's own feature is 1. */
    static final Encoding BUCKET = (value, buffer, at) -> buffer[at + (int) value] = 1;
}
