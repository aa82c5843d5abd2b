package io.github.modelkeel.model;

/** How a classifier finds the class of a row. Immutable, as every enum is. */
public enum DecisionRule {
    /** The class with the highest probability, the first of equals. */
    MOST_PROBABLE,
    /** The class with the highest score before the link, the first of equals; of a single score the positive class when above 0. */
    HIGHEST_SCORE,
    /** As {@link #HIGHEST_SCORE}, but the positive class when the only score is 0, too. */
    HIGHEST_SCORE_OR_ZERO,
    /**
     * The first output, after the link, is the index of the class. The probability of each class follows, or nothing: then there are
     * none.
     */
    FIRST_OUTPUT
}
