package io.github.modelkeel.sklearn.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Names of columns on their way. */
public final class Names {
    private Names() {}

    /** A number at the end distinguishes names that occur more than once. */
    static List<String> distinct(List<String> names) {
        Set<String> taken = new HashSet<>(names);
        Map<String, Integer> counts = new HashMap<>();
        List<String> distinct = new ArrayList<>(names.size());
        for (String name : names) {
            String unique = name;
            int count = counts.merge(name, 1, Integer::sum);
            while (count > 1 && !taken.add(unique)) {
                unique = name + "_" + count;
                count = counts.merge(name, 1, Integer::sum);
            }
            distinct.add(unique);
        }
        return distinct;
    }

    /** {@code f0}, {@code f1} and so on. */
    public static List<String> numbered(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }
}
