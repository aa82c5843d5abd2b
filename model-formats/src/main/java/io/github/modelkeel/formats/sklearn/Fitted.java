package io.github.modelkeel.formats.sklearn;

import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Scorer;
import java.util.List;
import java.util.Objects;

/**
 * A fitted estimator.
 *
 * @param scorer from features to scores
 * @param link from scores to values
 * @param classes a classifier's classes, of two the negative one first; empty for a regression
 */
record Fitted(Scorer scorer, Link link, List<String> classes) {
    Fitted {
        Objects.requireNonNull(scorer, "scorer");
        Objects.requireNonNull(link, "link");
        classes = List.copyOf(classes);
    }
}
