package io.github.modelkeel.model.row;

import io.github.modelkeel.model.InvalidInputException;

/** Rows that are read one after another. Not thread-safe. */
public interface RowSource extends AutoCloseable {
    /**
     * Takes the next row, whose columns are to go to their places in an array. What this throws concerns the source and not one row.
     *
     * @return false when there are no more rows
     */
    boolean next(double[] into);

    /** Puts every column of the row that was taken in its place, or throws an {@link InvalidInputException} about this row. */
    void complete();

    @Override
    default void close() {}
}
