package io.github.modelkeel.drift.source;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Names of columns that may be there more than once. */
final class ColumnNames {
    private ColumnNames() {}

    /** The names, a second {@code a} called {@code a.1} as pandas does, and further on until no other column has the name. */
    static List<String> distinct(List<String> names) {
        Set<String> taken = new LinkedHashSet<>(names);
        Set<String> distinct = new LinkedHashSet<>();
        for (String name : names) {
            String free = name;
            for (int i = 1; !distinct.add(free); i++) {
                String next = name + "." + i;
                free = taken.contains(next) ? free : next;
            }
        }
        return new ArrayList<>(distinct);
    }
}
