package io.github.modelkeel.formats;

import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.Signature;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Rows in JSON that a caller sent: what is wrong with the text is wrong with the input. Not thread-safe. */
final class JsonRequest implements Rows.Cursor {
    private final Opening opening;
    private @Nullable JsonRows rows;

    /** Starts to read, which may already find that the text is broken. */
    interface Opening {
        JsonRows open() throws IOException;
    }

    JsonRequest(Opening opening) {
        this.opening = opening;
    }

    @Override
    public boolean next(Signature.Row into) throws IOException {
        try {
            return rows().next(into);
        } catch (JsonRows.MalformedRowsException e) {
            throw new InvalidInputException(null, String.valueOf(e.getMessage()), e);
        }
    }

    private JsonRows rows() throws IOException {
        JsonRows open = rows;
        if (open == null) {
            open = opening.open();
            rows = open;
        }
        return open;
    }

    @Override
    public void close() {
        JsonRows open = rows;
        if (open != null) {
            open.close();
        }
    }
}
