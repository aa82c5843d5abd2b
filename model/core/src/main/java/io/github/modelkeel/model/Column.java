package io.github.modelkeel.model;

import io.github.modelkeel.model.internal.Values;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
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
 * @param min the least number that training saw; NaN when it is not known, and for other types than numbers
 * @param max the greatest number that training saw, or NaN as the least
 */
public record Column(
        String name,
        ColumnType type,
        boolean required,
        boolean missingSeen,
        @Nullable Object defaultValue,
        double min,
        double max) {
    /**
     * The column that a record component, a getter or a public field belongs to, where it has another name. It wins over
     * every rule of names, see {@link ScoringModel#withPropertyNames}.
     */
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.METHOD, ElementType.FIELD})
    public @interface Name {
        /**
         * The column's name.
         *
         * @return the name, as the model's signature has it
         */
        String value();
    }

    /**
     * Checks the parts against each other.
     *
     * @param name the name, as it is in the row
     * @param type what it holds
     * @param required whether every row must have a value
     * @param missingSeen whether a missing value was seen in training
     * @param defaultValue the value that stands in for a missing one: a finite {@link Double}, a {@link String} or a {@link Boolean} according to the type; {@code null} when there is none
     * @param min the least number that training saw; NaN when it is not known, and for other types than numbers
     * @param max the greatest number that training saw, or NaN as the least
     * @throws IllegalArgumentException if the name is empty, the default does not fit the type, a required column has a default, or a
     *     column of another type than numbers has a range
     */
    public Column {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a column needs a name");
        }
        if (defaultValue != null) {
            if (required) {
                throw new IllegalArgumentException("column '" + name + "' is required, so it cannot have a default");
            }
            if (!fits(type, defaultValue)) {
                throw new IllegalArgumentException("column '" + name + "' is " + type.description()
                        + "; its default cannot be " + Values.describe(defaultValue));
            }
        }
        if (!Double.isNaN(min) || !Double.isNaN(max)) {
            checkRange(name, type, min, max);
        }
    }

    /**
     * A column whose range is not known.
     *
     * @param name the name, as it is in the row
     * @param type what it holds
     * @param required whether every row must have a value
     * @param missingSeen whether a missing value was seen in training
     * @param defaultValue the value that stands in for a missing one; {@code null} when there is none
     * @throws IllegalArgumentException as for all parts
     */
    public Column(String name, ColumnType type, boolean required, boolean missingSeen, @Nullable Object defaultValue) {
        this(name, type, required, missingSeen, defaultValue, Double.NaN, Double.NaN);
    }

    /** {@return whether the numbers that training saw are known} */
    public boolean hasRange() {
        return !Double.isNaN(min);
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
        return new Column(name, type, false, missingSeen, defaultValue, min, max);
    }

    /**
     * This column, but every row must have a value.
     *
     * @return a required column, without a default
     */
    public Column asRequired() {
        return new Column(name, type, true, missingSeen, null, min, max);
    }

    /**
     * This column, optional, with a value that stands in for a missing one.
     *
     * @param value a number, text or boolean according to the type; whole numbers and floats are widened
     * @return an optional column
     * @throws IllegalArgumentException if the value does not fit the type or is not finite
     */
    public Column withDefault(Object value) {
        Objects.requireNonNull(value, "value");
        Object exact =
                value instanceof Number number && type == ColumnType.NUMBER ? (Object) number.doubleValue() : value;
        return new Column(name, type, false, missingSeen, exact, min, max);
    }

    /**
     * This column, with the numbers that training saw.
     *
     * @param least the least
     * @param greatest the greatest
     * @return a column with a range
     * @throws IllegalArgumentException if the column is not of numbers, one is not finite, or the least is above the greatest
     */
    public Column withRange(double least, double greatest) {
        checkRange(name, type, least, greatest);
        return new Column(name, type, required, missingSeen, defaultValue, least, greatest);
    }

    private static void checkRange(String name, ColumnType type, double min, double max) {
        if (type != ColumnType.NUMBER) {
            throw new IllegalArgumentException(
                    "column '" + name + "' is " + type.description() + ", so it cannot have a range");
        }
        if (!Double.isFinite(min) || !Double.isFinite(max) || min > max) {
            throw new IllegalArgumentException("a range needs a least and a greatest number: " + min + ", " + max);
        }
    }

    private static boolean fits(ColumnType type, Object value) {
        return switch (type) {
            case NUMBER -> value instanceof Double number && Double.isFinite(number);
            case TEXT -> value instanceof String;
            case BOOLEAN -> value instanceof Boolean;
        };
    }
}
