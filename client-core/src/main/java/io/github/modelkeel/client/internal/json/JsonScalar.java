package io.github.modelkeel.client.internal.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A text, a number, true, false or null; or what is missing. */
final class JsonScalar extends JsonValue {
    static final JsonScalar MISSING = new JsonScalar(null);
    static final JsonScalar NULL = new JsonScalar(null);
    static final JsonScalar TRUE = new JsonScalar(true);
    static final JsonScalar FALSE = new JsonScalar(false);

    /** A String, a Boolean, a Long, a BigInteger beyond that, a Double, a Float, a BigDecimal, or null. */
    final @Nullable Object value;

    JsonScalar(@Nullable Object value) {
        this.value = value;
    }

    /** One class for each kind of number, so that equal numbers are equal. */
    static Number normal(Number number) {
        if (number instanceof Integer || number instanceof Short || number instanceof Byte) {
            return number.longValue();
        }
        if (number instanceof BigInteger whole) {
            return whole.bitLength() < Long.SIZE ? (Number) whole.longValue() : whole;
        }
        return number instanceof BigDecimal decimal ? decimal.stripTrailingZeros() : number;
    }

    @Override
    public boolean isTextual() {
        return value instanceof String;
    }

    @Override
    public boolean isNumber() {
        return value instanceof Number;
    }

    @Override
    public boolean isIntegralNumber() {
        return value instanceof Long || value instanceof BigInteger;
    }

    @Override
    public boolean isDouble() {
        return value instanceof Double;
    }

    @Override
    public boolean canConvertToLong() {
        return value instanceof Long;
    }

    @Override
    public @Nullable String textValue() {
        return value instanceof String text ? text : null;
    }

    @Override
    public double doubleValue() {
        return value instanceof Number number ? number.doubleValue() : 0;
    }

    @Override
    public long longValue() {
        return value instanceof Number number ? number.longValue() : 0;
    }

    @Override
    public String asText() {
        return isMissingNode() ? "" : String.valueOf(value);
    }

    @Override
    public long asLong(long otherwise) {
        if (value instanceof String text) {
            try {
                return Long.parseLong(text.strip());
            } catch (NumberFormatException notWhole) {
                return otherwise;
            }
        }
        return value instanceof Number number ? number.longValue() : otherwise;
    }

    @Override
    public boolean asBoolean(boolean otherwise) {
        String text = asText();
        return text.equals("true") || (!text.equals("false") && otherwise);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof JsonScalar scalar && value != null && Objects.equals(value, scalar.value));
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(value);
    }
}
