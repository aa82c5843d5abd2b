package io.github.modelkeel.model.row;

import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.InvalidInputException.Violation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one class of records or beans gives a model's columns. It holds nothing of the model, so that a cache entry on the record's class does
 * not keep the model alive.
 */
final class RecordBinding {
    private static final MethodType AS_LONG = MethodType.methodType(long.class, Object.class);
    private static final MethodType AS_DOUBLE = MethodType.methodType(double.class, Object.class);
    private static final MethodType AS_OBJECT = MethodType.methodType(Object.class, Object.class);
    private static final Set<Class<?>> PRIMITIVE_NUMBERS =
            Set.of(double.class, float.class, int.class, short.class, byte.class);

    private final @Nullable MethodHandle[] asDouble;
    private final @Nullable MethodHandle[] asLong;
    private final @Nullable MethodHandle[] asObject;

    private RecordBinding(int columns) {
        asDouble = new MethodHandle[columns];
        asLong = new MethodHandle[columns];
        asObject = new MethodHandle[columns];
    }

    static RecordBinding of(Class<?> type, String[] columns, ReadingRules rules) {
        Map<String, Member> members = type.isRecord() ? components(type) : BeanMembers.of(type);
        String owner = (type.isRecord() ? "the record " : "the bean ") + type.getName();
        PropertyNames names = PropertyNames.match(owner, members, columns, rules.properties());
        RecordBinding binding = new RecordBinding(columns.length);
        for (int i = 0; i < columns.length; i++) {
            Member member = names.of(columns[i]);
            if (member != null) {
                binding.bind(i, member);
            }
        }
        List<Violation> unknown = rules.refusesUnknownProperties() ? names.unknown() : List.of();
        if (!unknown.isEmpty()) {
            throw new InvalidInputException(unknown);
        }
        return binding;
    }

    private static Map<String, Member> components(Class<?> type) {
        Map<String, Member> components = new HashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            components.put(component.getName(), component.getAccessor());
        }
        return components;
    }

    private void bind(int column, Member member) {
        MethodHandle handle = open(member);
        if (PRIMITIVE_NUMBERS.contains(handle.type().returnType())) {
            asDouble[column] = handle.asType(AS_DOUBLE);
        } else if (handle.type().returnType() == long.class) {
            asLong[column] = handle.asType(AS_LONG);
        } else {
            asObject[column] = handle.asType(AS_OBJECT);
        }
    }

    private static MethodHandle open(Member member) {
        Class<?> type = member.getDeclaringClass();
        try {
            if (member instanceof Method method && method.trySetAccessible()) {
                return MethodHandles.lookup().unreflect(method);
            }
            if (member instanceof Field field && field.trySetAccessible()) {
                return MethodHandles.lookup().unreflectGetter(field);
            }
        } catch (IllegalAccessException e) {
            throw closed(type, e);
        }
        throw closed(type, null);
    }

    private static InvalidInputException closed(Class<?> type, @Nullable Throwable cause) {
        String what = type.isRecord() ? "record" : "bean";
        String message = "the " + what + " " + type.getName() + " cannot be read: its module must say \"opens "
                + type.getPackageName() + " to io.github.modelkeel.model;\" or the " + what
                + " must be public in an exported package";
        return cause == null
                ? new InvalidInputException(null, message)
                : new InvalidInputException(null, message, cause);
    }

    double read(Object row, int index, ColumnReader column) {
        try {
            MethodHandle number = asDouble[index];
            if (number != null) {
                return column.read((double) number.invokeExact(row));
            }
            MethodHandle whole = asLong[index];
            if (whole != null) {
                return column.read((long) whole.invokeExact(row));
            }
            MethodHandle object = asObject[index];
            if (object == null) {
                return column.missing(
                        row instanceof Record ? "not a component of the record" : "not a property of the bean");
            }
            return column.read((Object) object.invokeExact(row));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw failed(row, e);
        }
    }

    private static IllegalStateException failed(Object row, Throwable e) {
        return new IllegalStateException("an accessor of " + row.getClass().getName() + " failed", e);
    }

    /** The value of a column as the accessor gives it; null where there is none. */
    @Nullable Object value(Object row, int index) {
        try {
            MethodHandle number = asDouble[index];
            if (number != null) {
                return (double) number.invokeExact(row);
            }
            MethodHandle whole = asLong[index];
            if (whole != null) {
                return (long) whole.invokeExact(row);
            }
            MethodHandle object = asObject[index];
            return object == null ? null : (Object) object.invokeExact(row);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw failed(row, e);
        }
    }
}
