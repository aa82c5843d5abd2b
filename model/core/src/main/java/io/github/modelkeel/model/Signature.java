package io.github.modelkeel.model;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The columns a model takes and the one it gives. Immutable.
 *
 * @param inputs the input columns, in order, with distinct names
 * @param output the output column; a classifier's is the probability of its positive class
 * @param ignoresUnknownColumns whether a row's keys without an input column are ignored; else the row is refused, so that a misspelled
 *     optional column cannot pass in silence
 */
public record Signature(List<Column> inputs, Column output, boolean ignoresUnknownColumns) {
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
     * @param ignoresUnknownColumns whether a row's keys without an input column are ignored; else the row is refused
     * @throws IllegalArgumentException if there is no input column or two have one name
     */
    public Signature {
        inputs = List.copyOf(inputs);
        Objects.requireNonNull(output, "output");
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
        this(inputs, output, false);
    }

    /**
     * The types of the input columns in MLflow's words, for instance for drift's {@code Schema.ofSignature} of {@code modelkeel-drift}.
     *
     * @return {@code double}, {@code string} or {@code boolean} by column, in the order of the columns
     */
    public Map<String, String> inputTypes() {
        Map<String, String> types = new LinkedHashMap<>();
        for (Column column : inputs) {
            types.put(
                    column.name(),
                    switch (column.type()) {
                        case NUMBER -> "double";
                        case TEXT -> "string";
                        case BOOLEAN -> "boolean";
                    });
        }
        return Collections.unmodifiableMap(types);
    }

    /**
     * This signature, but a row's keys without an input column are ignored.
     *
     * @return the changed signature
     */
    public Signature ignoringUnknownColumns() {
        return new Signature(inputs, output, true);
    }
}
