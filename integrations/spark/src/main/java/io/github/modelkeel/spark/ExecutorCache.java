package io.github.modelkeel.spark;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the tasks of an executor share: the few values that were used last. Safe for use by multiple threads. */
final class ExecutorCache<V> {
    private static final int MAX_VALUES = 4;

    private final Map<String, V> values = new LinkedHashMap<>(16, 0.75f, true);

    /** The value of a key; the first task that asks makes it while others wait. */
    synchronized V get(String key, Supplier<V> making) {
        @Nullable V known = values.get(key);
        if (known == null) {
            known = making.get();
            values.put(key, known);
            if (values.size() > MAX_VALUES) {
                values.remove(values.keySet().iterator().next());
            }
        }
        return known;
    }
}
