package io.github.modelkeel.formats.operation;

import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.operation.Indices;
import io.github.modelkeel.model.operation.Matrix;
import io.github.modelkeel.model.operation.Numbers;
import java.util.List;
import java.util.function.Function;

/**
 * A field of a {@link Form}.
 *
 * @param name what the file calls it: part of the format, not to be changed
 * @param value how its value is written
 * @param get takes the value from an object
 */
public record FormField<T, V>(String name, ValueForm value, Function<T, V> get) {
    static <T> FormField<T, Integer> integer(String name, Function<T, Integer> get) {
        return new FormField<>(name, ValueForm.Plain.INTEGER, get);
    }

    static <T> FormField<T, Double> number(String name, Function<T, Double> get) {
        return new FormField<>(name, ValueForm.Plain.NUMBER, get);
    }

    static <T> FormField<T, Boolean> bool(String name, Function<T, Boolean> get) {
        return new FormField<>(name, ValueForm.Plain.BOOL, get);
    }

    static <T> FormField<T, List<String>> texts(String name, Function<T, List<String>> get) {
        return new FormField<>(name, ValueForm.Plain.TEXTS, get);
    }

    static <T> FormField<T, Numbers> numbers(String name, Function<T, Numbers> get) {
        return new FormField<>(name, ValueForm.Plain.NUMBERS, get);
    }

    static <T> FormField<T, List<Numbers>> numberLists(String name, Function<T, List<Numbers>> get) {
        return new FormField<>(name, ValueForm.Plain.NUMBER_LISTS, get);
    }

    static <T> FormField<T, Indices> indices(String name, Function<T, Indices> get) {
        return new FormField<>(name, ValueForm.Plain.INDICES, get);
    }

    static <T> FormField<T, Matrix> matrix(String name, Function<T, Matrix> get) {
        return new FormField<>(name, ValueForm.Plain.MATRIX, get);
    }

    /** A scorer, in the form that {@code scorers} gives it: a scorer may hold operations, so that their package knows none. */
    static <T> FormField<T, Scorer> scorer(String name, ValueForm scorers, Function<T, Scorer> get) {
        return new FormField<>(name, scorers, get);
    }

    /** A constant; {@code names} says what the file calls each. */
    static <T, E extends Enum<E>> FormField<T, E> constant(
            String name, E[] constants, Function<E, String> names, Function<T, E> get) {
        return new FormField<>(name, new ValueForm.Constant<>(constants, names), get);
    }

    /** What {@link #value} read, as the type that it has by the field's making. */
    @SuppressWarnings("unchecked")
    V cast(Object read) {
        return (V) read;
    }
}
