package io.github.modelkeel.formats.sklearn;

import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Scorer;
import java.util.List;

/**
 * A fitted predictor in neutral form. Immutable.
 *
 * @param scorer from features to scores
 * @param link from scores to values
 * @param classes the classes' names, empty for a regression
 */
public record Fitted(Scorer scorer, Link link, List<String> classes) {
    /** Copies the list. */
    public Fitted {
        classes = List.copyOf(classes);
    }
}
