package io.github.modelkeel.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Preprocessing with everything it learned from the training rows: from a row of columns to an array of features. It is made by
 * {@code Preprocessing} of the package {@code training} and by the readers of model files, and is not meant to be implemented by others.
 * Immutable and safe for use by multiple threads.
 */
public interface FittedPreprocessing {
    /** Where a chain's value comes from. Immutable. */
    sealed interface Source {
        /**
         * A column of the row.
         *
         * @param column the column's name
         */
        record OfColumn(String column) implements Source {
            /**
             * Checks the name.
             *
             * @param column the column's name
             */
            public OfColumn {
                Objects.requireNonNull(column, "column");
            }
        }

        /**
         * One column divided by another. It is missing when either of them is.
         *
         * @param numerator the name of a number column
         * @param denominator the name of a number column
         * @param zeroDivision what a denominator of 0 gives
         */
        record Ratio(String numerator, String denominator, ZeroDivision zeroDivision) implements Source {
            /**
             * Checks the names.
             *
             * @param numerator the name of a number column
             * @param denominator the name of a number column
             * @param zeroDivision what a denominator of 0 gives
             */
            public Ratio {
                Objects.requireNonNull(numerator, "numerator");
                Objects.requireNonNull(denominator, "denominator");
                Objects.requireNonNull(zeroDivision, "zeroDivision");
            }
        }
    }

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
     * One value and the steps it goes through. Immutable.
     *
     * @param name the feature's name, and the prefix of the names when it becomes several
     * @param source where the value comes from
     * @param steps the steps, in order
     */
    record Chain(String name, Source source, List<Step> steps) {
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

    /**
     * The columns it reads.
     *
     * @return the columns, in the order of their first use; a column is optional when training saw missing values in it or every
     *     chain fills them
     */
    List<Column> columns();

    /** {@return the chains, in the order of their features; none when there is a program} */
    List<Chain> chains();

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
