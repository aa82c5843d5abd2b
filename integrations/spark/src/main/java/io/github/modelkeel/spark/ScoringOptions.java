package io.github.modelkeel.spark;

import java.io.Serializable;

/** What {@link SparkScoring} says of a row beside its prediction. The default of {@link #standard()}: no contributions. Immutable and safe for use by multiple threads. */
public final class ScoringOptions implements Serializable {
    private static final long serialVersionUID = 1;
    private static final ScoringOptions STANDARD = new ScoringOptions(false);

    /** Whether the column of contributions is asked for. */
    private final boolean contributions;

    private ScoringOptions(boolean contributions) {
        this.contributions = contributions;
    }

    /** {@return the default above} */
    public static ScoringOptions standard() {
        return STANDARD;
    }

    /**
     * Whether a column {@value SparkScoring#CONTRIBUTIONS} explains each prediction: a map from each feature to its weight times its value, which is what a linear model adds up, and
     * {@code (intercept)}, the largest first, without those of 0. Their sum is the prediction of a linear regression, and the logarithm of the odds of a logistic one. It costs as
     * much as a prediction again.
     *
     * @param wanted true for the column; a model that is not linear is then refused
     * @return options with this
     */
    public ScoringOptions contributions(boolean wanted) {
        return new ScoringOptions(wanted);
    }

    boolean contributions() {
        return contributions;
    }

    @Override
    public String toString() {
        return "ScoringOptions[contributions=" + contributions + "]";
    }
}
