package io.github.modelkeel.model;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The columns a model takes and the one it gives. Immutable.
 *
 * @param inputs the input columns, in order, with distinct names
 * @param output the output column; a classifier's is the probability of its positive class
 * @param unknownColumns what happens to a row's key that is no input column
 */
public record Signature(List<Column> inputs, Column output, UnknownColumns unknownColumns) {
    /** What happens to a row's key that is no input column. Immutable, as every enum is. */
    public enum UnknownColumns {
        /** The row is refused, so that a misspelled optional column cannot pass in silence. */
        REFUSE,
        /** The key is ignored. */
        IGNORE
    }

    /**
     * Copies the list and checks it.
     *
     * @param inputs the input columns, in order, with distinct names
     * @param output the output column; a classifier's is the probability of its positive class
     * @param unknownColumns what happens to a row's key that is no input column
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
