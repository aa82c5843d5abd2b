package io.github.modelkeel.formats.sklearn;

import java.util.ArrayList;
import java.util.List;

/**
 * What flows from one step to the next: columns, each a slot of the program with a name. Immutable.
 *
 * @param slots a slot a column; one may be there twice
 * @param names a name a column, as {@code get_feature_names_out} would give it or nearly
 * @param sparse whether scikit-learn holds it as a sparse matrix, for which some steps compute otherwise
 */
record Block(List<Integer> slots, List<String> names, boolean sparse) {
    Block {
        slots = List.copyOf(slots);
        names = List.copyOf(names);
        if (slots.size() != names.size()) {
            throw new IllegalArgumentException(slots.size() + " slots cannot have " + names.size() + " names");
        }
    }

    Block(List<Integer> slots, List<String> names) {
        this(slots, names, false);
    }

    int size() {
        return slots.size();
    }

    /** Some of the columns, in this order. */
    Block pick(List<Integer> columns) {
        return new Block(
                columns.stream().map(slots::get).toList(),
                columns.stream().map(names::get).toList(),
                sparse);
    }

    Block withSparse(boolean isSparse) {
        return new Block(slots, names, isSparse);
    }

    /** All columns of all blocks. */
    static Block join(List<Block> blocks, boolean sparse) {
        List<Integer> slots = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Block block : blocks) {
            slots.addAll(block.slots);
            names.addAll(block.names);
        }
        return new Block(slots, names, sparse);
    }
}
