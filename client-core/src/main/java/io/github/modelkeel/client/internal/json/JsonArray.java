package io.github.modelkeel.client.internal.json;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An array of JSON. Not thread-safe while it is changed. */
public final class JsonArray extends JsonValue {
    private final List<JsonValue> items = new ArrayList<>();

    @Override
    public @Nullable JsonValue get(int index) {
        return index >= 0 && index < items.size() ? items.get(index) : null;
    }

    @Override
    public int size() {
        return items.size();
    }

    @Override
    public Iterator<JsonValue> iterator() {
        return Collections.unmodifiableList(items).iterator();
    }

    /** Appends an item. {@return this array} */
    public JsonArray add(JsonValue item) {
        items.add(item);
        return this;
    }

    /** Appends a text or null. {@return this array} */
    public JsonArray add(@Nullable String text) {
        return add(of(text));
    }

    /** Appends a whole number. {@return this array} */
    public JsonArray add(long number) {
        return add(of(number));
    }

    /** Appends a number. {@return this array} */
    public JsonArray add(double number) {
        return add(of(number));
    }

    /** Appends true or false. {@return this array} */
    public JsonArray add(boolean flag) {
        return add(of(flag));
    }

    /** Appends null. {@return this array} */
    public JsonArray addNull() {
        return add(ofNull());
    }

    /** Appends items. {@return this array} */
    public JsonArray addAll(Collection<? extends JsonValue> more) {
        items.addAll(more);
        return this;
    }

    /** Appends a new, empty object. {@return the object} */
    public JsonObject addObject() {
        JsonObject object = new JsonObject();
        items.add(object);
        return object;
    }

    /** Appends a new, empty array. {@return the new array} */
    public JsonArray addArray() {
        JsonArray array = new JsonArray();
        items.add(array);
        return array;
    }

    /** Removes an item. */
    public void remove(int index) {
        items.remove(index);
    }

    /** {@return an array that shares nothing that can be changed with this one} */
    public JsonArray deepCopy() {
        JsonArray copy = new JsonArray();
        items.forEach(item -> copy.items.add(JsonObject.copy(item)));
        return copy;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonArray array && items.equals(array.items);
    }

    @Override
    public int hashCode() {
        return items.hashCode();
    }
}
