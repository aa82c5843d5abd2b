package io.github.modelkeel.formats.sklearn;

import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Scorer;
import java.util.List;

/**
 * A fitted estimator, made neutral. Immutable.
 *
 * @param scorer from features to scores
 * @param link from scores to values
 * @param classes the names of the classes; none for a regression
 */
public record Fitted(Scorer scorer, Link link, List<String> classes) {
    /**
     * Copies the names.
     *
     * @param scorer from features to scores
     * @param link from scores to values
     * @param classes the names of the classes; none for a regression
     */
    public Fitted {
        classes = List.copyOf(classes);
    }
}
