package io.github.modelkeel.serving.log;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.Signature;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Rows for a call, and the values of each once it has been answered. What can be read again is read then; rows of a source are remembered
 * while they are read.
 *
 * @param columns the model's columns
 * @param rows what to give to the model
 * @param values the value of each column of a row by its index, or null where they are not known
 */
public record GivenRows(List<Column> columns, Rows rows, IntFunction<@Nullable Object @Nullable []> values) {
    /** Rows for a model. */
    public static GivenRows of(ScoringModel model, Rows rows) {
        return rows.accept(new Reading(model, model.signature().inputs(), rows));
    }

    /** The value of each column of a row that is given as a map. */
    public static @Nullable Object[] values(List<Column> columns, Map<String, ?> row) {
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.get(columns.get(i).name());
        }
        return values;
    }

    /** Finds how each form of row is read. */
    private record Reading(ScoringModel model, List<Column> columns, Rows rows) implements Rows.Visitor<GivenRows> {
        private GivenRows as(IntFunction<@Nullable Object @Nullable []> values) {
            return new GivenRows(columns, rows, values);
        }

        @Override
        public GivenRows map(Map<String, ?> row) {
            return as(index -> GivenRows.values(columns, row));
        }

        @Override
        public GivenRows maps(List<? extends Map<String, ?>> all) {
            return as(index -> GivenRows.values(columns, all.get(index)));
        }

        @Override
        public GivenRows object(Object row) {
            return as(index -> model.propertyValues(row));
        }

        @Override
        public GivenRows objects(List<?> all) {
            return as(index -> model.propertyValues(all.get(index)));
        }

        @Override
        public GivenRows columns(Map<String, ?> table) {
            return as(index -> {
                @Nullable Object[] values = new @Nullable Object[columns.size()];
                for (int i = 0; i < values.length; i++) {
                    Object column = table.get(columns.get(i).name());
                    values[i] = column == null
                            ? null
                            : column instanceof List<?> list ? list.get(index) : Array.get(column, index);
                }
                return values;
            });
        }

        /** It is emptied by the prediction. */
        @Override
        public GivenRows filled(Signature.Row row) {
            return as(index -> null);
        }

        @Override
        public GivenRows read(Function<? super Signature, ? extends Rows.Cursor> source) {
            List<@Nullable Object[]> seen = new ArrayList<>();
            Rows remembered = Rows.from(signature -> {
                seen.clear();
                return new Remembering(source.apply(signature), columns.size(), seen);
            });
            return new GivenRows(columns, remembered, seen::get);
        }
    }

    /** A cursor whose rows are remembered. */
    private record Remembering(Rows.Cursor cursor, int columns, List<@Nullable Object[]> seen) implements Rows.Cursor {
        @Override
        public boolean next(Signature.Row into) throws IOException {
            @Nullable Object[] values = new @Nullable Object[columns];
            boolean found = cursor.next(new RememberedRow(into, values));
            if (found) {
                seen.add(values);
            }
            return found;
        }

        @Override
        public void close() throws IOException {
            cursor.close();
        }
    }

    /** A row whose values are remembered. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record RememberedRow(
            Signature.Row row, @Nullable Object[] values) implements Signature.Row {
        @Override
        public void number(int column, double value) {
            row.number(column, value);
            values[column] = value;
        }

        @Override
        public void value(int column, @Nullable Object value) {
            row.value(column, value);
            values[column] = value;
        }

        @Override
        public void unknown(String name) {
            row.unknown(name);
        }

        @Override
        public void clear() {
            row.clear();
            Arrays.fill(values, null);
        }
    }
}
