package io.github.modelkeel.model;

/**
 * The function from a scorer's sum to the model's value. Immutable, as every enum is.
 *
 * <p>The exponential is {@link StrictMath}'s, so that every machine gives the same bits.
 */
public enum Link {
    /** The score itself. */
    IDENTITY,
    /** {@code 1 / (1 + exp(-score))}: a probability. */
    LOGISTIC,
    /** {@code exp(score)}: a positive amount. */
    EXP;

    /**
     * Applies the function.
     *
     * @param score the scorer's sum
     * @return the model's value
     */
    public double apply(double score) {
        return switch (this) {
            case IDENTITY -> score;
            case LOGISTIC -> 1.0 / (1.0 + StrictMath.exp(-score));
            case EXP -> StrictMath.exp(score);
        };
    }
}
