package io.github.modelkeel.servinghttp.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.JsonTokenId;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.servinghttp.message.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object by its keys, whose values are read where they stand, in any order. Its text was read to the end once before, so that a later
 * reading finds no fault of syntax and no key twice. Immutable apart from the bytes, which belong to the caller.
 */
public final class Parts {
    private final JsonInput input;
    private final byte[] body;

    /** Where the value of each key starts. */
    private final Map<String, Integer> starts;

    private Parts(JsonInput input, byte[] body, Map<String, Integer> starts) {
        this.input = input;
        this.body = body;
        this.starts = starts;
    }

    static Parts of(JsonInput input, byte[] body) {
        try (JsonParser json = input.strictParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new Refusal(400, "the body must be a JSON object");
            }
            Map<String, Integer> starts = keys(json, 0);
            if (json.nextToken() != null) {
                throw JsonInput.malformed(
                        "text after the end of the JSON value",
                        json.currentTokenLocation().getByteOffset());
            }
            return new Parts(input, body, starts);
        } catch (IOException e) {
            throw JsonInput.malformed(e);
        }
    }

    /** The parser is at the opening bracket; its bytes start at an offset of the body. */
    private static Map<String, Integer> keys(JsonParser json, int offset) throws IOException {
        Map<String, Integer> starts = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            json.nextToken();
            starts.put(key, offset + (int) json.currentTokenLocation().getByteOffset());
            json.skipChildren();
        }
        return starts;
    }

    /** The keys, in the order of the text. */
    public Set<String> keys() {
        return starts.keySet();
    }

    /** Whether there is a key whose value is not null. */
    public boolean has(String key) {
        return starts.containsKey(key) && first(key) != JsonToken.VALUE_NULL;
    }

    /** By its first character, as a number cannot be read without what is behind it. */
    private JsonToken first(String key) {
        Integer start = starts.get(key);
        return start == null
                ? JsonToken.NOT_AVAILABLE
                : switch (body[start]) {
                    case '{' -> JsonToken.START_OBJECT;
                    case '[' -> JsonToken.START_ARRAY;
                    case 'n' -> JsonToken.VALUE_NULL;
                    default -> JsonToken.VALUE_STRING; // or another scalar
                };
    }

    private interface Reading<T> {
        T from(JsonParser json) throws IOException;
    }

    private <T> T read(String key, Reading<T> reading) {
        Integer start = starts.get(key);
        if (start == null) {
            throw new Refusal(400, "\"" + key + "\" is missing");
        }
        if ("{[\"".indexOf(body[start]) < 0) {
            throw new Refusal(400, "\"" + key + "\" must not be a number, a boolean or null");
        }
        try (JsonParser json = input.parserAt(body, start)) {
            json.nextToken();
            return reading.from(json);
        } catch (IOException e) {
            throw JsonInput.malformed(e);
        }
    }

    private static void expect(JsonParser json, JsonToken expected, String rule) {
        if (json.currentToken() != expected) {
            throw new Refusal(400, rule);
        }
    }

    /** The text of a key. */
    public String text(String key) {
        return read(key, json -> {
            expect(json, JsonToken.VALUE_STRING, "\"" + key + "\" must be a text");
            return json.getText();
        });
    }

    /** The text, number or boolean of a key. */
    public Object scalar(String key) {
        int start = starts.getOrDefault(key, -1);
        if (start < 0 || first(key) != JsonToken.VALUE_STRING) {
            throw new Refusal(400, "\"" + key + "\" must be a number, a text or a boolean");
        }
        if (body[start] == '"') {
            return text(key);
        }
        int end = start;
        while (end < body.length && ",}] \t\r\n".indexOf(body[end]) < 0) {
            end++;
        }
        String literal = new String(body, start, end - start, StandardCharsets.US_ASCII);
        if (literal.equals("true") || literal.equals("false")) {
            return literal.equals("true");
        }
        double value = Double.parseDouble(literal);
        if (!Double.isFinite(value)) {
            throw new Refusal(400, "\"" + key + "\" is too large for a number");
        }
        return value;
    }

    /** The list of texts of a key. */
    public List<String> texts(String key) {
        return read(key, json -> {
            String rule = "\"" + key + "\" must be a list of texts";
            expect(json, JsonToken.START_ARRAY, rule);
            List<String> texts = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                expect(json, JsonToken.VALUE_STRING, rule);
                texts.add(json.getText());
            }
            return texts;
        });
    }

    /** The list of whole numbers of a key, none below 0. */
    public List<Long> sizes(String key) {
        return read(key, json -> {
            String rule = "\"" + key + "\" must be a list of whole numbers, none below 0";
            expect(json, JsonToken.START_ARRAY, rule);
            List<Long> sizes = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                expect(json, JsonToken.VALUE_NUMBER_INT, rule);
                if (json.getTextLength() > 10 || json.getLongValue() < 0) {
                    throw new Refusal(400, rule);
                }
                sizes.add(json.getLongValue());
            }
            return sizes;
        });
    }

    /** The object of a key. */
    public Parts object(String key) {
        return read(key, json -> {
            expect(json, JsonToken.START_OBJECT, "\"" + key + "\" must be an object");
            return new Parts(input, body, keys(json, starts.getOrDefault(key, 0)));
        });
    }

    /** The list of objects of a key, of which there may be a number at most. */
    public List<Parts> objects(String key, int most) {
        return read(key, json -> {
            String rule = "\"" + key + "\" must be a list of objects, at most " + most;
            expect(json, JsonToken.START_ARRAY, rule);
            List<Parts> objects = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                expect(json, JsonToken.START_OBJECT, rule);
                if (objects.size() == most) {
                    throw new Refusal(400, rule);
                }
                objects.add(new Parts(input, body, keys(json, starts.getOrDefault(key, 0))));
            }
            return objects;
        });
    }

    /**
     * The scalars of a tensor in their order: numbers, texts, booleans, nulls. They are one flat list, whose length is the caller's to
     * check, or lists in lists whose lengths are the sizes of the shape at each level.
     */
    public void scalars(String key, List<Long> shape, Scalars into) {
        read(key, json -> {
            expect(json, JsonToken.START_ARRAY, "\"" + key + "\" must be a list");
            boolean flat = json.nextToken() != JsonToken.START_ARRAY;
            level(key, json, shape, flat ? shape.size() : 1, flat, into);
            return flat;
        });
    }

    /** The parser is at what follows the opening bracket of a list, which has the size of its level unless all values are in it. */
    private static void level(String key, JsonParser json, List<Long> shape, int level, boolean flat, Scalars into)
            throws IOException {
        String rule = "\"" + key + "\" must be a flat list, or lists in lists as the shape " + shape + " has them";
        long found = 0;
        while (json.currentToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == JsonToken.START_OBJECT) {
                throw new Refusal(400, "\"" + key + "\" must hold numbers, texts and booleans, not objects");
            }
            if (json.currentToken().isScalarValue() != (level == shape.size())) {
                throw new Refusal(400, rule);
            }
            if (level == shape.size()) {
                into.add(scalar(json));
            } else {
                json.nextToken();
                level(key, json, shape, level + 1, false, into);
            }
            found++;
            json.nextToken();
        }
        if (!flat && found != shape.get(level - 1)) {
            throw new Refusal(400, rule + "; a list at level " + level + " has " + found + " values");
        }
    }

    /** Takes values one after another. */
    public interface Scalars {
        /** Takes the next one. */
        void add(@Nullable Object value);
    }

    private static @Nullable Object scalar(JsonParser json) throws IOException {
        return switch (json.currentTokenId()) {
            case JsonTokenId.ID_NUMBER_INT -> json.getNumberValue();
            case JsonTokenId.ID_NUMBER_FLOAT -> json.getDoubleValue();
            case JsonTokenId.ID_TRUE -> true;
            case JsonTokenId.ID_FALSE -> false;
            case JsonTokenId.ID_NULL -> null;
            default -> json.getText();
        };
    }

    /** The rows of a key, as {@link #rows(String)}, or an object of columns. */
    public Rows rowsOrColumns(String key) {
        return first(key) == JsonToken.START_OBJECT ? Rows.ofColumns(columns(key)) : rows(key);
    }

    /** The rows of a key: objects, arrays of one value a column, or single values of one column. */
    public Rows rows(String key) {
        if (first(key) != JsonToken.START_ARRAY) {
            throw new Refusal(400, "\"" + key + "\" must be a list of rows");
        }
        int start = starts.getOrDefault(key, 0);
        JsonToken second = read(key, JsonParser::nextToken);
        if (second == JsonToken.START_OBJECT || second == JsonToken.END_ARRAY) {
            return Rows.from(signature ->
                    new ObjectRows(input.parserAt(body, start), signature, ObjectRows.Form.VALUE, input.maxRows()));
        }
        return arrays(key, null);
    }

    /** The rows of a key, arrays of one value for each of the names, or for each of the model's columns. */
    public Rows arrays(String key, @Nullable List<String> names) {
        if (first(key) != JsonToken.START_ARRAY) {
            throw new Refusal(400, "\"" + key + "\" must be a list of rows");
        }
        int start = starts.getOrDefault(key, 0);
        return Rows.from(signature -> new ArrayRows(input.parserAt(body, start), signature, names, input.maxRows()));
    }

    private Map<String, List<@Nullable Object>> columns(String key) {
        return read(key, json -> {
            Map<String, List<@Nullable Object>> columns = new LinkedHashMap<>();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                json.nextToken();
                expect(json, JsonToken.START_ARRAY, "column '" + Slots.shorten(name) + "' must be a list of values");
                columns.put(name, column(json, name));
            }
            if (columns.isEmpty()) {
                throw new Refusal(400, "\"" + key + "\" has no column");
            }
            long lengths =
                    columns.values().stream().mapToInt(List::size).distinct().count();
            if (lengths > 1) {
                throw new Refusal(400, "all columns of \"" + key + "\" must have the same number of values");
            }
            return columns;
        });
    }

    private List<@Nullable Object> column(JsonParser json, String name) throws IOException {
        List<@Nullable Object> values = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (values.size() == input.maxRows()) {
                throw ParsedRows.tooMany(input.maxRows());
            }
            if (!json.currentToken().isScalarValue()) {
                throw Slots.notScalar(name, List.of("body", values.size()));
            }
            Object value = scalar(json);
            if (value instanceof Number number && !Double.isFinite(number.doubleValue())) {
                throw new Refusal(400, "column '" + Slots.shorten(name) + "' is too large for a number");
            }
            values.add(value);
        }
        return values;
    }
}
