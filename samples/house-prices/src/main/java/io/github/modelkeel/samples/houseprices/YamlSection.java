package io.github.modelkeel.samples.houseprices;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One mapping of a YAML file, read key by key; {@link #rejectTheRest()} then refuses every key that was not read. Every
 * error names the file, the line and the key. Not thread-safe.
 */
final class YamlSection {
    private final String source;
    private final String path;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    private YamlSection(String source, String path, Node node) {
        this.source = source;
        this.path = path;
        if (!(node instanceof MappingNode mapping)) {
            throw error(line(node), (path.isEmpty() ? "the file" : "'" + path + "'") + " must be keys and values");
        }
        for (NodeTuple entry : mapping.getValue()) {
            String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            if (values.put(key, entry.getValueNode()) != null) {
                throw error(line(entry.getKeyNode()), "'" + full(key) + "' is there twice");
            }
            lines.put(key, line(entry.getKeyNode()));
        }
    }

    static YamlSection parse(String text, String source) {
        Optional<Node> root;
        try {
            root = new Compose(LoadSettings.builder().setLabel(source).build()).composeString(text);
        } catch (YamlEngineException e) {
            throw new UsageException(source + " is not YAML: " + e.getMessage(), e);
        }
        return new YamlSection(source, "", root.orElseThrow(() -> new UsageException(source + " is empty")));
    }

    boolean has(String key) {
        known.add(key);
        Node node = values.get(key);
        return node != null && !Tag.NULL.equals(node.getTag());
    }

    String text(String key, String otherwise) {
        return has(key) ? scalar(key, node(key)).getValue() : otherwise;
    }

    String requiredText(String key) {
        String text = text(key, "");
        if (text.isBlank()) {
            throw missing(key);
        }
        return text;
    }

    int integer(String key, int otherwise, int min, int max) {
        double value = number(key, otherwise, min, max);
        if (value != Math.rint(value)) {
            throw bad(key, "must be a whole number");
        }
        return (int) value;
    }

    double number(String key, double otherwise, double min, double max) {
        if (!has(key)) {
            return otherwise;
        }
        double value;
        try {
            value = Double.parseDouble(scalar(key, node(key)).getValue());
        } catch (NumberFormatException e) {
            throw bad(key, "must be a number");
        }
        if (!(value >= min && value <= max)) {
            throw bad(key, "must be between %s and %s".formatted(plain(min), plain(max)));
        }
        return value;
    }

    /** One of an enum's constants, written in lower case. */
    <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
        String text = text(key, otherwise.name());
        List<String> words = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            words.add(constant.name().toLowerCase(Locale.ROOT));
            if (constant.name().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        throw bad(key, "must be one of " + String.join(", ", words));
    }

    /** The single value under a key; an empty text when there is none, or a list or a mapping. */
    String scalarOrEmpty(String key) {
        known.add(key);
        return values.get(key) instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (Node item : items(key)) {
            texts.add(scalar(key, item).getValue());
        }
        return texts;
    }

    /** The mapping under a key; an empty one when the key is not there. */
    YamlSection section(String key) {
        return has(key)
                ? new YamlSection(source, full(key), node(key))
                : new YamlSection(source, full(key), new MappingNode(Tag.MAP, List.of(), FlowStyle.BLOCK));
    }

    List<YamlSection> sections(String key) {
        List<YamlSection> sections = new ArrayList<>();
        for (Node item : items(key)) {
            sections.add(new YamlSection(source, full(key) + "[" + sections.size() + "]", item));
        }
        return sections;
    }

    /** Ends the reading of this mapping: a key that was not asked for is a mistake. */
    void rejectTheRest() {
        values.keySet().stream().filter(key -> !known.contains(key)).findFirst().ifPresent(key -> {
            throw error(lineOf(key), "unknown key '" + full(key) + "'" + NearMatch.hint(key, known));
        });
    }

    UsageException bad(String key, String rule) {
        Node node = values.get(key);
        String value = node instanceof ScalarNode scalar ? ": " + scalar.getValue() : "";
        return error(lineOf(key), "'" + full(key) + "' " + rule + value);
    }

    UsageException missing(String key) {
        return new UsageException("%s: '%s' is missing".formatted(source, full(key)));
    }

    private List<Node> items(String key) {
        if (!has(key)) {
            return List.of();
        }
        if (node(key) instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        throw bad(key, "must be a list");
    }

    private Node node(String key) {
        Node node = values.get(key);
        if (node == null) {
            throw missing(key);
        }
        return node;
    }

    private ScalarNode scalar(String key, Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar;
        }
        throw bad(key, "must be a single value");
    }

    private String full(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private int lineOf(String key) {
        return lines.getOrDefault(key, 0);
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    private UsageException error(int line, String message) {
        return new UsageException("%s, line %d: %s".formatted(source, line, message));
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
