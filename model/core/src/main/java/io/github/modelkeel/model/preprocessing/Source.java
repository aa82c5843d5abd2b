package io.github.modelkeel.model.preprocessing;

import io.github.modelkeel.model.FittedPreprocessing.ZeroDivision;
import java.util.Objects;

/** Where a chain's value comes from. Immutable. */
public sealed interface Source {
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
