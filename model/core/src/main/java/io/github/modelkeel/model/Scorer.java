package io.github.modelkeel.model;

/**
 * What turns features into a score. Implementations are immutable and safe for use by multiple threads; they neither keep nor change
 * the array they are given. A model can be saved when its scorer is one of this module: an ensemble of trees, a linear scorer, or the program of
 * a model that a reader made.
 */
public interface Scorer {
    /** {@return how many features it reads, at least 1} */
    int featureCount();

    /**
     * Scores one row of features.
     *
     * @param features the features; the first {@link #featureCount()} are read, NaN is a missing one
     * @return the score, before the link
     * @throws IndexOutOfBoundsException if the array is shorter than {@link #featureCount()}
     * @throws IllegalStateException if there is more than one output
     */
    double score(double[] features);

    /**
     * How many scores a row has: one, or one a class.
     *
     * @return at least 1
     */
    default int outputs() {
        return 1;
    }

    /**
     * All scores of one row of features.
     *
     * @param features as for {@link #score}
     * @return {@link #outputs()} scores, before the link; a new array each time
     * @throws IndexOutOfBoundsException if the array is shorter than {@link #featureCount()}
     */
    default double[] scores(double[] features) {
        return new double[] {score(features)};
    }

    /**
     * The scores of many rows of features. Trees of up to six levels are evaluated for 64 rows at once, several times as fast as row
     * by row; the bits are the same.
     *
     * @param rows the features of each row, as for {@link #score}
     * @return {@link #outputs()} scores a row, row after row, before the link
     * @throws IndexOutOfBoundsException if a row is shorter than {@link #featureCount()}
     */
    default double[] scoreAll(double[][] rows) {
        double[] scores = new double[Math.multiplyExact(rows.length, outputs())];
        scoreAll(rows, rows.length, scores);
        return scores;
    }

    /**
     * The scores of many rows of features, into an array. The bits are those of row by row.
     *
     * @param rows the features of each row, as for {@link #score}; not changed, not kept, and each may be longer than the scorer needs
     * @param count how many of the rows count
     * @param out takes {@code count * outputs()} scores before the link, row after row
     * @throws IndexOutOfBoundsException if a row is shorter than {@link #featureCount()}
     */
    default void scoreAll(double[][] rows, int count, double[] out) {
        int outputs = outputs();
        for (int row = 0; row < count; row++) {
            if (outputs == 1) {
                out[row] = score(rows[row]);
            } else {
                System.arraycopy(scores(rows[row]), 0, out, row * outputs, outputs);
            }
        }
    }

    /**
     * How many rows are best given to {@link #scoreAll} at once.
     *
     * @return 1 where rows are scored one by one
     */
    default int rowsTogether() {
        return 1;
    }

    /**
     * Whether a missing feature has a meaning for this scorer.
     *
     * @return true for trees, which have a direction for it; false for a linear scorer, whose sum would be NaN
     */
    boolean acceptsMissing();

    /**
     * How much each feature weighs in the model.
     *
     * @return an array of {@link #featureCount()} values of at least 0: the number of splits on the feature, or the size of its
     *     coefficient; a new array each time
     */
    double[] importance();
}
