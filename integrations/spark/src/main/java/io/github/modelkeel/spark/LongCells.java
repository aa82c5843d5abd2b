package io.github.modelkeel.spark;

import io.github.modelkeel.drift.column.WholeNumbers;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.vectorized.ColumnVector;

/** Reads longs: those that a double holds as numbers, and others as they are. Not thread-safe. */
final class LongCells extends CellReader {
    private double[] numbers = new double[0];

    LongCells(int place) {
        super(place);
    }

    @Override
    void present(InternalRow row, ValueSink sink) {
        long value = row.getLong(place);
        if (WholeNumbers.isExact((double) value)) {
            sink.number((double) value);
        } else {
            sink.value(value);
        }
    }

    @Override
    void read(ColumnVector column, int rows, ValueSink sink) {
        if (numbers.length < rows) {
            numbers = new double[rows];
        }
        int missing = 0;
        int held = 0;
        for (int row = 0; row < rows; row++) {
            if (column.isNullAt(row)) {
                missing++;
                continue;
            }
            long value = column.getLong(row);
            if (WholeNumbers.isExact((double) value)) {
                numbers[held++] = value;
            } else {
                sink.numbers(numbers, held); // the ones before it come first
                held = 0;
                sink.value(value);
            }
        }
        sink.numbers(numbers, held);
        sink.missing(missing);
    }
}
