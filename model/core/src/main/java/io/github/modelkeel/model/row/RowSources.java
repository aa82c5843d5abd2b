package io.github.modelkeel.model.row;

import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.Signature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.function.Function;

/**
 * The forms in which rows come, for one model: each is read into arrays of rows. Safe for use by multiple threads; a source is not.
 *
 * @param signature the model's columns
 * @param reader reads the columns
 * @param rowSize how long the array of a row is
 * @param columnsAt where the columns' values are in it
 */
public record RowSources(Signature signature, RowReader reader, int rowSize, int columnsAt)
        implements Rows.Visitor<RowSource> {
    /** Reads one form of row. */
    private interface Form<T> {
        void read(T row, double[] into, int columnsAt);
    }

    @Override
    public RowSource map(Map<String, ?> row) {
        return new Each<>(List.of(row).listIterator(), reader::read, columnsAt);
    }

    @Override
    public RowSource maps(List<? extends Map<String, ?>> rows) {
        return new Each<>(rows.listIterator(), reader::read, columnsAt);
    }

    /** A record or bean. */
    @Override
    public RowSource object(Object row) {
        return new Each<>(List.of(row).listIterator(), reader::readObject, columnsAt);
    }

    /** Records or beans. */
    @Override
    public RowSource objects(List<?> rows) {
        return new Each<>(rows.listIterator(), reader::readObject, columnsAt);
    }

    @Override
    public RowSource columns(Map<String, ?> columns) {
        return new Table(ColumnTable.of(reader, columns), columnsAt);
    }

    /** A row that is filled already. */
    @Override
    public RowSource filled(Signature.Row row) {
        Form<Signature.Row> form = (filled, into, at) -> {
            double[] values = SlotRow.complete(filled, reader);
            System.arraycopy(values, 0, into, 0, values.length);
        };
        return new Each<>(List.of(row).listIterator(), form, columnsAt);
    }

    @Override
    public RowSource read(Function<? super Signature, ? extends Rows.Cursor> source) {
        return new Read(source.apply(signature), emptyRow(), reader);
    }

    public SlotRow emptyRow() {
        return new SlotRow(reader, new double[rowSize], columnsAt);
    }

    /** Objects of one form. */
    private static final class Each<T> implements RowSource {
        private final ListIterator<? extends T> rows;
        private final Form<T> form;
        private final int columnsAt;
        private double[] into = {};

        Each(ListIterator<? extends T> rows, Form<T> form, int columnsAt) {
            this.rows = rows;
            this.form = form;
            this.columnsAt = columnsAt;
        }

        @Override
        public boolean next(double[] array) {
            into = array;
            return rows.hasNext();
        }

        @Override
        public void complete() {
            T row = rows.next();
            if (row == null) {
                throw new NullPointerException("row " + rows.previousIndex() + " is null");
            }
            form.read(row, into, columnsAt);
        }
    }

    /** A table in columns. */
    private static final class Table implements RowSource {
        private final ColumnTable table;
        private final int columnsAt;
        private int row = -1;
        private double[] into = {};

        Table(ColumnTable table, int columnsAt) {
            this.table = table;
            this.columnsAt = columnsAt;
        }

        @Override
        public boolean next(double[] array) {
            into = array;
            row++;
            return row < table.rows();
        }

        @Override
        public void complete() {
            table.read(row, into, columnsAt);
        }
    }

    /** Rows of a cursor. */
    private static final class Read implements RowSource {
        private final Rows.Cursor cursor;
        private final SlotRow row;
        private final RowReader reader;

        Read(Rows.Cursor cursor, SlotRow row, RowReader reader) {
            this.cursor = cursor;
            this.row = row;
            this.reader = reader;
        }

        @Override
        public boolean next(double[] array) {
            row.into(array);
            try {
                return cursor.next(row);
            } catch (IOException e) {
                throw unreadable(e);
            }
        }

        @Override
        public void complete() {
            SlotRow.complete(row, reader);
        }

        @Override
        public void close() {
            try {
                cursor.close();
            } catch (IOException e) {
                throw unreadable(e);
            }
        }

        private static UncheckedIOException unreadable(IOException e) {
            return new UncheckedIOException("the rows cannot be read: " + e.getMessage(), e);
        }
    }
}
