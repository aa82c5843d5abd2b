package io.github.modelkeel.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One named column of a model's input or output. Immutable.
 *
 * <p>A value is <em>missing</em> when its key is absent, when it is {@code null} or when it is a NaN. A required column refuses a
 * missing value; an optional one passes it on to the preprocessing, or replaces it by its default when it has one.
 *
 * @param name the name, as it is in the row
 * @param type what it holds
 * @param required whether every row must have a value
 * @param missingSeen whether a missing value was seen in training
 * @param defaultValue the value that stands in for a missing one: a finite {@link Double}, a {@link String} or a {@link Boolean}
 *     according to the type; {@code null} when there is none
 */
public record Column(
        String name,
        ColumnType type,
        boolean required,
        boolean missingSeen,
        @Nullable Object defaultValue) {
    /**
     * Checks the parts against each other.
     *
     * @param name the name, as it is in the row
     * @param type what it holds
     * @param required whether every row must have a value
     * @param missingSeen whether a missing value was seen in training
     * @param defaultValue the value that stands in for a missing one: a finite {@link Double}, a {@link String} or a {@link Boolean} according to the type; {@code null} when there is none
     * @throws IllegalArgumentException if the name is empty, the default does not fit the type, or a required column has a default
     */
    public Column {
        Objects.requireNonNull(type, "type");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a column needs a name");
        }
        if (defaultValue != null) {
            if (required) {
                throw new IllegalArgumentException("column '" + name + "' is required, so it cannot have a default");
            }
            if (!fits(type, defaultValue)) {
                throw new IllegalArgumentException("column '" + name + "' is " + Values.kind(type)
                        + "; its default cannot be " + Values.describe(defaultValue));
            }
        }
    }

    /**
     * A required number.
     *
     * @param name the name
     * @return the column
     */
    public static Column number(String name) {
        return new Column(name, ColumnType.NUMBER, true, false, null);
    }

    /**
     * A required text.
     *
     * @param name the name
     * @return the column
     */
    public static Column text(String name) {
        return new Column(name, ColumnType.TEXT, true, false, null);
    }

    /**
     * A required boolean.
     *
     * @param name the name
     * @return the column
     */
    public static Column bool(String name) {
        return new Column(name, ColumnType.BOOLEAN, true, false, null);
    }

    /**
     * This column, but a row may go without it.
     *
     * @return an optional column
     */
    public Column asOptional() {
        return new Column(name, type, false, missingSeen, defaultValue);
    }

    /**
     * This column, but every row must have a value.
     *
     * @return a required column, without a default
     */
    public Column asRequired() {
        return new Column(name, type, true, missingSeen, null);
    }

    /**
     * This column, optional, with a value that stands in for a missing one.
     *
     * @param value a number, text or boolean according to the type; whole numbers and floats are widened
     * @return an optional column
     * @throws IllegalArgumentException if the value does not fit the type or is not finite
     */
    public Column withDefault(Object value) {
        Object exact =
                value instanceof Number number && type == ColumnType.NUMBER ? (Object) number.doubleValue() : value;
        return new Column(name, type, false, missingSeen, exact);
    }

    private static boolean fits(ColumnType type, Object value) {
        return switch (type) {
            case NUMBER -> value instanceof Double number && Double.isFinite(number);
            case TEXT -> value instanceof String;
            case BOOLEAN -> value instanceof Boolean;
        };
    }
}
