package io.github.modelkeel.model;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Rows for a model, in whatever form the caller has them: maps, records, beans, columns, or one after another from a source such as a
 * file. They are read when they are predicted, straight to the model's columns; until then nothing is copied or checked. Rows in JSON come
 * from {@code JsonRows} of the module of model formats.
 *
 * <p>Immutable as far as what it was made of is. Rows of maps, records, beans and columns may be predicted as often as one likes, by any
 * number of threads; rows from a source as often as the source can be opened.
 */
public final class Rows {
    private final Function<Visitor<?>, Object> form;

    private Rows(Function<Visitor<?>, Object> form) {
        this.form = form;
    }

    /**
     * Takes rows in the form in which they are: one of its methods is called for each {@link Rows#accept}.
     *
     * @param <T> what is made of the rows
     */
    public interface Visitor<T> {
        /**
         * One row by column name.
         *
         * @param row the values
         * @return what is made of it
         */
        T map(Map<String, ?> row);

        /**
         * Rows by column name.
         *
         * @param rows the values of each
         * @return what is made of them
         */
        T maps(List<? extends Map<String, ?>> rows);

        /**
         * One record or bean.
         *
         * @param row the row
         * @return what is made of it
         */
        T object(Object row);

        /**
         * Records or beans.
         *
         * @param rows the rows
         * @return what is made of them
         */
        T objects(List<?> rows);

        /**
         * A table in columns.
         *
         * @param columns the values by column name
         * @return what is made of it
         */
        T columns(Map<String, ?> columns);

        /**
         * One row that was filled value by value.
         *
         * @param row the row
         * @return what is made of it
         */
        T filled(Signature.Row row);

        /**
         * Rows of a source.
         *
         * @param source opens the source for a model with the given columns
         * @return what is made of them
         */
        T read(Function<? super Signature, ? extends Cursor> source);
    }

    /**
     * Reads rows from a source, one after another. Not thread-safe.
     */
    @FunctionalInterface
    public interface Cursor extends Closeable {
        /**
         * Fills the next row. What does not fit its column is left to the row, which reports it with the prediction. An
         * {@link InvalidInputException} thrown here, for a source that holds no rows at all, reaches the caller as it is.
         *
         * @param into an empty row
         * @return false when there are no more rows
         * @throws IOException if the source cannot be read; the caller of the prediction gets an {@link java.io.UncheckedIOException}
         */
        boolean next(Signature.Row into) throws IOException;

        /**
         * Is called once, after the last row or the first failure. Does nothing by default.
         *
         * @throws IOException if the source cannot be closed
         */
        @Override
        default void close() throws IOException {}
    }

    /**
     * One row.
     *
     * @param row the values by column name: numbers of the JDK's types, strings, booleans, {@code null} or NaN for a missing one
     * @return the row
     */
    public static Rows of(Map<String, ?> row) {
        Objects.requireNonNull(row, "row");
        return new Rows(visitor -> visitor.map(row));
    }

    /**
     * One row.
     *
     * @param row a record whose components are named as the columns, as {@link ScoringModel#predict(Record)} describes
     * @return the row
     */
    public static Rows of(Record row) {
        return ofBean(Objects.requireNonNull(row, "row"));
    }

    /**
     * One row that was filled value by value. It is emptied by the prediction.
     *
     * @param row a row of the {@link ScoringModel#newRow()} of the model that is to predict it
     * @return the row; a prediction by another model is an {@link IllegalArgumentException}
     */
    public static Rows of(Signature.Row row) {
        Objects.requireNonNull(row, "row");
        return new Rows(visitor -> visitor.filled(row));
    }

    /**
     * Several rows.
     *
     * @param rows the values of each row by column name, as for {@link #of(Map)}
     * @return the rows
     */
    public static Rows ofMaps(List<? extends Map<String, ?>> rows) {
        Objects.requireNonNull(rows, "rows");
        return new Rows(visitor -> visitor.maps(rows));
    }

    /**
     * Several rows.
     *
     * @param rows records, as for {@link #of(Record)}
     * @return the rows
     */
    public static Rows ofRecords(List<? extends Record> rows) {
        return ofBeans(Objects.requireNonNull(rows, "rows"));
    }

    /**
     * One row, a bean: each public getter ({@code getSqft()}, {@code isNew()}) and each public field is a property, and the columns are
     * the properties of their names. The accessors are looked up once a class. Like a record's, its package must be open to
     * {@code io.github.modelkeel.model} in a named module; properties without a column are refused unless the model ignores unknown
     * columns.
     *
     * @param bean the bean; a record is read as by {@link #of(Record)}
     * @return the row
     */
    public static Rows ofBean(Object bean) {
        Objects.requireNonNull(bean, "bean");
        return new Rows(visitor -> visitor.object(bean));
    }

    /**
     * Several rows.
     *
     * @param beans beans or records, as for {@link #ofBean(Object)}
     * @return the rows
     */
    public static Rows ofBeans(List<?> beans) {
        Objects.requireNonNull(beans, "beans");
        return new Rows(visitor -> visitor.objects(beans));
    }

    /**
     * A table in columns. A column that is neither array nor list, or two columns of different lengths, are an
     * {@link IllegalArgumentException} when it is predicted.
     *
     * @param columns the values by column name, each a {@code double[]}, {@code float[]}, {@code int[]}, {@code long[]},
     *     {@code short[]}, {@code byte[]}, {@code boolean[]}, an array of objects such as {@code String[]}, or a {@link List}; all of
     *     one length
     * @return the rows
     */
    public static Rows ofColumns(Map<String, ?> columns) {
        Objects.requireNonNull(columns, "columns");
        return new Rows(visitor -> visitor.columns(columns));
    }

    /**
     * Rows of a source that is read while they are predicted, without boxes and without maps.
     *
     * @param source opens the source for a model with the given columns; it is called once for each prediction of these rows, and what it
     *     throws reaches the caller
     * @return the rows
     */
    public static Rows from(Function<? super Signature, ? extends Cursor> source) {
        Objects.requireNonNull(source, "source");
        return new Rows(visitor -> visitor.read(source));
    }

    /**
     * Gives the rows to a visitor, by the method for their form.
     *
     * @param visitor the visitor
     * @param <T> what is made of the rows
     * @return what it made of them
     */
    @SuppressWarnings("unchecked") // every form returns what the visitor given to it does
    public <T> T accept(Visitor<T> visitor) {
        return (T) form.apply(visitor);
    }
}
