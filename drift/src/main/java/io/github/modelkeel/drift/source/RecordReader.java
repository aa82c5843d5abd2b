package io.github.modelkeel.drift.source;

import io.github.modelkeel.drift.column.MalformedDataException;
import io.github.modelkeel.drift.column.ProfileColumn;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads records by their components, and beans by their public getters, and public fields where there is no getter. */
public final class RecordReader {
    private static final MethodType AS_OBJECT = MethodType.methodType(Object.class, Object.class);

    private RecordReader() {}

    /** A property of a class, and what is gathered of it. */
    private record Property(Member member, MethodHandle getter, ValueCollector values) {
        void add(Object row, long number) {
            try {
                values.add((Object) getter.invokeExact(row));
            } catch (Error e) {
                throw e;
            } catch (Throwable e) { // whatever the accessor throws
                throw new IllegalStateException(
                        "record " + number + ": " + row.getClass().getName() + "." + member.getName() + " failed: " + e,
                        e);
            }
        }
    }

    /** Reads rows of a class; in a null all columns are missing. */
    public static <T> Table read(Class<T> type, Iterable<? extends @Nullable T> rows) {
        Map<String, Property> properties = properties(type);
        List<Property> columns = List.copyOf(properties.values());
        long count = 0;
        long missing = 0;
        for (@Nullable T row : rows) {
            count++;
            if (row == null) {
                missing++;
            } else {
                for (Property column : columns) {
                    column.add(row, count);
                }
            }
        }
        Map<String, ProfileColumn> read = new LinkedHashMap<>();
        for (Map.Entry<String, Property> property : properties.entrySet()) {
            read.put(property.getKey(), property.getValue().values.toColumn(missing, 0));
        }
        return new Table(read, count);
    }

    /** The components of a record in their order, or the properties of a bean by name. */
    private static Map<String, Property> properties(Class<?> type) {
        if (Map.class.isAssignableFrom(type)) {
            throw new MalformedDataException(type.getName() + " is a map and has no components; use Profile.ofRows");
        }
        Map<String, Property> properties = new LinkedHashMap<>();
        members(type)
                .forEach((name, member) ->
                        properties.put(name, new Property(member, open(type, member), new ValueCollector())));
        if (properties.isEmpty()) {
            throw new MalformedDataException(type.getName()
                    + " has no columns: neither a record's components nor public getters such as getAge() or isNew()");
        }
        return properties;
    }

    private static Map<String, Member> members(Class<?> type) {
        Map<String, Member> members = new LinkedHashMap<>();
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                members.put(component.getName(), component.getAccessor());
            }
            return members;
        }
        Map<String, Member> byName = new TreeMap<>(); // the JVM gives them in no order
        for (Field field : type.getFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                byName.put(field.getName(), field);
            }
        }
        for (Method method : type.getMethods()) {
            if (isGetter(method)) {
                byName.merge(property(method.getName()), method, RecordReader::better);
            }
        }
        return byName;
    }

    private static boolean isGetter(Method method) {
        String name = method.getName();
        Class<?> gives = method.getReturnType();
        boolean get = name.startsWith("get") && name.length() > 3 && gives != void.class;
        boolean is = name.startsWith("is") && name.length() > 2 && (gives == boolean.class || gives == Boolean.class);
        return (get || is)
                && method.getParameterCount() == 0
                && !Modifier.isStatic(method.getModifiers())
                && !method.isBridge()
                && method.getDeclaringClass() != Object.class;
    }

    /** A getter rather than a field, get rather than is, and of two that override each other the one with the narrower type. */
    private static Member better(Member one, Member other) {
        if (!(one instanceof Method first) || !(other instanceof Method second)) {
            return one instanceof Method ? one : other;
        }
        if (!first.getName().equals(second.getName())) {
            return first.getName().startsWith("get") ? first : second;
        }
        return first.getReturnType().isAssignableFrom(second.getReturnType()) ? second : first;
    }

    /** As {@code java.beans.Introspector} names it, which is in a module that a service may lack. */
    private static String property(String getter) {
        String name = getter.substring(getter.startsWith("is") ? 2 : 3);
        boolean isAcronym =
                name.length() > 1 && Character.isUpperCase(name.charAt(0)) && Character.isUpperCase(name.charAt(1));
        return isAcronym ? name : Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static MethodHandle open(Class<?> type, Member member) {
        try {
            if (member instanceof Method method && method.trySetAccessible()) {
                return MethodHandles.lookup().unreflect(method).asType(AS_OBJECT);
            }
            if (member instanceof Field field && field.trySetAccessible()) {
                return MethodHandles.lookup().unreflectGetter(field).asType(AS_OBJECT);
            }
        } catch (IllegalAccessException e) {
            throw closed(type, e);
        }
        throw closed(type, null);
    }

    private static MalformedDataException closed(Class<?> type, @Nullable Throwable cause) {
        String message = type.getName() + " cannot be read: its module must say \"opens " + type.getPackageName()
                + " to io.github.modelkeel.drift;\", or it must be public in an exported package";
        return cause == null ? new MalformedDataException(message) : new MalformedDataException(message, cause);
    }
}
