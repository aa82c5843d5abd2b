package io.github.modelkeel.samples.houseprices;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the rows of a request, token by token: flat objects of numbers, texts and booleans; null is a missing value. */
final class JsonRows {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int UNPROCESSABLE = 422;

    private final JsonParser json;
    private final int maxRows;

    private JsonRows(JsonParser json, int maxRows) {
        this.json = json;
        this.maxRows = maxRows;
    }

    /** The one row that is the body. */
    static Map<String, Object> row(byte[] body) throws IOException {
        return read(body, 1, rows -> rows.object(List.of("body")));
    }

    /** The rows of a body {@code [...]} or {@code {"instances": [...]}}. */
    static List<Map<String, Object>> rows(byte[] body, int maxRows) throws IOException {
        return read(body, maxRows, JsonRows::batch);
    }

    private interface Reading<T> {
        T from(JsonRows rows) throws IOException;
    }

    private static <T> T read(byte[] body, int maxRows, Reading<T> reading) throws IOException {
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() == null) {
                throw new HttpFailure(
                        UNPROCESSABLE, "missing", List.of("body"), "the body is empty; a JSON object is required");
            }
            T value = reading.from(new JsonRows(json, maxRows));
            if (json.nextToken() != null) {
                throw malformed(
                        "text after the end of the JSON value",
                        json.currentTokenLocation().getByteOffset());
            }
            return value;
        } catch (JsonProcessingException e) {
            throw malformed(
                    inPlainWords(e),
                    e.getLocation() == null ? 0 : e.getLocation().getByteOffset());
        }
    }

    /** What the parser says is for programmers: it names settings of the parser, and a source that it does not show. */
    private static String inPlainWords(JsonProcessingException e) {
        return e instanceof JsonEOFException
                ? "the text ends too early"
                : e instanceof StreamConstraintsException
                        ? "a text or a number is too long, or objects are nested too deeply"
                        : "no JSON value, comma, colon or bracket that could stand here";
    }

    private static HttpFailure malformed(String message, long offset) {
        return new HttpFailure(400, "json_invalid", List.of("body", offset), "malformed JSON: " + message);
    }

    private List<Map<String, Object>> batch() throws IOException {
        if (json.currentToken() == JsonToken.START_ARRAY) {
            return list(List.of("body"));
        }
        String wanted = "must be a list of rows or {\"instances\": [rows]}";
        if (json.currentToken() != JsonToken.START_OBJECT || json.nextToken() != JsonToken.FIELD_NAME) {
            throw new HttpFailure(UNPROCESSABLE, "list_type", List.of("body"), "the body " + wanted);
        }
        String key = json.currentName();
        if (!key.equals("instances")) {
            throw new HttpFailure(UNPROCESSABLE, "extra_forbidden", List.of("body", key), "the body " + wanted);
        }
        if (json.nextToken() != JsonToken.START_ARRAY) {
            throw new HttpFailure(UNPROCESSABLE, "list_type", List.of("body", key), "instances must be a list of rows");
        }
        List<Map<String, Object>> rows = list(List.of("body", key));
        if (json.nextToken() != JsonToken.END_OBJECT) {
            throw new HttpFailure(
                    UNPROCESSABLE,
                    "extra_forbidden",
                    List.of("body", json.currentName()),
                    "nothing may follow instances");
        }
        return rows;
    }

    private List<Map<String, Object>> list(List<Object> place) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (rows.size() == maxRows) {
                throw new HttpFailure(413, "at most %,d rows a request".formatted(maxRows));
            }
            rows.add(object(with(place, rows.size())));
        }
        return rows;
    }

    private Map<String, Object> object(List<Object> place) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new HttpFailure(
                    UNPROCESSABLE, "dict_type", place, "a row must be a JSON object of column names and values");
        }
        Map<String, Object> row = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String column = json.currentName();
            List<Object> here = with(place, column);
            JsonToken token = json.nextToken();
            if (token != JsonToken.VALUE_NULL && row.put(column, scalar(token, column, here)) != null) {
                throw new HttpFailure(400, "duplicate_key", here, "column '" + column + "' is there twice");
            }
        }
        return row;
    }

    private Object scalar(JsonToken token, String column, List<Object> place) throws IOException {
        return switch (token) {
            case VALUE_STRING -> json.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(column, place);
            default ->
                throw new HttpFailure(
                        UNPROCESSABLE,
                        "scalar_type",
                        place,
                        "column '" + column + "' must be a number, a text, a boolean or null, not a list or an object");
        };
    }

    private Double number(String column, List<Object> place) throws IOException {
        double value = json.getDoubleValue();
        if (!Double.isFinite(value)) {
            throw new HttpFailure(
                    UNPROCESSABLE, "finite_number", place, "column '" + column + "' is too large for a number");
        }
        return value;
    }

    private static List<Object> with(List<Object> place, Object next) {
        List<Object> longer = new ArrayList<>(place);
        longer.add(next);
        return longer;
    }
}
