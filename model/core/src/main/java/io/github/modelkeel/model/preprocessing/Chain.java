package io.github.modelkeel.model.preprocessing;

import java.util.List;
import java.util.Objects;

/**
 * One value and the steps it goes through. Immutable.
 *
 * @param name the feature's name, and the prefix of the names when it becomes several
 * @param source where the value comes from
 * @param steps the steps, in order
 */
public record Chain(String name, Source source, List<Step> steps) {
    /**
     * Copies the steps.
     *
     * @param name the feature's name, and the prefix of the names when it becomes several
     * @param source where the value comes from
     * @param steps the steps, in order
     * @throws IllegalArgumentException if the name is empty
     */
    public Chain {
        Objects.requireNonNull(source, "source");
        steps = List.copyOf(steps);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a chain needs a name");
        }
    }
}
