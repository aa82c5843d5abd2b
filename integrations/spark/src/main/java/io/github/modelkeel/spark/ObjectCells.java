package io.github.modelkeel.spark;

import java.time.ZoneId;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.jspecify.annotations.Nullable;
import scala.Function1;

/** Reads values of any type as the objects that a {@code Row} has for them. Not thread-safe. */
final class ObjectCells extends CellReader {
    private final DataType type;
    private final ZoneId zone;
    private final boolean unreadable;

    /** Null of values that Spark has as Java has them. */
    private final @Nullable Function1<Object, Object> toJava;

    /**
     * Of the column in a place.
     *
     * @param unreadable whether its values are invalid, so that none need be made
     */
    ObjectCells(int place, DataType type, ZoneId zone, boolean unreadable) {
        super(place);
        this.type = type;
        this.zone = zone;
        this.unreadable = unreadable;
        this.toJava =
                unreadable || type instanceof BooleanType ? null : CatalystTypeConverters.createToScalaConverter(type);
    }

    @Override
    void present(InternalRow row, ValueSink sink) {
        sink.value(unreadable ? ValueSink.UNREADABLE : java(row.get(place, type)));
    }

    @Override
    void read(ColumnVector column, int rows, ValueSink sink) {
        int missing = 0;
        for (int row = 0; row < rows; row++) {
            if (column.isNullAt(row)) {
                missing++;
            } else {
                sink.value(unreadable ? ValueSink.UNREADABLE : java(value(column, row)));
            }
        }
        sink.missing(missing);
    }

    private @Nullable Object java(Object value) {
        return toJava == null ? value : RowValues.inZone(toJava.apply(value), zone);
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
