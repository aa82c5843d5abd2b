package io.github.modelkeel.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.client.internal.Texts;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Maps, lists and plain values as JSON or YAML. What neither knows becomes text, as in MLflow. JSON has no number for NaN and the
 * infinities: they become the strings that MLflow uses elsewhere.
 */
final class Documents {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Documents() {}

    /** The file's bytes, YAML when its name ends like that. */
    static byte[] bytes(Map<String, ?> document, String fileName) {
        boolean yaml = fileName.endsWith(".yaml") || fileName.endsWith(".yml");
        String text = yaml ? Yaml.text(plain(document)) : json(document).toPrettyString();
        return Texts.wellFormed("the document " + fileName, text).getBytes(StandardCharsets.UTF_8);
    }

    /** A value of maps, lists, text, numbers, booleans and null only. */
    private static Object plain(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> plain = new LinkedHashMap<>();
            map.forEach((key, item) -> plain.put(String.valueOf(key), plain(item)));
            return plain;
        }
        if (value instanceof Iterable<?> || (value != null && value.getClass().isArray())) {
            List<Object> plain = new ArrayList<>();
            items(value).forEach(item -> plain.add(plain(item)));
            return plain;
        }
        if (value instanceof Float number) {
            return Double.parseDouble(number.toString()); // the shortest text of a float, not the double beneath it
        }
        if (value instanceof Short || value instanceof Byte) {
            return ((Number) value).intValue();
        }
        if (value == null) {
            return nullable(null);
        }
        boolean known = value instanceof Boolean
                || value instanceof Double
                || value instanceof Integer
                || value instanceof Long
                || value instanceof BigInteger;
        return known ? value : value.toString();
    }

    @SuppressWarnings("NullAway") // null is a value of YAML, and of the maps and lists that are written as YAML
    private static Object nullable(@Nullable Object value) {
        return value;
    }

    static JsonNode json(@Nullable Object value) {
        if (value == null) {
            return JSON.nullNode();
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = JSON.objectNode();
            map.forEach((key, item) -> object.set(String.valueOf(key), json(item)));
            return object;
        }
        if (value instanceof Iterable<?> || value.getClass().isArray()) {
            ArrayNode array = JSON.arrayNode();
            items(value).forEach(item -> array.add(json(item)));
            return array;
        }
        if (value instanceof Boolean flag) {
            return JSON.booleanNode(flag);
        }
        return value instanceof Number number ? json(number) : JSON.textNode(value.toString());
    }

    private static JsonNode json(Number number) {
        if (number instanceof Long || number instanceof Integer || number instanceof Short || number instanceof Byte) {
            return JSON.numberNode(number.longValue());
        }
        if (number instanceof Float single) {
            return Float.isFinite(single) ? JSON.numberNode(single) : JSON.textNode(single.toString());
        }
        if (number instanceof Double wide) {
            return Double.isFinite(wide) ? JSON.numberNode(wide) : JSON.textNode(wide.toString());
        }
        if (number instanceof BigInteger whole) {
            return JSON.numberNode(whole);
        }
        return number instanceof BigDecimal decimal ? JSON.numberNode(decimal) : JSON.textNode(number.toString());
    }

    private static Iterable<?> items(Object value) {
        if (value instanceof Iterable<?> iterable) {
            return iterable;
        }
        List<@Nullable Object> items = new ArrayList<>();
        for (int i = 0; i < Array.getLength(value); i++) {
            items.add(Array.get(value, i));
        }
        return items;
    }
}
