package io.github.modelkeel.model;

import java.util.List;
import java.util.Map;

/**
 * Preprocessing with everything it learned from the training rows: from a row of columns to an array of features. It is made by
 * {@code Preprocessing} of the package {@code training} and by the readers of model files, and is not meant to be implemented by others.
 * Immutable and safe for use by multiple threads.
 */
public interface FittedPreprocessing {
    /** What a denominator of 0 gives. Immutable, as every enum is. */
    enum ZeroDivision {
        /** The row is refused. */
        ERROR,
        /** A missing value. */
        MISSING,
        /** The number 0. */
        ZERO
    }

    /**
     * The columns it reads.
     *
     * @return the columns, in the order of their first use; a column is optional when training saw missing values in it or every
     *     chain fills them
     */
    List<Column> columns();

    /**
     * The features' names: a chain's name, or {@code name=category} and {@code name=bucket0} when it becomes several features.
     *
     * @return the distinct names, in order
     */
    List<String> featureNames();

    /**
     * What is done to the columns, described for a reader of the model.
     *
     * @return a line a column or set of columns, {@code "price: fill 3.2; standardize"}; lines of operations on several columns come
     *     after those of the columns
     */
    List<String> steps();

    /**
     * Turns a row into features. Unlike a {@link ScoringModel} it ignores keys without a column, as the target of a training
     * row is.
     *
     * @param row the row
     * @return a new array, one number a feature; NaN is a missing one
     * @throws InvalidInputException if the row does not fit
     */
    double[] apply(Map<String, ?> row);

    /**
     * Whether a feature can be missing for a row that is accepted.
     *
     * @return true if some optional column, or a division by zero, is filled by no step
     */
    boolean mayBeMissing();
}
