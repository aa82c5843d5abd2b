package io.github.modelkeel.model.evaluation;

import io.github.modelkeel.model.Output;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.preprocessing.FeatureProgram;
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
public record ScoreFunctions(
        @Nullable Scorer decision, @Nullable Scorer samples) {
    public static final ScoreFunctions NONE = new ScoreFunctions(null, null);

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
        if (samples != null && samples.outputs() != 1) {
            throw new IllegalArgumentException("the score of samples is one number, not " + samples.outputs());
        }
        return this;
    }

    /** Those that are there, the decision function first. */
    List<Scorer> all() {
        return Stream.of(decision, samples).filter(Objects::nonNull).toList();
    }

    /** The output with the scores of a row behind the first ones, which are the model's own. */
    Output with(Output output, double[] scores, int own) {
        int afterDecision = own + (decision == null ? 0 : decision.outputs());
        return output.withScores(part(scores, own, decision), part(scores, afterDecision, samples));
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
