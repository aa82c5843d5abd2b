package io.github.modelkeel.model;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a model computes of a row besides its predictions. Immutable.
 *
 * @param decision the decision function, or null
 * @param samples the score of samples, or null
 */
record ScoreFunctions(@Nullable Scorer decision, @Nullable Scorer samples) {
    static final ScoreFunctions NONE = new ScoreFunctions(null, null);

    /** Throws unless both read these features. */
    ScoreFunctions requireFits(FeatureProgram program) {
        for (Scorer scorer : all()) {
            if (scorer.featureCount() != program.featureCount()) {
                throw new IllegalArgumentException("a score function reads " + scorer.featureCount()
                        + " features, the preprocessing gives " + program.featureCount());
            }
            if (program.mayBeMissing() && !scorer.acceptsMissing()) {
                throw new IllegalArgumentException(
                        "a feature can be missing, which a score function cannot take; impute it");
            }
        }
        return this;
    }

    /** Those that are there, the decision function first. */
    List<Scorer> all() {
        return Stream.of(decision, samples).filter(Objects::nonNull).toList();
    }

    /** The part of a row's scores that is the decision function, of which {@code first} come before it. */
    List<Double> decisionIn(double[] scores, int first) {
        return part(scores, first, decision);
    }

    /** The part of a row's scores that is the score of samples, of which {@code first} and the decision function come before it. */
    List<Double> samplesIn(double[] scores, int first) {
        return part(scores, first + (decision == null ? 0 : decision.outputs()), samples);
    }

    private static List<Double> part(double[] scores, int from, @Nullable Scorer scorer) {
        if (scorer == null) {
            return List.of();
        }
        double[] part = Arrays.copyOfRange(scores, from, from + scorer.outputs());
        for (double score : part) {
            Outcome.requireFinite(score);
        }
        return Arrays.stream(part).boxed().toList();
    }
}
