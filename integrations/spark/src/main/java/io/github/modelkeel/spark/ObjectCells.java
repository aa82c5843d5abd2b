package io.github.modelkeel.spark;

import java.time.ZoneId;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.sql.vectorized.ColumnVector;
import scala.Function1;

/** Reads truth values, decimals, days and times as objects of Java. Not thread-safe. */
final class ObjectCells extends CellReader {
    private final DataType type;
    private final Function<Object, Object> toJava;

    ObjectCells(int place, DataType type, ZoneId zone) {
        super(place);
        this.type = type;
        this.toJava = toJava(type, zone);
    }

    private static Function<Object, Object> toJava(DataType type, ZoneId zone) {
        if (type instanceof BooleanType) {
            return value -> value;
        }
        if (type instanceof DateType) {
            return value -> SparkTimes.day((int) value);
        }
        if (type instanceof TimestampType) {
            return value -> SparkTimes.moment((long) value, zone);
        }
        Function1<Object, Object> other = CatalystTypeConverters.createToScalaConverter(type);
        return value -> other.apply(value);
    }

    @Override
    void present(InternalRow row, ValueSink sink) {
        sink.value(toJava.apply(row.get(place, type)));
    }

    @Override
    void read(ColumnVector column, int rows, ValueSink sink) {
        int missing = 0;
        for (int row = 0; row < rows; row++) {
            if (column.isNullAt(row)) {
                missing++;
            } else {
                sink.value(toJava.apply(value(column, row)));
            }
        }
        sink.missing(missing);
    }

    /** Of a type of {@link CellReaders#readsBatchesOf}, as rows have it. */
    private Object value(ColumnVector column, int row) {
        if (type instanceof BooleanType) {
            return column.getBoolean(row);
        }
        if (type instanceof DecimalType decimal) {
            return column.getDecimal(row, decimal.precision(), decimal.scale());
        }
        return type instanceof DateType ? (Object) column.getInt(row) : (Object) column.getLong(row);
    }
}
