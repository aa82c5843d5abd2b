package io.github.modelkeel.cli;

import io.github.modelkeel.cli.console.CommandFailure;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Signature;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a file, one after another. Not thread-safe. */
interface InputRows extends AutoCloseable {
    /**
     * Fills the row with the next one of the file.
     *
     * @return false when there is none
     * @throws InvalidInputException if this row is malformed, but the next one can be read
     * @throws CommandFailure if nothing can be read any more
     * @throws IOException if the file cannot be read
     */
    boolean next(Signature.Row row) throws IOException;

    /**
     * The last row's values of the columns that are carried to the output, one for each, as they are in the file: texts, numbers with all
     * of their digits, booleans or null. For a malformed row, what could be read of it.
     */
    List<@Nullable Object> keptValues();

    /** How many rows there were, malformed ones included. */
    long count();

    @Override
    void close() throws IOException;
}
