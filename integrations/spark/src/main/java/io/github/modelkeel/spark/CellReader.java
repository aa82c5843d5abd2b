package io.github.modelkeel.spark;

import java.time.ZoneId;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
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

    /** The reader of a column. */
    static CellReader of(int place, DataType type, ZoneId zone) {
        if (type instanceof DoubleType) {
            return new NumberCells.Doubles(place);
        }
        if (type instanceof FloatType) {
            return new NumberCells.Floats(place);
        }
        if (type instanceof IntegerType) {
            return new NumberCells.Ints(place);
        }
        if (type instanceof ShortType) {
            return new NumberCells.Shorts(place);
        }
        if (type instanceof ByteType) {
            return new NumberCells.Bytes(place);
        }
        if (type instanceof LongType) {
            return new LongCells(place);
        }
        if (type instanceof StringType) {
            return new TextCells(place);
        }
        return new ObjectCells(place, type, zone, isUnreadable(type));
    }

    /** The reader of a column whose values are handed over as they are, each as one object. */
    static CellReader ofObjects(int place, DataType type, ZoneId zone) {
        return type instanceof StringType ? new TextCells(place) : new ObjectCells(place, type, zone, false);
    }

    /** Whether the column can be read from batches. */
    static boolean readsBatchesOf(DataType type) {
        return type instanceof DoubleType
                || type instanceof FloatType
                || type instanceof IntegerType
                || type instanceof ShortType
                || type instanceof ByteType
                || type instanceof LongType
                || type instanceof StringType
                || type instanceof BooleanType
                || type instanceof DecimalType
                || type instanceof DateType
                || type instanceof TimestampType
                || type instanceof TimestampNTZType
                || isUnreadable(type);
    }

    /** Whether a profile counts all values as invalid that are there. */
    static boolean isUnreadable(DataType type) {
        return type instanceof BinaryType
                || type instanceof ArrayType
                || type instanceof MapType
                || type instanceof StructType;
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
