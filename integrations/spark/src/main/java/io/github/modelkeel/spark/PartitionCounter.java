package io.github.modelkeel.spark;

import io.github.modelkeel.drift.source.Segments;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * What an executor does with a partition of {@link DatasetRows}: it counts the rows over the bins and categories of a reference, all together or apart for each
 * value of a column. Immutable.
 *
 * @param reference the reference's profile
 * @param columns of the rows
 * @param types of these, in their order
 * @param segment the place of the column whose values are counted apart, {@link #NONE} for all together
 */
record PartitionCounter(ExecutorProfile reference, DatasetColumns columns, List<DataType> types, int segment)
        implements FlatMapFunction<Iterator<Object>, Tuple2<String, byte[]>> {
    static final int NONE = -1;

    private static final int MAX_VALUES = 10_000;

    /** Runs it on all partitions of a dataset, as one query. */
    List<Tuple2<String, byte[]>> count(Dataset<Row> dataset) {
        return DatasetRows.query(
                dataset,
                "profile",
                partitions -> Parts.collect(partitions.mapPartitions(this), reference, segment != NONE));
    }

    @Override
    public Iterator<Tuple2<String, byte[]>> call(Iterator<Object> partition) {
        Task task = new Task();
        while (partition.hasNext()) {
            Object next = partition.next();
            if (next instanceof InternalRow row) {
                task.count(row);
            } else {
                task.count((ColumnarBatch) next);
            }
        }
        return Parts.write(task.rows, RowCounter::toTable);
    }

    /** What one task has. */
    private final class Task {
        private final CellReader[] readers = new CellReader[types.size()];
        private final Map<String, RowCounter> rows = new TreeMap<>();

        /** The counters by values of the column that makes segments, as long as these are few. */
        private final Map<Object, RowCounter> byValue = new HashMap<>();

        private @Nullable RowCounter all;

        Task() {
            for (int i = 0; i < readers.length; i++) {
                readers[i] = i == segment
                        ? CellReaders.ofObjects(i, types.get(i), columns.zone())
                        : CellReaders.of(i, types.get(i), columns.zone());
            }
        }

        void count(InternalRow row) {
            (segment == NONE ? all() : ofSegment(row)).count(readers, row);
        }

        void count(ColumnarBatch batch) {
            if (segment == NONE) {
                all().count(readers, batch);
            } else {
                batch.rowIterator().forEachRemaining(this::count);
            }
        }

        private RowCounter all() {
            RowCounter known = all;
            if (known == null) {
                known = counter(Parts.ALL);
                all = known;
            }
            return known;
        }

        private RowCounter ofSegment(InternalRow row) {
            SingleCell cell = new SingleCell();
            readers[segment].read(row, cell);
            Object value = cell.value();
            RowCounter known = value == null ? null : byValue.get(value);
            if (known == null) {
                known = counter(Segments.key(value));
                if ((value instanceof String || value instanceof Number || value instanceof Boolean)
                        && byValue.size() < MAX_VALUES) {
                    byValue.put(value, known);
                }
            }
            return known;
        }

        private RowCounter counter(String key) {
            RowCounter known = rows.get(key);
            if (known == null) {
                known = new RowCounter(reference.counter(), columns.names(), segment);
                rows.put(key, known);
                Parts.requireFew(rows.size());
            }
            return known;
        }
    }

    /** Keeps one value. */
    private static final class SingleCell implements ValueSink {
        private @Nullable Object held;

        @Nullable Object value() {
            return held;
        }

        @Override
        public void number(double value) {
            held = value;
        }

        @Override
        public void missing(int count) {
            held = null;
        }

        @Override
        public void value(@Nullable Object value) {
            held = value;
        }
    }
}
