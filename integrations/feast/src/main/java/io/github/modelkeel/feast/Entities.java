package io.github.modelkeel.feast;

import io.github.modelkeel.client.internal.Texts;
import io.github.modelkeel.client.internal.json.JsonArray;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.client.internal.json.JsonValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The entities of a call. Immutable.
 *
 * @param names what identifies an entity, sorted
 * @param keys of each entity the values for the names, in their order: texts, whole numbers as {@link Long}, other numbers as {@link Double},
 *     booleans
 */
record Entities(List<String> names, List<List<Object>> keys) {

    /** Checks what a caller gave. */
    static Entities of(Map<String, ? extends List<?>> given) {
        Objects.requireNonNull(given, "entities");
        if (given.isEmpty()) {
            throw new IllegalArgumentException("entities must name what identifies one, such as customer_id");
        }
        SortedMap<String, List<?>> sorted = new TreeMap<>(given);
        List<String> names = List.copyOf(sorted.keySet());
        List<List<?>> columns = List.copyOf(sorted.values());
        int size = columns.get(0).size();
        for (int i = 1; i < names.size(); i++) {
            if (columns.get(i).size() != size) {
                throw new IllegalArgumentException("all entities must have equally many values, but '" + names.get(0)
                        + "' has " + size + " and '" + names.get(i) + "' has "
                        + columns.get(i).size());
            }
        }
        List<List<Object>> keys = new ArrayList<>(size);
        for (int row = 0; row < size; row++) {
            List<Object> key = new ArrayList<>(names.size());
            for (int i = 0; i < names.size(); i++) {
                key.add(value(names.get(i), row, columns.get(i).get(row)));
            }
            keys.add(List.copyOf(key));
        }
        return new Entities(names, keys);
    }

    private static Object value(String name, int row, @Nullable Object given) {
        if (given instanceof CharSequence text) {
            return Texts.wellFormed("entity '" + name + "'", text.toString());
        }
        if (given instanceof Long || given instanceof Integer || given instanceof Short || given instanceof Byte) {
            return ((Number) given).longValue();
        }
        if (given instanceof Boolean) {
            return given;
        }
        if ((given instanceof Double || given instanceof Float) && Double.isFinite(((Number) given).doubleValue())) {
            return ((Number) given).doubleValue();
        }
        String found = given == null
                ? "null"
                : given instanceof Number
                        ? given.toString()
                        : "a " + given.getClass().getName();
        throw new IllegalArgumentException("entity '" + name + "' of row " + row
                + " must be a text, a whole number, a finite number or a boolean, not " + found);
    }

    /** Some of these entities. */
    Entities only(Collection<List<Object>> some) {
        return new Entities(names, List.copyOf(some));
    }

    /** An entity in words. */
    String words(List<Object> key) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            words.append(i == 0 ? "" : ", ").append(names.get(i)).append('=').append(key.get(i));
        }
        return words.toString();
    }

    /** The form in which Feast takes them: by name, in lists. */
    JsonObject toJson() {
        JsonObject json = new JsonObject();
        for (int i = 0; i < names.size(); i++) {
            JsonArray values = json.putArray(names.get(i));
            for (List<Object> key : keys) {
                values.add(json(key.get(i)));
            }
        }
        return json;
    }

    /** A value as JSON has it. */
    static JsonValue json(Object value) {
        if (value instanceof Number number) {
            return JsonValue.of(number);
        }
        return value instanceof Boolean flag ? JsonValue.of(flag) : JsonValue.of(value.toString());
    }
}
