package io.github.modelkeel.model.row;

import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The properties of a class of beans by name: its public getters, and its public fields where there is no getter. */
final class BeanMembers {
    private BeanMembers() {}

    /** A new map. */
    static Map<String, Member> of(Class<?> type) {
        Map<String, Member> members = new HashMap<>();
        for (Field field : type.getFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                members.put(field.getName(), field);
            }
        }
        // of two getters of one property, get comes after is; an overridden one before the one that overrides it
        List<Method> getters = Stream.of(type.getMethods())
                .filter(BeanMembers::isGetter)
                .sorted(Comparator.comparing((Method method) -> method.getName().startsWith("get"))
                        .thenComparing(Method::getName)
                        .thenComparing(method -> depth(method.getReturnType())))
                .toList();
        for (Method getter : getters) {
            members.put(property(getter.getName()), getter);
        }
        return members;
    }

    private static boolean isGetter(Method method) {
        String name = method.getName();
        boolean get = name.startsWith("get") && name.length() > 3 && method.getReturnType() != void.class;
        boolean is = name.startsWith("is")
                && name.length() > 2
                && (method.getReturnType() == boolean.class || method.getReturnType() == Boolean.class);
        return (get || is)
                && method.getParameterCount() == 0
                && !Modifier.isStatic(method.getModifiers())
                && !method.isBridge()
                && method.getDeclaringClass() != Object.class;
    }

    private static int depth(Class<?> type) {
        int depth = 0;
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            depth++;
        }
        return depth;
    }

    /** As {@code java.beans.Introspector} does it, which is in a module that a service may lack. */
    private static String property(String getter) {
        String name = getter.substring(getter.startsWith("is") ? 2 : 3);
        if (name.length() > 1 && Character.isUpperCase(name.charAt(0)) && Character.isUpperCase(name.charAt(1))) {
            return name;
        }
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
