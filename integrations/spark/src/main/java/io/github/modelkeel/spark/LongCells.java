package io.github.modelkeel.spark;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.vectorized.ColumnVector;

/** Reads longs: those below 2<sup>53</sup>, which a double holds, as numbers, and others as they are. Not thread-safe. */
final class LongCells extends CellReader {
    private static final long EXACT = 1L << 53;

    private double[] numbers = new double[0];

    LongCells(int place) {
        super(place);
    }

    @Override
    void present(InternalRow row, ValueSink sink) {
        long value = row.getLong(place);
        if (isExact(value)) {
            sink.number((double) value);
        } else {
            sink.value(value);
        }
    }

    private static boolean isExact(long value) {
        return -EXACT < value && value < EXACT;
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
            if (isExact(value)) {
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
