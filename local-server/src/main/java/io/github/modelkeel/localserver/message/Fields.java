package io.github.modelkeel.localserver.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one request message, read with the leniency of the wire: 64-bit numbers may be strings, floating-point
 * values may be the words {@code NaN} and {@code Infinity}, unknown fields are ignored, {@code null} means absent, and a
 * query string is a message whose values are all strings.
 */
public final class Fields {
    private final ObjectNode message;
    private final String path;

    private Fields(ObjectNode message, String path) {
        this.message = message;
        this.path = path;
    }

    public static Fields ofJson(ObjectNode message) {
        return new Fields(message, "");
    }

    public static Fields ofQuery(QueryString query) {
        ObjectNode message = Json.object();
        query.parameters().forEach((name, values) -> {
            ArrayNode array = message.putArray(name);
            values.forEach(array::add);
        });
        return new Fields(message, "");
    }

    public boolean has(String name) {
        return find(name) != null;
    }

    /** The text of a field; empty when absent. */
    public String string(String name) {
        JsonNode value = scalar(name);
        if (value == null) {
            return "";
        }
        if (!value.isTextual()) {
            throw wrongType(name, value);
        }
        return wellFormed(name, value.textValue());
    }

    /** Refuses half of a surrogate pair: it is not a character, and could only be stored as another text. */
    private String wellFormed(String name, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isHighSurrogate(text.charAt(i))
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(text.charAt(i))) {
                throw ApiError.invalid(String.format(
                        "Invalid value for parameter '%s' supplied: character %d is half of a surrogate pair (\\u%04x),"
                                + " which is not valid Unicode",
                        path + name, text.codePointCount(0, i) + 1, (int) text.charAt(i)));
            }
        }
        return text;
    }

    /** The text of a field, or null when it was not sent. */
    public @Nullable String stringOrNull(String name) {
        return has(name) ? string(name) : null;
    }

    /** The text of a field that must be there and not empty. */
    public String required(String name) {
        String value = string(name);
        if (value.isEmpty()) {
            throw ApiError.missing(path + name);
        }
        return value;
    }

    /** The run a request is about: {@code run_id}, or its older name {@code run_uuid}. */
    public String runId() {
        String id = string("run_id");
        return id.isEmpty() && has("run_uuid") ? required("run_uuid") : required("run_id");
    }

    public long longOr(String name, long fallback) {
        Long value = longOrNull(name);
        return value == null ? fallback : value;
    }

    public long requiredLong(String name) {
        Long value = longOrNull(name);
        if (value == null) {
            throw ApiError.missing(path + name);
        }
        return value;
    }

    public @Nullable Long longOrNull(String name) {
        JsonNode value = scalar(name);
        if (value == null) {
            return null;
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        if (value.isFloatingPointNumber() && value.doubleValue() == (double) value.longValue()) {
            return value.longValue();
        }
        if (value.isTextual()) {
            try {
                return Long.valueOf(value.textValue().strip());
            } catch (NumberFormatException e) {
                throw wrongType(name, value);
            }
        }
        throw wrongType(name, value);
    }

    /** A required floating-point field, which may be NaN or infinite. */
    public double requiredDouble(String name) {
        JsonNode value = scalar(name);
        if (value == null || (value.isTextual() && value.textValue().isEmpty())) {
            throw ApiError.missing(path + name);
        }
        if (value.isNumber()) {
            return value.doubleValue();
        }
        if (value.isTextual()) {
            try {
                return Double.parseDouble(value.textValue());
            } catch (NumberFormatException e) {
                throw wrongType(name, value);
            }
        }
        throw wrongType(name, value);
    }

    public boolean flag(String name, boolean fallback) {
        JsonNode value = scalar(name);
        if (value == null) {
            return fallback;
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        String text = value.asText().toLowerCase(Locale.ROOT);
        if (value.isTextual() && (text.equals("true") || text.equals("false"))) {
            return text.equals("true");
        }
        throw wrongType(name, value);
    }

    /** The word of an enumeration: its name, or its number for clients that send numbers. */
    public @Nullable String word(String name) {
        JsonNode value = scalar(name);
        return value == null ? null : value.asText();
    }

    /** The messages in a repeated field; empty when absent. */
    public List<Fields> messages(String name) {
        List<Fields> found = new ArrayList<>();
        for (JsonNode item : items(name)) {
            if (!(item instanceof ObjectNode object)) {
                throw wrongType(name, item);
            }
            found.add(new Fields(object, path + name + "[" + found.size() + "]."));
        }
        return found;
    }

    /** The message in a field that holds a single message; empty when absent. */
    public Fields message(String name) {
        JsonNode value = find(name);
        if (value == null) {
            return new Fields(Json.object(), path + name + ".");
        }
        if (!(value instanceof ObjectNode object)) {
            throw wrongType(name, value);
        }
        return new Fields(object, path + name + ".");
    }

    public List<String> strings(String name) {
        List<String> found = new ArrayList<>();
        for (JsonNode item : items(name)) {
            if (!item.isTextual()) {
                throw wrongType(name, item);
            }
            found.add(wellFormed(name, item.textValue()));
        }
        return found;
    }

    private Iterable<JsonNode> items(String name) {
        JsonNode value = find(name);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            throw wrongType(name, value);
        }
        return value;
    }

    private @Nullable JsonNode find(String name) {
        JsonNode value = message.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /** The value of a field that is not repeated; a query's first value. */
    private @Nullable JsonNode scalar(String name) {
        JsonNode value = find(name);
        return value != null
                        && value.isArray()
                        && value.size() > 0
                        && value.get(0).isTextual()
                ? value.get(0)
                : value;
    }

    private ApiError wrongType(String name, JsonNode value) {
        String shown = Json.text(value);
        String cut = Names.truncate(shown, 100);
        String brief = cut.equals(shown) ? shown : cut + "...";
        return ApiError.invalid("Invalid value " + brief + " for parameter '" + path + name
                + "' supplied:  Hint: Value was of type '" + Json.describe(value)
                + "'. See the API docs for more information about request parameters.");
    }
}
