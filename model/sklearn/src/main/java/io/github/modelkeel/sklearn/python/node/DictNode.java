package io.github.modelkeel.sklearn.python.node;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A dictionary, in the file's order. Keys that are numbers, strings or booleans are equal by value, others by identity. */
public final class DictNode implements Node {
    /** A key and its value. */
    public record Entry(Node key, Node value) {
        @Override
        public String toString() {
            return key + "=…";
        }
    }

    private static final Object NONE_KEY = new Object();

    private final String className;
    private Map<Object, Entry> entries = Map.of();

    /** A dictionary of this class, without entries yet. */
    public DictNode(String className) {
        this.className = className;
    }

    /** A plain dictionary, without entries yet. */
    public static DictNode plain() {
        return new DictNode("builtins.dict");
    }

    /** Adds an entry, or replaces the one of the same key. */
    public void put(Node key, Node value) {
        if (entries.isEmpty()) {
            entries = new LinkedHashMap<>();
        }
        entries.put(index(key), new Entry(key, value));
    }

    private static Object index(Node key) {
        if (key instanceof None) {
            return NONE_KEY;
        }
        return Objects.requireNonNullElse(Node.plain(key), key);
    }

    /** {@code builtins.dict}, {@code collections.OrderedDict} or {@code collections.defaultdict}. */
    public String className() {
        return className;
    }

    /** The value of a string key. */
    public Optional<Node> find(String key) {
        return Optional.ofNullable(entries.get(key)).map(Entry::value);
    }

    /** The entries, in the file's order. */
    public List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    /** How many entries there are. */
    public int size() {
        return entries.size();
    }

    @Override
    public List<Node> children() {
        List<Node> children = new ArrayList<>(2 * entries.size());
        for (Entry entry : entries.values()) {
            children.add(entry.key());
            children.add(entry.value());
        }
        return Collections.unmodifiableList(children);
    }

    @Override
    public String kind() {
        return "a dictionary of " + entries.size();
    }

    @Override
    public String toString() {
        return "Dict[" + entries.size() + "]";
    }
}
