package io.github.modelkeel.sklearn.reader;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.DecisionRule;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A fitted estimator.
 *
 * @param scorer from features to scores
 * @param link from scores to values
 * @param classes a classifier's classes, of two the negative one first; empty for a regression
 * @param labels how a classifier finds the class of a row
 * @param decision what scikit-learn calls {@code decision_function}; null where the estimator has none
 * @param targets the classes of each target of a classifier of several, whose scorer is as {@link ScoringModelBuilder#targets} wants it;
 *     empty for all others
 * @param samples what scikit-learn calls {@code score_samples}; null where the estimator has none
 */
public record Fitted(
        Scorer scorer,
        Link link,
        List<String> classes,
        DecisionRule labels,
        @Nullable Scorer decision,
        List<List<String>> targets,
        @Nullable Scorer samples) {
    /**
     * Copies the names.
     *
     * @param scorer from features to scores
     * @param link from scores to values
     * @param classes a classifier's classes, of two the negative one first; empty for a regression
     * @param labels how a classifier finds the class of a row
     * @param decision what scikit-learn calls {@code decision_function}; null where the estimator has none
     * @param targets the classes of each target of a classifier of several; empty for all others
     * @param samples what scikit-learn calls {@code score_samples}; null where the estimator has none
     */
    public Fitted {
        Objects.requireNonNull(scorer, "scorer");
        Objects.requireNonNull(link, "link");
        Objects.requireNonNull(labels, "labels");
        classes = List.copyOf(classes);
        targets = List.copyOf(targets);
    }

    /**
     * An estimator of one target, or of several numbers.
     *
     * @param scorer from features to scores
     * @param link from scores to values
     * @param classes a classifier's classes, of two the negative one first; empty for a regression
     * @param labels how a classifier finds the class of a row
     * @param decision what scikit-learn calls {@code decision_function}; null where the estimator has none
     */
    public Fitted(Scorer scorer, Link link, List<String> classes, DecisionRule labels, @Nullable Scorer decision) {
        this(scorer, link, classes, labels, decision, List.of(), null);
    }

    /** A regression, or a classifier whose label is the class of the highest probability. */
    public Fitted(Scorer scorer, Link link, List<String> classes) {
        this(scorer, link, classes, DecisionRule.MOST_PROBABLE, null);
    }

    /** A regression. */
    public static Fitted regression(Scorer scorer) {
        return new Fitted(scorer, Link.IDENTITY, List.of());
    }

    /** A detector of outliers, which says 1 of an ordinary row and -1 of an outlier. */
    public static Fitted detector(Scorer scorer, Scorer decision, Scorer samples) {
        return new Fitted(scorer, Link.IDENTITY, List.of(), DecisionRule.MOST_PROBABLE, decision, List.of(), samples);
    }

    /** A classifier of several targets without a decision function. */
    public static Fitted several(Scorer scorer, List<List<String>> targets) {
        return several(scorer, targets, null);
    }

    /** A classifier of several targets: for each the index of its class, and then the probabilities of its classes or nothing. */
    public static Fitted several(Scorer scorer, List<List<String>> targets, @Nullable Scorer decision) {
        return new Fitted(scorer, Link.IDENTITY, List.of(), DecisionRule.FIRST_OUTPUT, decision, targets, null);
    }

    /** A logistic function of one score, or the exponentials of several divided by their sum. */
    public static Fitted probable(List<String> classes, Scorer decision) {
        requireScores(classes, decision);
        return new Fitted(
                decision,
                classes.size() == 2 ? Link.LOGISTIC : Link.SOFTMAX,
                classes,
                DecisionRule.HIGHEST_SCORE,
                decision);
    }

    /** Refuses a number of scores that does not fit the classes: one for two of them, otherwise one a class. */
    public static void requireScores(List<String> classes, Scorer decision) {
        if (decision.outputs() != (classes.size() == 2 ? 1 : classes.size())) {
            throw new IllegalArgumentException(
                    decision.outputs() + " scores do not fit " + classes.size() + " classes");
        }
    }

    /** Whether it predicts numbers, not classes. */
    public boolean isRegression() {
        return classes.isEmpty() && targets.isEmpty();
    }

    /** Whether it gives a probability for each class. */
    public boolean hasProbabilities() {
        return !classes.isEmpty() && !(labels == DecisionRule.FIRST_OUTPUT && scorer.outputs() == 1);
    }

    /** The model behind a preprocessing. */
    public ScoringModel model(FittedPreprocessing preprocessing, Column output) {
        ScoringModelBuilder model =
                ScoringModelBuilder.of(preprocessing, output, scorer, link).scoreFunctions(decision, samples);
        if (!targets.isEmpty()) {
            return model.targets(targets).build();
        }
        return (classes.isEmpty() ? model : model.classes(classes, labels)).build();
    }
}
