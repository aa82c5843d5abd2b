package io.github.modelkeel.model;

import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/**
 * The ways in which many rows come, each read into arrays of rows. Safe for use by multiple threads; a source is not.
 *
 * @param reader reads the columns
 * @param rowSize how long the array of a row is
 * @param columnsAt where the columns' values are in it
 */
record RowSources(RowReader reader, int rowSize, int columnsAt) {
    ManyRows.Source<RuntimeException> maps(List<? extends Map<String, ?>> rows) {
        return each(rows, (row, array) -> reader.read(row, array, columnsAt));
    }

    /** Records or beans. */
    ManyRows.Source<RuntimeException> objects(List<?> rows) {
        return each(rows, (row, array) -> reader.readObject(row, array, columnsAt));
    }

    private static <T> ManyRows.Source<RuntimeException> each(List<T> rows, BiConsumer<T, double[]> read) {
        ListIterator<T> iterator = rows.listIterator();
        return array -> {
            boolean more = iterator.hasNext();
            if (more) {
                T row = iterator.next();
                if (row == null) {
                    throw new NullPointerException("row " + iterator.previousIndex() + " is null");
                }
                read.accept(row, array);
            }
            return more;
        };
    }

    ManyRows.Source<RuntimeException> columns(Map<String, ?> columns) {
        ColumnTable table = ColumnTable.of(reader, columns);
        Iterator<Integer> rows = IntStream.range(0, table.rows()).iterator();
        return array -> {
            boolean more = rows.hasNext();
            if (more) {
                table.read(rows.next(), array, columnsAt);
            }
            return more;
        };
    }

    <X extends Exception> ManyRows.Source<X> filled(Signature.Rows<X> rows) {
        SlotRow row = slots();
        return array -> {
            row.into(array);
            boolean more = rows.next(row);
            if (more) {
                SlotRow.complete(row, reader);
            }
            return more;
        };
    }

    SlotRow slots() {
        return new SlotRow(reader, new double[rowSize], columnsAt);
    }
}
