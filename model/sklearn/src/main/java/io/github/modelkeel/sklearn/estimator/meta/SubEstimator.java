package io.github.modelkeel.sklearn.estimator.meta;

import io.github.modelkeel.model.DecisionRule;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.operation.IndexOfLargest;
import io.github.modelkeel.model.scorer.LinearScorer;
import io.github.modelkeel.sklearn.program.ScorerProgram;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.reader.Fitted;
import io.github.modelkeel.sklearn.reader.PartReader;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An estimator inside another one, in the program of the latter. */
final class SubEstimator {
    private final Located at;
    private final Fitted fitted;
    private final ScorerProgram program;
    private final int[] from;
    private int @Nullable [] said;

    private SubEstimator(Located at, Fitted fitted, ScorerProgram program, int[] from) {
        this.at = at;
        this.fitted = fitted;
        this.program = program;
        this.from = from;
    }

    /** A member that reads these slots. */
    static SubEstimator read(Located at, PartReader parts, ScorerProgram program, int... from) {
        return new SubEstimator(at, parts.estimator(at, from.length), program, from);
    }

    List<String> classes() {
        return fitted.classes();
    }

    boolean hasProbabilities() {
        return fitted.hasProbabilities();
    }

    boolean hasDecision() {
        return fitted.decision() != null;
    }

    /** The numbers of a regression. */
    int[] values() {
        if (!fitted.isRegression()) {
            throw at.refusal("a regressor is expected here, it is a classifier");
        }
        return said();
    }

    /** What it says after the link, computed once. */
    private int[] said() {
        if (said == null) {
            said = program.add(fitted.scorer(), fitted.link(), from);
        }
        return said;
    }

    /** {@code decision_function}: a number, or one a class. */
    int[] decision() {
        Scorer decision = fitted.decision();
        if (decision == null) {
            throw at.refusal("it has no decision function that is known");
        }
        return program.add(decision, Link.IDENTITY, from);
    }

    /** {@code predict_proba}: a number a class. */
    int[] probabilities() {
        requireClassifier();
        if (!fitted.hasProbabilities()) {
            throw at.refusal("it gives no probabilities");
        }
        int[] values = said();
        if (fitted.labels() == DecisionRule.FIRST_OUTPUT) {
            return Arrays.copyOfRange(values, 1, values.length);
        }
        return values.length == 1 ? ScorerProgram.join(new int[] {program.oneMinus(values[0])}, values) : values;
    }

    private void requireClassifier() {
        if (fitted.classes().isEmpty()) {
            throw at.refusal("a classifier of one target is expected here, it is "
                    + (fitted.isRegression() ? "a regressor" : "one of several targets"));
        }
    }

    /** {@code predict} of a classifier: the index of the class. */
    int label() {
        requireClassifier();
        return switch (fitted.labels()) {
            case MOST_PROBABLE -> largest(probabilities());
            case FIRST_OUTPUT -> said()[0];
            case HIGHEST_SCORE ->
                fitted.scorer().outputs() == 1
                        ? program.add(fitted.scorer(), Link.STEP, from)[0]
                        : largest(program.add(fitted.scorer(), Link.IDENTITY, from));
            case HIGHEST_SCORE_OR_ZERO -> {
                int[] scores = program.add(fitted.scorer(), Link.IDENTITY, from);
                yield scores.length > 1 ? largest(scores) : atLeastZero(scores[0]);
            }
        };
    }

    private int largest(int[] slots) {
        return program.add(new IndexOfLargest(slots.length), slots)[0];
    }

    private int atLeastZero(int slot) {
        int below = program.add(LinearScorer.of(new double[] {-1}, 0), Link.STEP, slot)[0];
        return program.oneMinus(below);
    }
}
