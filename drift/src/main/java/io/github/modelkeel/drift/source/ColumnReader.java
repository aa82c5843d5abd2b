package io.github.modelkeel.drift.source;

import io.github.modelkeel.drift.column.CategoryCollector;
import io.github.modelkeel.drift.column.MalformedDataException;
import io.github.modelkeel.drift.column.NumberCollector;
import io.github.modelkeel.drift.column.ProfileColumn;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads whole columns of the Java types that a profile accepts. */
public final class ColumnReader {
    private ColumnReader() {}

    public static ProfileColumn read(String name, @Nullable Object values) {
        if (values instanceof double[] array) {
            return numbers(Arrays.stream(array), array.length);
        }
        if (values instanceof float[] array) {
            return numbers(IntStream.range(0, array.length).mapToDouble(i -> array[i]), array.length);
        }
        if (values instanceof int[] array) {
            return numbers(Arrays.stream(array).asDoubleStream(), array.length);
        }
        if (values instanceof long[] array) {
            NumberCollector collector = new NumberCollector(array.length);
            for (long value : array) {
                collector.add(value);
            }
            return collector.toColumn();
        }
        if (values instanceof boolean[] array) {
            return objects(
                    IntStream.range(0, array.length).mapToObj(i -> array[i]).toList());
        }
        if (values instanceof @Nullable Object[] array) {
            return objects(Arrays.asList(array));
        }
        if (values instanceof Collection<?> collection) {
            return objects(collection);
        }
        throw new MalformedDataException("column '" + name + "': "
                + (values == null ? "null" : values.getClass().getName())
                + " is not a column; give a double[], a String[] or a Collection");
    }

    public static ProfileColumn numbers(DoubleStream values, int expected) {
        NumberCollector collector = new NumberCollector(expected);
        values.forEachOrdered((double value) -> collector.add(value));
        return collector.toColumn();
    }

    public static ProfileColumn texts(Collection<? extends @Nullable String> values) {
        CategoryCollector collector = new CategoryCollector();
        for (String value : values) {
            if (value == null || MissingWords.isMissing(value)) {
                collector.addMissing(1);
            } else {
                collector.add(value);
            }
        }
        return collector.toColumn();
    }

    private static ProfileColumn objects(Iterable<? extends @Nullable Object> values) {
        ValueCollector collector = new ValueCollector();
        values.forEach(collector::add);
        return collector.toColumn(0, 0);
    }
}
