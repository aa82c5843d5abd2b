package io.github.modelkeel.drift.source;

import io.github.modelkeel.drift.column.CategoryCollector;
import io.github.modelkeel.drift.column.Columns;
import io.github.modelkeel.drift.column.MalformedDataException;
import io.github.modelkeel.drift.column.NumberCollector;
import io.github.modelkeel.drift.column.ProfileColumn;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.LongToDoubleFunction;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads whole columns of the Java types that a profile accepts. */
public final class ColumnReader {
    private ColumnReader() {}

    /** Reads columns by name. Plain arrays of large tables are read by several threads, all else by the caller's. */
    public static Map<String, ProfileColumn> read(Map<String, ? extends @Nullable Object> columns) {
        List<String> names = new ArrayList<>();
        List<Supplier<ProfileColumn>> readers = new ArrayList<>();
        long[] values = {0};
        columns.forEach((name, column) -> {
            names.add(name);
            if (column != null && isPlain(column.getClass())) {
                values[0] += Array.getLength(column);
                readers.add(() -> read(name, column));
            } else {
                ProfileColumn read = read(name, column);
                readers.add(() -> read);
            }
        });
        List<ProfileColumn> read = Columns.map(readers, values[0], Supplier::get);
        Map<String, ProfileColumn> byName = new LinkedHashMap<>();
        for (int i = 0; i < read.size(); i++) {
            byName.put(names.get(i), read.get(i));
        }
        return byName;
    }

    /** Whether reading it calls no code of the user. */
    private static boolean isPlain(Class<?> type) {
        return type == String[].class
                || (type.isArray() && type.getComponentType().isPrimitive());
    }

    /** Reads a column on the caller's thread. */
    public static ProfileColumn read(String name, @Nullable Object values) {
        if (values instanceof double[] array) {
            return numbers(array);
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
            return truths(array);
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

    private static ProfileColumn truths(boolean[] values) {
        int set = 0;
        for (boolean value : values) {
            set += value ? 1 : 0;
        }
        CategoryCollector collector = new CategoryCollector();
        if (set > 0) {
            collector.add("true", set);
        }
        if (set < values.length) {
            collector.add("false", values.length - set);
        }
        return values.length == 0 ? new ProfileColumn.Empty(0) : collector.toColumn();
    }

    public static ProfileColumn numbers(double[] values) {
        NumberCollector collector = new NumberCollector(values.length);
        collector.addAll(values);
        return collector.toColumn();
    }

    /** Of values by their rows. */
    public static ProfileColumn numbers(int size, LongToDoubleFunction values) {
        NumberCollector collector = new NumberCollector(size);
        for (long row = 0; row < size; row++) {
            collector.add(values.applyAsDouble(row));
        }
        return collector.toColumn();
    }

    private static ProfileColumn numbers(DoubleStream values, int expected) {
        NumberCollector collector = new NumberCollector(expected);
        values.forEachOrdered((double value) -> collector.add(value));
        return collector.toColumn();
    }

    public static ProfileColumn texts(Collection<? extends @Nullable String> values) {
        CategoryCollector collector = new CategoryCollector();
        for (String value : values) {
            add(collector, value);
        }
        return collector.toColumn();
    }

    /** Of values by their rows. */
    public static ProfileColumn texts(int size, LongFunction<? extends @Nullable String> values) {
        CategoryCollector collector = new CategoryCollector();
        for (long row = 0; row < size; row++) {
            add(collector, values.apply(row));
        }
        return collector.toColumn();
    }

    private static void add(CategoryCollector collector, @Nullable String value) {
        if (value == null) {
            collector.addMissing(1);
        } else if (!collector.addKnown(value)) {
            addNew(collector, value);
        }
    }

    private static void addNew(CategoryCollector collector, String value) {
        if (MissingWords.isMissing(value)) {
            collector.addMissing(1);
        } else {
            collector.add(value);
        }
    }

    private static ProfileColumn objects(Iterable<? extends @Nullable Object> values) {
        ValueCollector collector = new ValueCollector();
        values.forEach(collector::add);
        return collector.toColumn(0, 0);
    }
}
