package io.github.modelkeel.model;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one class of records gives a model's columns. It holds nothing of the model, so that a cache entry on the record's class does
 * not keep the model alive.
 */
final class RecordBinding {
    private static final MethodType AS_DOUBLE = MethodType.methodType(double.class, Record.class);
    private static final MethodType AS_OBJECT = MethodType.methodType(Object.class, Record.class);
    private static final Set<Class<?>> PRIMITIVE_NUMBERS =
            Set.of(double.class, float.class, long.class, int.class, short.class, byte.class);

    private final @Nullable MethodHandle[] asDouble;
    private final @Nullable MethodHandle[] asObject;

    private RecordBinding(int columns) {
        asDouble = new MethodHandle[columns];
        asObject = new MethodHandle[columns];
    }

    static RecordBinding of(Class<?> type, String[] columns, boolean refuseUnknown) {
        Map<String, RecordComponent> components = new HashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            components.put(component.getName(), component);
        }
        RecordBinding binding = new RecordBinding(columns.length);
        for (int i = 0; i < columns.length; i++) {
            RecordComponent component = components.remove(columns[i]);
            if (component != null) {
                binding.bind(i, component.getAccessor());
            }
        }
        if (refuseUnknown && !components.isEmpty()) {
            List<String> unknown = components.keySet().stream().sorted().toList();
            throw new InvalidInputException(
                    unknown.get(0),
                    "the record " + type.getName() + " has components that the model does not know: " + unknown
                            + "; its columns are " + Arrays.toString(columns));
        }
        return binding;
    }

    private void bind(int column, Method accessor) {
        MethodHandle handle = open(accessor);
        if (PRIMITIVE_NUMBERS.contains(accessor.getReturnType())) {
            asDouble[column] = handle.asType(AS_DOUBLE);
        } else {
            asObject[column] = handle.asType(AS_OBJECT);
        }
    }

    private static MethodHandle open(Method accessor) {
        Class<?> type = accessor.getDeclaringClass();
        try {
            if (accessor.trySetAccessible()) {
                return MethodHandles.lookup().unreflect(accessor);
            }
        } catch (IllegalAccessException e) {
            throw closed(type, e);
        }
        throw closed(type, null);
    }

    private static InvalidInputException closed(Class<?> type, @Nullable Throwable cause) {
        String message =
                "the record " + type.getName() + " cannot be read: its module must say \"opens " + type.getPackageName()
                        + " to io.github.modelkeel.model;\" or the record must be public in an exported package";
        return cause == null
                ? new InvalidInputException(null, message)
                : new InvalidInputException(null, message, cause);
    }

    double read(Record row, int index, ColumnReader column) {
        try {
            MethodHandle number = asDouble[index];
            if (number != null) {
                return column.read((double) number.invokeExact(row));
            }
            MethodHandle object = asObject[index];
            return object == null
                    ? column.missing("no component of the record")
                    : column.read((Object) object.invokeExact(row));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("an accessor of " + row.getClass().getName() + " failed", e);
        }
    }
}
