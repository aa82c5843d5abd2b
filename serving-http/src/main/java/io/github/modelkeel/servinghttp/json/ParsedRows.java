package io.github.modelkeel.servinghttp.json;

import com.fasterxml.jackson.core.JsonParser;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.Signature;
import io.github.modelkeel.servinghttp.message.Refusal;
import java.io.IOException;
import java.util.List;

/**
 * Rows that a caller sent as JSON. What is wrong with the text is wrong with the input: a refusal is the cause of an
 * {@link InvalidInputException}, so that the model is not held to have failed. Not thread-safe.
 */
abstract class ParsedRows implements Rows.Cursor {
    final JsonParser json;
    final Slots slots;
    private final int maxRows;
    private int row;

    ParsedRows(JsonParser json, Signature signature, int maxRows) {
        this.json = json;
        this.slots = Slots.of(signature);
        this.maxRows = maxRows;
    }

    /** Goes to the next row and fills it; false if there is none. */
    abstract boolean fill(Signature.Row into) throws IOException;

    /** The index of the row that is read. */
    final int index() {
        return row;
    }

    final List<Object> place() {
        return List.of("body", row);
    }

    @Override
    public final boolean next(Signature.Row into) {
        try {
            boolean filled = fill(into);
            if (filled) {
                row++;
            }
            return filled;
        } catch (Refusal e) {
            throw asInput(e);
        } catch (IOException e) {
            throw asInput(JsonInput.malformed(e));
        }
    }

    final void checkRoom() {
        if (row == maxRows) {
            throw tooMany(maxRows);
        }
    }

    static Refusal tooMany(int maxRows) {
        return new Refusal(413, "at most %,d rows a request".formatted(maxRows));
    }

    static InvalidInputException asInput(Refusal refusal) {
        return new InvalidInputException(null, refusal.reason(), refusal);
    }

    @Override
    public final void close() throws IOException {
        json.close();
    }
}
