package io.github.modelkeel.client.internal.json;

import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value of JSON: an object, an array, a text, a number, true, false or null; or {@linkplain #isMissingNode() missing}, so that a path
 * can be followed without asking at each step. What a value is not, it answers with the default: a text has no fields, an object no text.
 */
public abstract sealed class JsonValue implements Iterable<JsonValue> permits JsonArray, JsonObject, JsonScalar {
    JsonValue() {}

    /** {@return a text, or null} */
    public static JsonValue of(@Nullable String text) {
        return text == null ? JsonScalar.NULL : new JsonScalar(text);
    }

    /** {@return a number, as it is written; NaN and the infinities are written as strings} */
    public static JsonValue of(Number number) {
        return new JsonScalar(JsonScalar.normal(number));
    }

    /** {@return true or false} */
    public static JsonValue of(boolean flag) {
        return flag ? JsonScalar.TRUE : JsonScalar.FALSE;
    }

    /** {@return null} */
    public static JsonValue ofNull() {
        return JsonScalar.NULL;
    }

    /** {@return the field's value; null where there is none} */
    public @Nullable JsonValue get(String field) {
        return null;
    }

    /** {@return the item; null where there is none} */
    public @Nullable JsonValue get(int index) {
        return null;
    }

    /** {@return the field's value, or the missing value} */
    public final JsonValue path(String field) {
        JsonValue value = get(field);
        return value == null ? JsonScalar.MISSING : value;
    }

    /** {@return the item, or the missing value} */
    public final JsonValue path(int index) {
        JsonValue value = get(index);
        return value == null ? JsonScalar.MISSING : value;
    }

    /** {@return whether the field is there, be it null} */
    public final boolean has(String field) {
        return get(field) != null;
    }

    /** {@return how many fields or items there are} */
    public int size() {
        return 0;
    }

    /** {@return whether there are no fields and no items} */
    public final boolean isEmpty() {
        return size() == 0;
    }

    /** {@return the fields in their order} */
    public Set<Map.Entry<String, JsonValue>> properties() {
        return Set.of();
    }

    /** {@return the items of an array or the values of an object's fields} */
    @Override
    public Iterator<JsonValue> iterator() {
        return Collections.emptyIterator();
    }

    /** {@return whether this is an object} */
    public final boolean isObject() {
        return this instanceof JsonObject;
    }

    /** {@return whether this is an array} */
    public final boolean isArray() {
        return this instanceof JsonArray;
    }

    /** {@return whether this is what a path gives that leads nowhere} */
    public final boolean isMissingNode() {
        return this == JsonScalar.MISSING;
    }

    /** {@return whether this is null} */
    public final boolean isNull() {
        return this == JsonScalar.NULL;
    }

    /** {@return whether this is a text, a number, true, false or null} */
    public final boolean isValueNode() {
        return this instanceof JsonScalar && !isMissingNode();
    }

    /** {@return whether this is a text} */
    public boolean isTextual() {
        return false;
    }

    /** {@return whether this is a number} */
    public boolean isNumber() {
        return false;
    }

    /** {@return whether this is a number without point and exponent} */
    public boolean isIntegralNumber() {
        return false;
    }

    /** {@return whether this is a number with point or exponent, read as a double} */
    public boolean isDouble() {
        return false;
    }

    /** {@return whether this is an integral number of 64 bits} */
    public boolean canConvertToLong() {
        return false;
    }

    /** {@return the text; null of what is not a text} */
    public @Nullable String textValue() {
        return null;
    }

    /** {@return the number; 0 of what is not a number} */
    public double doubleValue() {
        return 0;
    }

    /** {@return the number; 0 of what is not a number} */
    public long longValue() {
        return 0;
    }

    /** {@return a text as it is, and a number, true, false and null as they are written; otherwise an empty text} */
    public String asText() {
        return "";
    }

    /** {@return {@link #asText()}; the other text for null and what is missing} */
    public final String asText(String otherwise) {
        return isNull() || isMissingNode() ? otherwise : asText();
    }

    /** {@return a number, also one that is written as a text; 0 of what is not a number} */
    public final long asLong() {
        return asLong(0);
    }

    /** {@return a number, also one that is written as a text} */
    public long asLong(long otherwise) {
        return otherwise;
    }

    /** {@return {@link #asLong()} in 32 bits} */
    public final int asInt() {
        return (int) asLong(0);
    }

    /** {@return {@link #asLong(long)} in 32 bits} */
    public final int asInt(int otherwise) {
        return (int) asLong(otherwise);
    }

    /** {@return true and false, also written as texts; false of what is neither} */
    public final boolean asBoolean() {
        return asBoolean(false);
    }

    /** {@return true and false, also written as texts} */
    public boolean asBoolean(boolean otherwise) {
        return otherwise;
    }

    /** {@return the JSON on one line} */
    @Override
    public final String toString() {
        return isMissingNode() ? "" : JsonText.text(this);
    }
}
