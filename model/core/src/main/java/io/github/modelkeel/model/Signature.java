package io.github.modelkeel.model;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The columns a model takes and the one it gives. Immutable.
 *
 * @param inputs the input columns, in order, with distinct names
 * @param output the output column; a classifier's is the probability of its positive class
 * @param unknownColumns what happens to a row's key without an input column
 */
public record Signature(List<Column> inputs, Column output, UnknownColumns unknownColumns) {
    /** What happens to a row's key without an input column. Immutable, as every enum is. */
    public enum UnknownColumns {
        /** The row is refused, so that a misspelled optional column cannot pass in silence. */
        REFUSE,
        /** The key is ignored. */
        IGNORE
    }

    /**
     * How the components of a record and the properties of a bean are matched with columns. Matching happens once a class, not once a row. A
     * {@link Column.Name} annotation wins over it. Maps and JSON have the columns' own names. Immutable.
     *
     * @param columnOf the column's name of a property's name; a name without a column counts as an extra property
     * @param relaxed whether a column that has no property of its name takes the one that differs in case, underscores, hyphens, dots and
     *     blanks only, as {@code yearBuilt} and {@code year_built} do
     * @param ignoresExtra whether properties without a column are ignored; otherwise the model's rule for unknown columns holds
     */
    public record Properties(UnaryOperator<String> columnOf, boolean relaxed, boolean ignoresExtra) {
        /**
         * Checks the function.
         *
         * @param columnOf the column's name of a property's name
         * @param relaxed whether case and separators may differ
         * @param ignoresExtra whether properties without a column are ignored
         */
        public Properties {
            Objects.requireNonNull(columnOf, "columnOf");
        }

        /**
         * The default: a property has the name of its column.
         *
         * @return the rule
         */
        public static Properties exact() {
            return new Properties(name -> name, false, false);
        }

        /**
         * This rule, but case, underscores, hyphens, dots and blanks may differ. An exact name wins; where two columns differ in these
         * only, neither takes a property of another name.
         *
         * @return the rule
         */
        public Properties relaxedNames() {
            return new Properties(columnOf, true, ignoresExtra);
        }

        /**
         * This rule with a function from a property's name to its column's.
         *
         * @param function the function; it is called once a property and class
         * @return the rule
         */
        public Properties mappedBy(UnaryOperator<String> function) {
            return new Properties(function, relaxed, ignoresExtra);
        }

        /**
         * This rule, but properties without a column are ignored, even where unknown columns are refused. Misspelled optional properties
         * then pass without notice.
         *
         * @return the rule
         */
        public Properties ignoringExtra() {
            return new Properties(columnOf, relaxed, true);
        }
    }

    /**
     * A row that is filled value by value, without boxes and without a map; {@link ScoringModel#newRow()} makes it. Columns are meant by
     * their index in {@link Signature#inputs()}. What does not fit is remembered and reported by the prediction, all at once. A prediction
     * leaves the row empty for the next one. Not thread-safe.
     */
    public interface Row {
        /**
         * Sets a number.
         *
         * @param column the column's index
         * @param value the number; NaN is a missing one
         * @throws IndexOutOfBoundsException if there is no such column
         */
        void number(int column, double value);

        /**
         * Sets a value of any type.
         *
         * @param column the column's index
         * @param value the value, {@code null} for a missing one
         * @throws IndexOutOfBoundsException if there is no such column
         */
        void value(int column, @Nullable Object value);

        /**
         * Says that the source of the row has a column that the model does not have.
         *
         * @param name its name
         */
        void unknown(String name);

        /** Forgets all that was set. */
        void clear();
    }

    /**
     * Copies the list and checks it.
     *
     * @param inputs the input columns, in order, with distinct names
     * @param output the output column; a classifier's is the probability of its positive class
     * @param unknownColumns what happens to a row's key without an input column
     * @throws IllegalArgumentException if there is no input column or two have one name
     */
    public Signature {
        inputs = List.copyOf(inputs);
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(unknownColumns, "unknownColumns");
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("a signature needs an input column");
        }
        Set<String> names = new HashSet<>();
        for (Column column : inputs) {
            if (!names.add(column.name())) {
                throw new IllegalArgumentException("two input columns are named '" + column.name() + "'");
            }
        }
    }

    /**
     * A signature that refuses unknown columns.
     *
     * @param inputs the input columns
     * @param output the output column
     * @throws IllegalArgumentException if there is no input column or two have one name
     */
    public Signature(List<Column> inputs, Column output) {
        this(inputs, output, UnknownColumns.REFUSE);
    }

    /**
     * This signature with another rule for unknown columns.
     *
     * @param rule the rule
     * @return the changed signature
     */
    public Signature withUnknownColumns(UnknownColumns rule) {
        return new Signature(inputs, output, rule);
    }
}
