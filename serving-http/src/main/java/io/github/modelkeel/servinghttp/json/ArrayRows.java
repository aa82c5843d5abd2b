package io.github.modelkeel.servinghttp.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.modelkeel.model.Signature;
import io.github.modelkeel.servinghttp.message.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that are arrays, one value a column: of the given names, or of the model's columns in their order. Not thread-safe. */
final class ArrayRows extends ParsedRows {
    private final List<String> names;
    private final int[] columns;
    private boolean started;
    private boolean ended;

    ArrayRows(JsonParser json, Signature signature, @Nullable List<String> names, int maxRows) {
        super(json, signature, maxRows);
        List<String> given = names;
        if (given == null) {
            given = new ArrayList<>();
            for (int i = 0; i < slots.count(); i++) {
                given.add(slots.name(i));
            }
        }
        this.names = given;
        this.columns = given.stream().mapToInt(slots::indexOf).toArray();
    }

    @Override
    boolean fill(Signature.Row into) throws IOException {
        if (ended) {
            return false;
        }
        if (!started) {
            started = true;
            json.nextToken();
        }
        JsonToken token = json.nextToken();
        if (token == JsonToken.END_ARRAY) {
            ended = true;
            return false;
        }
        checkRoom();
        if (token == JsonToken.START_ARRAY) {
            int index = 0;
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (index == columns.length) {
                    throw wrongCount("more values than");
                }
                set(into, index++);
            }
            if (index < columns.length) {
                throw wrongCount(index + " values for");
            }
        } else if (token.isScalarValue() && columns.length == 1) {
            set(into, 0);
        } else {
            throw wrongCount(token.isScalarValue() ? "a single value for" : "an object for");
        }
        return true;
    }

    private Refusal wrongCount(String found) {
        return new Refusal(
                422,
                "list_type",
                place(),
                "row " + index() + ": " + found + " " + columns.length
                        + " columns; a row is an array, one value a column");
    }

    private void set(Signature.Row into, int index) throws IOException {
        if (columns[index] >= 0) {
            slots.set(into, columns[index], json, place());
        } else if (json.currentToken().isScalarValue()) {
            into.unknown(names.get(index));
        } else {
            throw Slots.notScalar(names.get(index), place());
        }
    }
}
