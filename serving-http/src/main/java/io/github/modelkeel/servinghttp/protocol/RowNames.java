package io.github.modelkeel.servinghttp.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What the members of a reply of plain rows are called; what has no name is left out. Immutable.
 *
 * @param prediction the number, numbers, class or classes
 * @param probability the probability of the positive class of two
 * @param decision whether the positive class of two was chosen
 * @param probabilities the probability by class
 * @param modelVersion the version that answered
 * @param processingTime the milliseconds it took
 */
public record RowNames(
        @Nullable String prediction,
        @Nullable String probability,
        @Nullable String decision,
        @Nullable String probabilities,
        @Nullable String modelVersion,
        @Nullable String processingTime) {}
