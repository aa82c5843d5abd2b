package io.github.modelkeel.spark;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

/**
 * What an executor does with the rows of a partition of a new reference: it writes the values of each column into {@link ColumnBlock}s. Immutable.
 *
 * @param columns of the rows
 * @param forms of these, in their order
 */
record PartitionValues(DatasetColumns columns, List<ValueForm> forms) implements MapPartitionsFunction<Row, byte[]> {
    @Override
    public Iterator<byte[]> call(Iterator<Row> rows) {
        return new Blocks(rows);
    }

    private final class Blocks implements Iterator<byte[]> {
        private final Iterator<Row> rows;
        private final RowValues values = new RowValues(columns, PartitionCounter.NONE);
        private final ColumnBlock[] open = new ColumnBlock[forms.size()];
        private final Deque<byte[]> full = new ArrayDeque<>();
        private boolean ended;

        Blocks(Iterator<Row> rows) {
            this.rows = rows;
            for (int i = 0; i < open.length; i++) {
                open[i] = new ColumnBlock(i, forms.get(i));
            }
        }

        @Override
        public boolean hasNext() {
            while (full.isEmpty() && rows.hasNext()) {
                add(rows.next());
            }
            if (full.isEmpty() && !ended) {
                ended = true;
                for (ColumnBlock each : open) {
                    full.add(each.toBytes());
                }
            }
            return !full.isEmpty();
        }

        private void add(Row row) {
            for (int i = 0; i < open.length; i++) {
                open[i].add(values.value(row.get(i)));
                if (open[i].isFull()) {
                    full.add(open[i].toBytes());
                    open[i] = new ColumnBlock(i, forms.get(i));
                }
            }
        }

        @Override
        public byte[] next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return full.remove();
        }
    }
}
