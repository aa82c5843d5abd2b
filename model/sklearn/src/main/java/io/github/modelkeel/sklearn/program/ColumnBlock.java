package io.github.modelkeel.sklearn.program;

import java.util.ArrayList;
import java.util.List;

/**
 * What flows from one step to the next: columns, each a slot of the program with a name. Immutable.
 *
 * @param slots a slot a column; one may be there twice
 * @param names a name a column, as {@code get_feature_names_out} would give it or nearly
 * @param sparse whether scikit-learn holds it as a sparse matrix, for which some steps compute otherwise
 */
public record ColumnBlock(List<Integer> slots, List<String> names, boolean sparse) {
    /** Copies the lists. */
    public ColumnBlock {
        slots = List.copyOf(slots);
        names = List.copyOf(names);
        if (slots.size() != names.size()) {
            throw new IllegalArgumentException(slots.size() + " slots cannot have " + names.size() + " names");
        }
    }

    /** A block that is not sparse. */
    public ColumnBlock(List<Integer> slots, List<String> names) {
        this(slots, names, false);
    }

    /** How many columns there are. */
    public int size() {
        return slots.size();
    }

    /** Some of the columns, in this order. */
    public ColumnBlock pick(List<Integer> columns) {
        return new ColumnBlock(
                columns.stream().map(slots::get).toList(),
                columns.stream().map(names::get).toList(),
                sparse);
    }

    /** The same columns, sparse or not. */
    public ColumnBlock withSparse(boolean isSparse) {
        return new ColumnBlock(slots, names, isSparse);
    }

    /** All columns of all blocks. */
    public static ColumnBlock join(List<ColumnBlock> blocks, boolean sparse) {
        List<Integer> slots = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (ColumnBlock columnBlock : blocks) {
            slots.addAll(columnBlock.slots);
            names.addAll(columnBlock.names);
        }
        return new ColumnBlock(slots, names, sparse);
    }
}
