package io.github.modelkeel.validation.rule;

import io.github.modelkeel.drift.message.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The members of an object, asked for by type; which were asked for is remembered, and others can be refused. Not thread-safe. */
final class TreeMembers {
    private static final int MAX_SHOWN = 60;

    private final String path;
    private final Map<?, ?> members;
    private final Set<String> asked = new LinkedHashSet<>();

    TreeMembers(String path, Map<?, ?> members) {
        this.path = path;
        this.members = members;
    }

    /** Reads this object; an error gets its place in front. */
    <T> T reading(Function<TreeMembers, T> reader) {
        try {
            return reader.apply(this);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
        }
    }

    /** Null where there is nothing. */
    @Nullable Object get(String name) {
        asked.add(name);
        return members.get(name);
    }

    String text(String name) {
        if (get(name) instanceof String text) {
            return text;
        }
        throw wrong(name, "a text");
    }

    String text(String name, String otherwise) {
        return get(name) == null ? otherwise : text(name);
    }

    double number(String name) {
        if (get(name) instanceof Number number) {
            return number.doubleValue();
        }
        throw wrong(name, "a number");
    }

    double number(String name, double otherwise) {
        return get(name) == null ? otherwise : number(name);
    }

    @Nullable Double optionalNumber(String name) {
        return get(name) == null ? null : (Double) number(name);
    }

    boolean flag(String name) {
        return flag(name, false);
    }

    boolean flag(String name, boolean otherwise) {
        Object value = get(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw wrong(name, "true or false");
    }

    /** A list without missing values. */
    List<Object> values(String name) {
        if (!(get(name) instanceof List<?> list)) {
            throw wrong(name, "a list");
        }
        List<Object> values = new ArrayList<>();
        for (Object item : list) {
            if (item == null) {
                throw new IllegalArgumentException("'" + name + "': null in the list; missing values are never judged");
            }
            values.add(item);
        }
        return values;
    }

    List<TreeMembers> objects(String name) {
        List<TreeMembers> objects = new ArrayList<>();
        for (Object item : values(name)) {
            String at = path + name + "[" + objects.size() + "]";
            if (!(item instanceof Map<?, ?> map)) {
                throw new IllegalArgumentException(at + ": expected an object, found " + shown(item));
            }
            objects.add(new TreeMembers(at, map));
        }
        return objects;
    }

    TreeMembers object(String name) {
        if (get(name) instanceof Map<?, ?> map) {
            return new TreeMembers(name, map);
        }
        throw wrong(name, "an object");
    }

    /** Members that were never asked for. */
    List<String> others() {
        List<String> others = new ArrayList<>();
        members.forEach((name, value) -> {
            if (!asked.contains(String.valueOf(name))) {
                others.add(String.valueOf(name));
            }
        });
        return others;
    }

    boolean isNull(String name) {
        return members.get(name) == null;
    }

    /** A member that nothing reads is a mistake, and would be silently without effect. */
    void refuseOthers() {
        for (String name : others()) {
            throw new IllegalArgumentException(
                    "unknown member '" + name + "'" + NearestName.hint(name, asked) + "; known are " + asked);
        }
    }

    private IllegalArgumentException wrong(String name, String expected) {
        Object found = members.get(name);
        return new IllegalArgumentException(
                "'" + name + "': expected " + expected + ", found " + (found == null ? "nothing" : shown(found)));
    }

    private static String shown(Object value) {
        String text = String.valueOf(value);
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    }
}
