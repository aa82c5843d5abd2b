package io.github.modelkeel.spark;

import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * What an executor does with a partition of {@link DatasetRows} of a new reference: it writes the values of each column into {@link ColumnBlock}s. Immutable.
 *
 * @param types of the columns
 * @param zone in which moments are read
 */
record PartitionValues(List<DataType> types, ZoneId zone) implements FlatMapFunction<Iterator<Object>, byte[]> {
    @Override
    public Iterator<byte[]> call(Iterator<Object> partition) {
        return new Blocks(partition);
    }

    private final class Blocks implements Iterator<byte[]> {
        private final Iterator<Object> partition;
        private final CellReader[] readers = new CellReader[types.size()];
        private final ColumnBlock[] open = new ColumnBlock[types.size()];
        private final Deque<byte[]> full = new ArrayDeque<>();
        private boolean ended;

        Blocks(Iterator<Object> partition) {
            this.partition = partition;
            for (int i = 0; i < open.length; i++) {
                readers[i] = CellReaders.of(i, types.get(i), zone);
                open[i] = new ColumnBlock(i, ValueForm.of(types.get(i)));
            }
        }

        @Override
        public boolean hasNext() {
            while (full.isEmpty() && partition.hasNext()) {
                add(partition.next());
            }
            if (full.isEmpty() && !ended) {
                ended = true;
                for (ColumnBlock each : open) {
                    full.add(each.toBytes());
                }
            }
            return !full.isEmpty();
        }

        private void add(Object next) {
            for (int i = 0; i < open.length; i++) {
                if (next instanceof InternalRow row) {
                    readers[i].read(row, open[i]);
                } else {
                    ColumnarBatch batch = (ColumnarBatch) next;
                    readers[i].read(batch.column(i), batch.numRows(), open[i]);
                }
                if (open[i].isFull()) {
                    full.add(open[i].toBytes());
                    open[i] = new ColumnBlock(i, ValueForm.of(types.get(i)));
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
