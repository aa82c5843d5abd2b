package io.github.modelkeel.formats.sklearn;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.ScoringModel.Labels;
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
 */
public record Fitted(
        Scorer scorer,
        Link link,
        List<String> classes,
        Labels labels,
        @Nullable Scorer decision) {
    /**
     * Copies the names.
     *
     * @param scorer from features to scores
     * @param link from scores to values
     * @param classes a classifier's classes, of two the negative one first; empty for a regression
     * @param labels how a classifier finds the class of a row
     * @param decision what scikit-learn calls {@code decision_function}; null where the estimator has none
     */
    public Fitted {
        Objects.requireNonNull(scorer, "scorer");
        Objects.requireNonNull(link, "link");
        Objects.requireNonNull(labels, "labels");
        classes = List.copyOf(classes);
    }

    /** A regression, or a classifier whose label is the class of the highest probability. */
    public Fitted(Scorer scorer, Link link, List<String> classes) {
        this(scorer, link, classes, Labels.MOST_PROBABLE, null);
    }

    static Fitted regression(Scorer scorer) {
        return new Fitted(scorer, Link.IDENTITY, List.of());
    }

    /** Whether it gives a probability for each class. */
    boolean hasProbabilities() {
        return !classes.isEmpty() && !(labels == Labels.FIRST_OUTPUT && scorer.outputs() == 1);
    }

    /** The model behind a preprocessing. */
    ScoringModel model(FittedPreprocessing preprocessing, Column output) {
        ScoringModel model = ScoringModel.of(preprocessing, output, scorer, link);
        return classes.isEmpty() ? model : model.withClasses(classes, labels);
    }
}
