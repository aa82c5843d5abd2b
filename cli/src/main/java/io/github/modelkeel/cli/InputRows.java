package io.github.modelkeel.cli;

import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Signature;
import java.io.IOException;
import java.util.List;

/** The rows of a file, one after another. Not thread-safe. */
interface InputRows extends AutoCloseable {
    /**
     * Fills the row with the next one of the file.
     *
     * @return false when there is none
     * @throws InvalidInputException if what is there is no row, but the next one can be read
     * @throws CommandFailure if nothing can be read any more
     * @throws IOException if the file cannot be read
     */
    boolean next(Signature.Row row) throws IOException;

    /** The last row's values of the columns that are carried to the output, as they are in the file; for a row that is none too. */
    default List<String> keptValues() {
        return List.of();
    }

    /** How many rows there were, those that were none included. */
    long count();

    @Override
    void close() throws IOException;
}
