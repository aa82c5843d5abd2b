package io.github.modelkeel.spark;

import io.github.modelkeel.drift.column.Type;
import io.github.modelkeel.drift.profile.StoredTable;
import io.github.modelkeel.drift.profile.TableCounter;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.jspecify.annotations.Nullable;

/** Counts rows of a dataset, one after the other or a batch of them at a time, over the bins and categories of a reference. Not thread-safe. */
final class RowCounter {
    private final TableCounter counter;
    private final List<String> names;

    /** What takes the values of each column of the dataset; null for the one that makes segments. */
    private final @Nullable ValueSink[] sinks;

    private long rows;

    /**
     * Of a dataset with the named columns, without the one in a place if that is not negative.
     *
     * @param counter that has counted nothing
     */
    RowCounter(TableCounter counter, List<String> names, int without) {
        this.counter = counter;
        this.names = names;
        this.sinks = new @Nullable ValueSink[names.size()];
        for (int i = 0; i < sinks.length; i++) {
            int place = counter.place(names.get(i));
            if (i != without) {
                sinks[i] = place < 0 ? new AddedCells() : new CountedCells(counter, place);
            }
        }
    }

    void count(CellReader[] readers, InternalRow row) {
        rows++;
        for (int i = 0; i < sinks.length; i++) {
            ValueSink sink = sinks[i];
            if (sink != null && !isKnown(sink)) {
                readers[i].read(row, sink);
            }
        }
    }

    void count(CellReader[] readers, ColumnarBatch batch) {
        rows += batch.numRows();
        for (int i = 0; i < sinks.length; i++) {
            ValueSink sink = sinks[i];
            if (sink != null && !isKnown(sink)) {
                readers[i].read(batch.column(i), batch.numRows(), sink);
            }
        }
    }

    /** Whether a column is not counted, and what it holds was seen already. */
    private static boolean isKnown(ValueSink sink) {
        return sink instanceof AddedCells added && added.type() != Type.EMPTY;
    }

    StoredTable toTable() {
        counter.rows(rows);
        for (int i = 0; i < sinks.length; i++) {
            if (sinks[i] instanceof AddedCells added) {
                counter.noteAdded(names.get(i), added.type());
            }
        }
        return counter.toTable();
    }
}
