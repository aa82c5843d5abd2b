package io.github.modelkeel.client.internal.json;

import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An object of JSON; its fields keep the order in which they came. Not thread-safe while it is changed. */
public final class JsonObject extends JsonValue {
    private final Map<String, JsonValue> fields = new LinkedHashMap<>();

    @Override
    public @Nullable JsonValue get(String field) {
        return fields.get(field);
    }

    @Override
    public int size() {
        return fields.size();
    }

    @Override
    public Set<Map.Entry<String, JsonValue>> properties() {
        return Collections.unmodifiableMap(fields).entrySet();
    }

    @Override
    public Iterator<JsonValue> iterator() {
        return Collections.unmodifiableCollection(fields.values()).iterator();
    }

    /** Sets a field. {@return this object} */
    public JsonObject set(String field, JsonValue value) {
        fields.put(field, value);
        return this;
    }

    /** Sets a field for each of another object. {@return this object} */
    public JsonObject setAll(JsonObject other) {
        fields.putAll(other.fields);
        return this;
    }

    /** Sets a field to a text or null. {@return this object} */
    public JsonObject put(String field, @Nullable String text) {
        return set(field, of(text));
    }

    /** Sets a field to a whole number. {@return this object} */
    public JsonObject put(String field, long number) {
        return set(field, of(number));
    }

    /** Sets a field to a number. {@return this object} */
    public JsonObject put(String field, double number) {
        return set(field, of(number));
    }

    /** Sets a field to true or false. {@return this object} */
    public JsonObject put(String field, boolean flag) {
        return set(field, of(flag));
    }

    /** Sets a field to a new, empty array. {@return the array} */
    public JsonArray putArray(String field) {
        JsonArray array = new JsonArray();
        fields.put(field, array);
        return array;
    }

    /** Sets a field to a new, empty object. {@return the new object} */
    public JsonObject putObject(String field) {
        JsonObject object = new JsonObject();
        fields.put(field, object);
        return object;
    }

    /** {@return the field's array, which is made where there is no field} */
    public JsonArray withArray(String field) {
        JsonValue present = fields.get(field);
        if (present == null) {
            return putArray(field);
        }
        if (present instanceof JsonArray array) {
            return array;
        }
        throw new IllegalStateException("the field '" + field + "' is not an array");
    }

    /** Removes a field, if it is there. */
    public void remove(String field) {
        fields.remove(field);
    }

    /** {@return an object that shares nothing that can be changed with this one} */
    public JsonObject deepCopy() {
        JsonObject copy = new JsonObject();
        fields.forEach((field, value) -> copy.fields.put(field, copy(value)));
        return copy;
    }

    static JsonValue copy(JsonValue value) {
        if (value instanceof JsonObject object) {
            return object.deepCopy();
        }
        return value instanceof JsonArray array ? array.deepCopy() : value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonObject object && fields.equals(object.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }
}
