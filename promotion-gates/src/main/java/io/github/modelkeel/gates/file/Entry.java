package io.github.modelkeel.gates.file;

import io.github.modelkeel.client.internal.EditDistance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** An object of the file: its values by key, each checked where it is read, so that a message has the file and the line. Immutable. */
public final class Entry {
    private static final int MAX_TYPOS = 2;
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?");

    private final String file;
    private final Node node;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();

    Entry(String file, Node node) {
        this.file = file;
        this.node = node;
        if (!(node instanceof MappingNode mapping)) {
            throw fault(line(node), "expected keys with values, found " + describe(node));
        }
        for (NodeTuple pair : mapping.getValue()) {
            if (!(pair.getKeyNode() instanceof ScalarNode key)) {
                throw fault(line(pair.getKeyNode()), "a key must be a text, found " + describe(pair.getKeyNode()));
            }
            Integer before = lines.putIfAbsent(key.getValue(), line(key));
            if (before != null) {
                throw fault(
                        line(key), "the key '" + key.getValue() + "' is in line " + before + " already; remove one");
            }
            values.put(key.getValue(), pair.getValueNode());
        }
    }

    /** A fault of the whole entry, with its line. */
    public IllegalArgumentException fault(String message) {
        return fault(line(node), message);
    }

    /** A fault of the value of a key, with its line. */
    public IllegalArgumentException fault(String key, String message) {
        return fault(lines.getOrDefault(key, line(node)), key + ": " + message);
    }

    private IllegalArgumentException fault(int line, String message) {
        return new IllegalArgumentException(file + ":" + line + ": " + message);
    }

    public Set<String> keys() {
        return values.keySet();
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    /** Refuses keys that mean nothing here, with what may be meant. */
    public void allow(Set<String> known) {
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                String near = new TreeSet<>(known)
                        .stream()
                                .filter(each -> EditDistance.of(each, key) <= MAX_TYPOS)
                                .findFirst()
                                .orElse("");
                throw fault(
                        lines.getOrDefault(key, 1),
                        "unknown key '" + key + "'; "
                                + (near.isEmpty()
                                        ? "known here: " + new TreeSet<>(known)
                                        : "did you mean '" + near + "'?"));
            }
        }
    }

    public String text(String key) {
        String text = text(key, null);
        if (text == null) {
            throw fault("the key '" + key + "' is missing");
        }
        return text;
    }

    /** The text of a key, which must not be empty; what is given otherwise if there is none. */
    public @Nullable String text(String key, @Nullable String otherwise) {
        Node value = values.get(key);
        if (value == null) {
            return otherwise;
        }
        if (!(value instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
            throw fault(key, "expected a text, found " + describe(value));
        }
        return scalar.getValue();
    }

    /** A finite number. */
    public double number(String key, double otherwise) {
        String text = text(key, null);
        if (text == null) {
            return otherwise;
        }
        OptionalDouble number = decimal(text);
        return number.orElseThrow(() -> fault(key, "expected a number, found '" + text + "'"));
    }

    /** A finite decimal number; empty for any other text, as {@code NaN}, {@code 0x1} or {@code 1d}. */
    public static OptionalDouble decimal(String text) {
        double number = DECIMAL.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
        return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    }

    /** One of some words. */
    public String word(String key, Set<String> words, String otherwise) {
        String text = String.valueOf(text(key, otherwise));
        if (!words.contains(text)) {
            throw fault(key, "expected one of " + new TreeSet<>(words) + ", found '" + text + "'");
        }
        return text;
    }

    /** A list of texts, which must not be empty. */
    public List<String> texts(String key, List<String> otherwise) {
        Node value = values.get(key);
        if (value == null) {
            return otherwise;
        }
        List<String> texts = new ArrayList<>();
        if (value instanceof SequenceNode list && !list.getValue().isEmpty()) {
            for (Node each : list.getValue()) {
                if (!(each instanceof ScalarNode scalar)) {
                    throw fault(key, "expected a list of texts, found " + describe(each) + " in it");
                }
                texts.add(scalar.getValue());
            }
            return texts;
        }
        throw fault(key, "expected a list such as [stable, shifted], found " + describe(value));
    }

    /** A list of entries. */
    public List<Entry> entries(String key) {
        Node value = values.get(key);
        if (value == null) {
            throw fault("the key '" + key + "' is missing");
        }
        if (!(value instanceof SequenceNode list) || list.getValue().isEmpty()) {
            throw fault(key, "expected a list with an entry for each gate, found " + describe(value));
        }
        return list.getValue().stream().map(each -> new Entry(file, each)).toList();
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    private static String describe(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue().isBlank() ? "nothing" : "'" + scalar.getValue() + "'";
        }
        boolean isList = node instanceof SequenceNode;
        return isList && ((SequenceNode) node).getValue().isEmpty() ? "an empty list" : isList ? "a list" : "an object";
    }
}
