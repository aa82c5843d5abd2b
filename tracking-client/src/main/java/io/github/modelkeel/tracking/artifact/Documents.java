package io.github.modelkeel.tracking.artifact;

import io.github.modelkeel.client.internal.Texts;
import io.github.modelkeel.client.internal.json.JsonArray;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.client.internal.json.JsonText;
import io.github.modelkeel.client.internal.json.JsonValue;
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
public final class Documents {
    private Documents() {}

    /** The file's bytes, YAML when its name ends like that. */
    public static byte[] bytes(Map<String, ?> document, String fileName) {
        boolean yaml = fileName.endsWith(".yaml") || fileName.endsWith(".yml");
        String text = yaml ? Yaml.text(plain(document)) : JsonText.pretty(json(document));
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

    static JsonValue json(@Nullable Object value) {
        if (value == null) {
            return JsonValue.ofNull();
        }
        if (value instanceof Map<?, ?> map) {
            JsonObject object = new JsonObject();
            map.forEach((key, item) -> object.set(String.valueOf(key), json(item)));
            return object;
        }
        if (value instanceof Iterable<?> || value.getClass().isArray()) {
            JsonArray array = new JsonArray();
            items(value).forEach(item -> array.add(json(item)));
            return array;
        }
        if (value instanceof Boolean flag) {
            return JsonValue.of(flag);
        }
        return value instanceof Number number ? json(number) : JsonValue.of(value.toString());
    }

    private static JsonValue json(Number number) {
        if (number instanceof Long || number instanceof Integer || number instanceof Short || number instanceof Byte) {
            return JsonValue.of(number.longValue());
        }
        if (number instanceof Float single) {
            return Float.isFinite(single) ? JsonValue.of(single) : JsonValue.of(single.toString());
        }
        if (number instanceof Double wide) {
            return Double.isFinite(wide) ? JsonValue.of(wide) : JsonValue.of(wide.toString());
        }
        if (number instanceof BigInteger whole) {
            return JsonValue.of(whole);
        }
        return number instanceof BigDecimal decimal ? JsonValue.of(decimal) : JsonValue.of(number.toString());
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
