package io.github.modelkeel.servinghttp.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.modelkeel.model.Signature;
import io.github.modelkeel.servinghttp.message.Refusal;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that are flat objects of numbers, texts and booleans; null is a missing value. Not thread-safe. */
final class ObjectRows extends ParsedRows {
    /** Where the rows stand. */
    enum Form {
        /** The body is the row. */
        ONE,
        /** The body is a list, or an object with the list {@code instances}. */
        LIST,
        /** The parser is at the start of a list that was checked before. */
        VALUE
    }

    private static final String INSTANCES = "instances";

    private final Form form;
    private final BitSet seen = new BitSet();
    private boolean started;
    private boolean ended;
    private boolean within;

    ObjectRows(JsonParser json, Signature signature, Form form, int maxRows) {
        super(json, signature, maxRows);
        this.form = form;
    }

    @Override
    boolean fill(Signature.Row into) throws IOException {
        if (ended) {
            return false;
        }
        if (!started) {
            started = true;
            start();
        }
        if (form == Form.ONE) {
            object(into, List.of("body"));
            ended = true;
            end();
            return true;
        }
        if (json.nextToken() == JsonToken.END_ARRAY) {
            ended = true;
            endOfList();
            return false;
        }
        checkRoom();
        object(into, null);
        return true;
    }

    private void start() throws IOException {
        JsonToken first = json.nextToken();
        if (first == null) {
            throw new Refusal(422, "missing", List.of("body"), "the body is empty; JSON is required");
        }
        if (form != Form.LIST || first == JsonToken.START_ARRAY) {
            return;
        }
        String expected = "the body must be a list of rows or {\"instances\": [rows]}";
        if (first != JsonToken.START_OBJECT || json.nextToken() != JsonToken.FIELD_NAME) {
            throw new Refusal(422, "list_type", List.of("body"), expected);
        }
        String key = json.currentName();
        if (!key.equals(INSTANCES)) {
            throw new Refusal(422, "extra_forbidden", Slots.with(List.of("body"), key), expected);
        }
        if (json.nextToken() != JsonToken.START_ARRAY) {
            throw new Refusal(422, "list_type", List.of("body", key), "instances must be a list of rows");
        }
        within = true;
    }

    private void endOfList() throws IOException {
        if (form == Form.VALUE) {
            return;
        }
        if (within && json.nextToken() != JsonToken.END_OBJECT) {
            throw new Refusal(
                    422,
                    "extra_forbidden",
                    Slots.with(List.of("body"), json.currentName()),
                    "nothing may follow instances");
        }
        end();
    }

    private void end() throws IOException {
        if (json.nextToken() != null) {
            throw JsonInput.malformed(
                    "text after the end of the JSON value",
                    json.currentTokenLocation().getByteOffset());
        }
    }

    private void object(Signature.Row into, @Nullable List<Object> alone) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new Refusal(
                    422,
                    "dict_type",
                    alone == null ? place() : alone,
                    "a row must be a JSON object of column names and values");
        }
        seen.clear();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            int column = slots.indexOf(name);
            if (column < 0) {
                if (!token.isScalarValue()) {
                    throw Slots.notScalar(name, alone == null ? place() : alone);
                }
                into.unknown(name);
                continue;
            }
            if (seen.get(column)) {
                throw new Refusal(
                        400,
                        "duplicate_key",
                        Slots.with(alone == null ? place() : alone, name),
                        "column '" + name + "' is there twice");
            }
            seen.set(column);
            set(into, column, alone);
        }
    }

    private void set(Signature.Row into, int column, @Nullable List<Object> alone) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
            double value = json.getDoubleValue();
            if (Double.isFinite(value)) {
                into.number(column, value); // without a list for its place
                return;
            }
        }
        slots.set(into, column, json, alone == null ? place() : alone);
    }
}
