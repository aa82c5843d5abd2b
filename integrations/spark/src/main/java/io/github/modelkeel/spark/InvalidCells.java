package io.github.modelkeel.spark;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.vectorized.ColumnVector;

/** Reads a column of which all values are invalid that are there. Not thread-safe. */
final class InvalidCells extends CellReader {
    InvalidCells(int place) {
        super(place);
    }

    @Override
    void present(InternalRow row, ValueSink sink) {
        sink.value(ValueSink.UNREADABLE);
    }

    @Override
    void read(ColumnVector column, int rows, ValueSink sink) {
        int missing = 0;
        for (int row = 0; row < rows; row++) {
            if (column.isNullAt(row)) {
                missing++;
            } else {
                sink.value(ValueSink.UNREADABLE);
            }
        }
        sink.missing(missing);
    }
}
