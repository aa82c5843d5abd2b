package io.github.modelkeel.cli;

import io.github.modelkeel.model.Output;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes one line a row. Not thread-safe. */
interface AnswerWriter extends AutoCloseable {
    /**
     * Writes an answer.
     *
     * @param answer what the model predicts
     * @param kept the values that are carried over, one for each such column
     */
    void write(Output answer, List<? extends @Nullable Object> kept) throws IOException;

    /** Writes what is wrong, in place of an answer. */
    void writeError(String message, List<? extends @Nullable Object> kept) throws IOException;

    /** Ends the last line and sends everything on. */
    @Override
    void close() throws IOException;
}
