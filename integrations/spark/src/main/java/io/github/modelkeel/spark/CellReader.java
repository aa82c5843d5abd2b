package io.github.modelkeel.spark;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.vectorized.ColumnVector;

/**
 * Reads the values of one column where Spark has them in memory, row by row or a batch of them at a time, and hands them to a {@link ValueSink} as the Java
 * values that a {@code Row} would have. Not thread-safe.
 */
abstract class CellReader {
    final int place;

    /** Of the column in a place. */
    CellReader(int place) {
        this.place = place;
    }

    /** Reads the value of a row. */
    final void read(InternalRow row, ValueSink sink) {
        if (row.isNullAt(place)) {
            sink.missing(1);
        } else {
            present(row, sink);
        }
    }

    /** Reads the value of a row, which is not null. */
    abstract void present(InternalRow row, ValueSink sink);

    /** Reads the values of the first rows of a batch. */
    abstract void read(ColumnVector column, int rows, ValueSink sink);
}
