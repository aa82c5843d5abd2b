package io.github.modelkeel.cli;

import io.github.modelkeel.model.Output;
import java.io.IOException;
import java.util.List;

/** Writes one line a row. Not thread-safe. */
interface AnswerWriter extends AutoCloseable {
    /**
     * Writes an answer.
     *
     * @param answer what the model predicts
     * @param kept the values that are carried over, one for each such column, or none at all
     */
    void write(Output answer, List<String> kept) throws IOException;

    /** Writes what is wrong, in place of an answer. */
    void writeError(String message, List<String> kept) throws IOException;

    /** Ends the last line and sends everything on. */
    @Override
    void close() throws IOException;
}
