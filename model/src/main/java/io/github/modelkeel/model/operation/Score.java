package io.github.modelkeel.model.operation;

import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Scorer;
import java.util.Objects;

/**
 * A whole scorer as an operation: all its outputs, after the link. It stands where the answer of one model is a feature of another.
 *
 * @param scorer the scorer
 * @param link the link
 */
public record Score(Scorer scorer, Link link) implements Operation {
    /**
     * Checks that both are there.
     *
     * @param scorer the scorer
     * @param link the link
     */
    public Score {
        Objects.requireNonNull(scorer, "scorer");
        Objects.requireNonNull(link, "link");
    }

    @Override
    public int inputs() {
        return scorer.featureCount();
    }

    @Override
    public int outputs() {
        return scorer.outputs();
    }

    @Override
    public boolean mayBeMissing(int output, boolean[] missingInputs) {
        return !scorer.acceptsMissing() && Operation.super.mayBeMissing(output, missingInputs);
    }

    @Override
    public String words(int input) {
        return "score";
    }

    @Override
    public Kernel compile(Surroundings around) {
        int count = inputs();
        return (slots, from, to) -> {
            double[] features = new double[count];
            for (int i = 0; i < count; i++) {
                features[i] = slots[from[i]];
            }
            double[] scores = scorer.scores(features);
            link.applyAll(scores);
            System.arraycopy(scores, 0, slots, to, scores.length);
        };
    }
}
