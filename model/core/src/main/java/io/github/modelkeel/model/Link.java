package io.github.modelkeel.model;

import java.util.Objects;

/**
 * The function from a scorer's sums to the model's value. Immutable, as every enum is.
 *
 * <p>The exponential on doubles is {@link StrictMath}'s, so that every machine gives the same bits: at most one unit in the last place
 * from the C library's. The exponential on floats is the one of glibc 2.28 to 2.40, bit for bit.
 */
public enum Link {
    /** The score itself. */
    IDENTITY,
    /** {@code 1 / (1 + exp(-score))}: a probability. */
    LOGISTIC,
    /** {@code exp(score)}: a positive amount. */
    EXP,
    /** The logistic function in floats, as in XGBoost. */
    FLOAT_LOGISTIC,
    /** {@code exp(score)} in floats, as in XGBoost. */
    FLOAT_EXP,
    /** 1 for a score above 0, otherwise 0: a class without a probability. */
    STEP,
    /** {@code score * |score|}, which undoes a signed square root. */
    SIGNED_SQUARE,
    /** {@code log(1 + exp(score))}: a positive intensity. */
    SOFTPLUS,
    /** {@code exp(score) / sum of exp(scores)} over all outputs: a probability a class. */
    SOFTMAX,
    /** The same in floats but for the sum, as in XGBoost. */
    FLOAT_SOFTMAX;

    /**
     * Applies the function to the score of a single output.
     *
     * @param score the scorer's sum
     * @return the model's value; 1 for {@link #SOFTMAX} and {@link #FLOAT_SOFTMAX}, since a single class is certain
     */
    public double apply(double score) {
        return switch (this) {
            case IDENTITY -> score;
            case LOGISTIC -> 1.0 / (1.0 + StrictMath.exp(-score));
            case EXP -> StrictMath.exp(score);
            case FLOAT_LOGISTIC -> FloatMath.sigmoid((float) score);
            case FLOAT_EXP -> FloatMath.exp((float) score);
            case STEP -> score > 0 ? 1 : 0;
            case SIGNED_SQUARE -> score < 0 ? -(score * score) : score * score;
            case SOFTPLUS -> StrictMath.log1p(StrictMath.exp(score));
            case SOFTMAX, FLOAT_SOFTMAX -> 1;
        };
    }

    /** {@return whether the source computes in floats what follows from the value, for instance the other class's probability} */
    public boolean isFloat() {
        return this == FLOAT_LOGISTIC || this == FLOAT_EXP || this == FLOAT_SOFTMAX;
    }

    /**
     * Turns the scores of all outputs into values.
     *
     * @param scores the scores, which are replaced
     */
    public void applyAll(double[] scores) {
        Objects.requireNonNull(scores, "scores");
        switch (this) {
            case SOFTMAX -> softmax(scores);
            case FLOAT_SOFTMAX -> floatSoftmax(scores);
            default -> {
                for (int i = 0; i < scores.length; i++) {
                    scores[i] = apply(scores[i]);
                }
            }
        }
    }

    private static double largest(double[] scores) {
        double largest = scores[0];
        for (double score : scores) {
            largest = Math.max(largest, score);
        }
        return largest;
    }

    private static void softmax(double[] scores) {
        double largest = largest(scores);
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = StrictMath.exp(scores[i] - largest);
            sum += scores[i];
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] /= sum;
        }
    }

    private static void floatSoftmax(double[] scores) {
        float largest = (float) largest(scores);
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = FloatMath.exp((float) scores[i] - largest);
            sum += scores[i];
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) scores[i] / (float) sum;
        }
    }
}
