package io.github.modelkeel.spark;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.vectorized.ColumnVector;

/** Reads numbers that a double holds. Each type has a loop of its own, which a compiler can make one without calls. Not thread-safe. */
abstract class NumberCells extends CellReader {
    private double[] numbers = new double[0];

    private NumberCells(int place) {
        super(place);
    }

    /** Writes the values that are not null to an array, and says how many there are. */
    abstract int copy(ColumnVector column, int rows, double[] target);

    @Override
    final void read(ColumnVector column, int rows, ValueSink sink) {
        if (numbers.length < rows) {
            numbers = new double[rows];
        }
        int there = copy(column, rows, numbers);
        sink.numbers(numbers, there);
        sink.missing(rows - there);
    }

    static final class Doubles extends NumberCells {
        Doubles(int place) {
            super(place);
        }

        @Override
        void present(InternalRow row, ValueSink sink) {
            sink.number(row.getDouble(place));
        }

        @Override
        int copy(ColumnVector column, int rows, double[] target) {
            if (!column.hasNull()) {
                for (int row = 0; row < rows; row++) {
                    target[row] = column.getDouble(row);
                }
                return rows;
            }
            int there = 0;
            for (int row = 0; row < rows; row++) {
                if (!column.isNullAt(row)) {
                    target[there++] = column.getDouble(row);
                }
            }
            return there;
        }
    }

    static final class Floats extends NumberCells {
        Floats(int place) {
            super(place);
        }

        @Override
        void present(InternalRow row, ValueSink sink) {
            sink.number(row.getFloat(place));
        }

        @Override
        int copy(ColumnVector column, int rows, double[] target) {
            int there = 0;
            for (int row = 0; row < rows; row++) {
                if (!column.isNullAt(row)) {
                    target[there++] = column.getFloat(row);
                }
            }
            return there;
        }
    }

    static final class Ints extends NumberCells {
        Ints(int place) {
            super(place);
        }

        @Override
        void present(InternalRow row, ValueSink sink) {
            sink.number(row.getInt(place));
        }

        @Override
        int copy(ColumnVector column, int rows, double[] target) {
            int there = 0;
            for (int row = 0; row < rows; row++) {
                if (!column.isNullAt(row)) {
                    target[there++] = column.getInt(row);
                }
            }
            return there;
        }
    }

    static final class Shorts extends NumberCells {
        Shorts(int place) {
            super(place);
        }

        @Override
        void present(InternalRow row, ValueSink sink) {
            sink.number(row.getShort(place));
        }

        @Override
        int copy(ColumnVector column, int rows, double[] target) {
            int there = 0;
            for (int row = 0; row < rows; row++) {
                if (!column.isNullAt(row)) {
                    target[there++] = column.getShort(row);
                }
            }
            return there;
        }
    }

    static final class Bytes extends NumberCells {
        Bytes(int place) {
            super(place);
        }

        @Override
        void present(InternalRow row, ValueSink sink) {
            sink.number(row.getByte(place));
        }

        @Override
        int copy(ColumnVector column, int rows, double[] target) {
            int there = 0;
            for (int row = 0; row < rows; row++) {
                if (!column.isNullAt(row)) {
                    target[there++] = column.getByte(row);
                }
            }
            return there;
        }
    }
}
