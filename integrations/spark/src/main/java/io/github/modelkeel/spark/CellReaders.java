package io.github.modelkeel.spark;

import java.time.ZoneId;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** Which {@link CellReader} reads a column of a type. */
final class CellReaders {
    private CellReaders() {}

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
        return isReadable(type) ? new ObjectCells(place, type, zone) : new InvalidCells(place);
    }

    /** The reader of a column whose values are handed over as they are, each as one object. */
    static CellReader ofObjects(int place, DataType type, ZoneId zone) {
        return type instanceof StringType ? new TextCells(place) : new ObjectCells(place, type, zone);
    }

    /** Whether the column can be read from batches. */
    static boolean readsBatchesOf(DataType type) {
        return !(type instanceof NullType) && !isTimeOfDay(type);
    }

    /** Whether the values are numbers, texts, truth values, days or times; a profile counts all others as invalid that are there. */
    static boolean isReadable(DataType type) {
        return type instanceof NumericType
                || type instanceof StringType
                || type instanceof BooleanType
                || type instanceof DateType
                || type instanceof TimestampType
                || type instanceof TimestampNTZType
                || type instanceof NullType
                || isTimeOfDay(type);
    }

    /** Which Spark has since 4.1. */
    private static boolean isTimeOfDay(DataType type) {
        return type.typeName().startsWith("time(");
    }
}
