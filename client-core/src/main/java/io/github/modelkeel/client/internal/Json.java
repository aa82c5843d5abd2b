package io.github.modelkeel.client.internal;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.internal.json.JsonArray;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.client.internal.json.JsonText;
import io.github.modelkeel.client.internal.json.JsonValue;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The fields of MLflow's requests and responses, in trees of JSON. */
public final class Json {
    private Json() {}

    /** Reads one document. */
    public static JsonValue parse(byte[] document) throws IOException {
        return JsonText.read(document);
    }

    /** Writes a tree in UTF-8. */
    public static byte[] bytes(JsonValue tree) {
        return JsonText.bytes(tree);
    }

    /** Writes a tree as text. */
    public static String text(JsonValue tree) {
        return JsonText.text(tree);
    }

    /** An empty object. */
    public static JsonObject object() {
        return new JsonObject();
    }

    /** MLflow's form of a map: a list of objects with key and value. */
    public static JsonValue keyValues(Map<String, String> values) {
        JsonArray list = new JsonArray();
        values.forEach((key, value) -> list.addObject().put("key", key).put("value", value));
        return list;
    }

    /** Reads MLflow's form of a map. */
    public static Map<String, String> keyValues(JsonValue list) {
        Map<String, String> values = new LinkedHashMap<>();
        list.forEach(item -> values.put(string(item, "key"), item.path("value").asText("")));
        return values;
    }

    /** A field that must be there. */
    public static JsonValue required(JsonValue node, String field) {
        JsonValue value = node.get(field);
        if (value == null || value.isNull()) {
            throw invalid("the field '" + field + "' is missing");
        }
        return value;
    }

    /** A field that must be a string, or a number where MLflow's servers differ. */
    public static String string(JsonValue node, String field) {
        JsonValue value = required(node, field);
        if (!value.isTextual() && !value.isNumber()) {
            throw invalid("the field '" + field + "' is not a string");
        }
        return value.asText();
    }

    /** A string field; null when it is missing or empty. */
    public static @Nullable String optionalString(JsonValue node, String field) {
        String text = node.path(field).asText("");
        return text.isEmpty() ? null : text;
    }

    /** A 64-bit integer, sent as a number or as a string; 0 when missing, as MLflow omits zeros. */
    public static long int64(JsonValue node, String field) {
        JsonValue value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return 0;
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        try {
            return Long.parseLong(value.asText());
        } catch (NumberFormatException e) {
            throw invalid("the field '" + field + "' is not a 64-bit integer");
        }
    }

    /** A double, where MLflow sends the three that JSON lacks as strings. */
    public static double float64(JsonValue node, String field) {
        JsonValue value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return 0;
        }
        if (value.isNumber()) {
            return value.doubleValue();
        }
        try {
            return Double.parseDouble(Objects.requireNonNull(value.textValue(), ""));
        } catch (NumberFormatException | NullPointerException e) {
            throw invalid("the field '" + field + "' is not a number");
        }
    }

    private static ClientException invalid(String reason) {
        return new ClientException(
                "INVALID_RESPONSE", 200, "INVALID_RESPONSE: unexpected response from the server: " + reason, null);
    }
}
