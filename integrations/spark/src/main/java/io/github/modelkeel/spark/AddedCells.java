package io.github.modelkeel.spark;

import io.github.modelkeel.drift.column.Type;
import io.github.modelkeel.drift.source.ValueCollector;
import org.jspecify.annotations.Nullable;

/** Notes of a column that the reference does not have what it holds. Its values have one type in Spark, so that one of them decides. Not thread-safe. */
final class AddedCells implements ValueSink {
    private Type type = Type.EMPTY;

    /** What the values hold that were seen. */
    Type type() {
        return type;
    }

    @Override
    public void number(double value) {
        if (!Double.isNaN(value)) {
            type = Type.NUMBER;
        }
    }

    @Override
    public void missing(int count) {
        // which says nothing about the type
    }

    @Override
    public void value(@Nullable Object value) {
        if (type == Type.EMPTY) {
            type = ValueCollector.type(value);
        }
    }
}
