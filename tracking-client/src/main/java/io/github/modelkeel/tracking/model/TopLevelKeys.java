package io.github.modelkeel.tracking.model;

import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonValue;
import io.github.modelkeel.tracking.artifact.Yaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The top of an {@code MLmodel} file: its keys, each with the lines that belong to it, which are kept as they are. The file is a block
 * mapping, as MLflow writes it: a line that starts with a key opens it, and what is indented below belongs to it. JSON, which is YAML as
 * well, is taken too. What a value holds is not looked at. Immutable.
 */
final class TopLevelKeys {
    private static final Pattern KEY =
            Pattern.compile("(?:\"([^\"\\\\]+)\"|'([^']+)'|([A-Za-z_][A-Za-z0-9_.-]*))[ \\t]*:(?:[ \\t](.*))?");
    private static final Pattern NOTHING = Pattern.compile("(?:null|~)?\\s*(?:#.*)?");

    /** A key's lines, and what they said if it was on the first line. */
    private record Entry(List<String> lines, String value) {}

    private final List<String> head;
    private final Map<String, Entry> entries;

    private TopLevelKeys(List<String> head, Map<String, Entry> entries) {
        this.head = head;
        this.entries = entries;
    }

    static TopLevelKeys of(String text) throws IOException {
        return text.stripLeading().startsWith("{") ? ofJson(text) : ofLines(text);
    }

    /** Whether the key has a value. */
    boolean has(String key) {
        Entry entry = entries.get(key);
        return entry != null
                && (entry.lines.size() > 1 || !NOTHING.matcher(entry.value).matches());
    }

    /** The file with keys set: a key that says so already keeps its lines, any other one is written at the end. */
    String with(Map<String, ?> set) {
        StringBuilder text = new StringBuilder();
        head.forEach(line -> text.append(line).append('\n'));
        Map<String, Object> missing = new LinkedHashMap<>(set);
        entries.forEach((key, entry) -> {
            Object value = set.get(key);
            List<String> wanted = value == null
                    ? List.of()
                    : Yaml.text(Map.of(key, value)).lines().toList();
            if (value == null || entry.lines.equals(wanted)) {
                entry.lines.forEach(line -> text.append(line).append('\n'));
                missing.remove(key);
            }
        });
        return missing.isEmpty() ? text.toString() : text + Yaml.text(missing);
    }

    private static TopLevelKeys ofLines(String text) throws IOException {
        List<String> head = new ArrayList<>();
        Map<String, Entry> entries = new LinkedHashMap<>();
        @Nullable Entry last = null;
        for (String line : text.lines().toList()) {
            if (line.equals("...") && last != null) {
                break;
            }
            Matcher key = KEY.matcher(line);
            if (key.matches()) {
                String value = key.group(4) == null ? "" : key.group(4);
                last = new Entry(new ArrayList<>(List.of(line)), value);
                if (entries.put(name(key), last) != null) {
                    throw new IOException(MlModelFile.NAME + " has the key " + name(key) + " twice");
                }
            } else if (last != null && belongsToAKey(line)) {
                last.lines.add(line);
            } else if (last == null && (line.isBlank() || line.startsWith("#") || line.equals("---"))) {
                head.add(line);
            } else {
                throw new IOException(MlModelFile.NAME
                        + " must hold one key and value a line at its top level, as MLflow writes it; this line is not one: '"
                        + line.substring(0, Math.min(60, line.length())) + "'");
            }
        }
        return new TopLevelKeys(head, entries);
    }

    private static String name(Matcher key) {
        return key.group(1) != null ? key.group(1) : key.group(2) != null ? key.group(2) : key.group(3);
    }

    /** What is indented, empty or a comment; a list may start without an indentation. */
    private static boolean belongsToAKey(String line) {
        return line.isBlank()
                || line.startsWith(" ")
                || line.startsWith("#")
                || line.startsWith("- ")
                || line.equals("-");
    }

    private static TopLevelKeys ofJson(String text) throws IOException {
        JsonValue tree;
        try {
            tree = Json.parse(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IOException(MlModelFile.NAME + " starts like JSON but is not valid JSON: " + e.getMessage(), e);
        }
        Map<String, Object> keys = new LinkedHashMap<>();
        tree.properties().forEach(field -> keys.put(field.getKey(), plain(field.getValue())));
        return keys.isEmpty() ? ofLines("") : ofLines(Yaml.text(keys));
    }

    private static Object plain(JsonValue value) {
        if (value.isObject()) {
            Map<String, Object> map = new LinkedHashMap<>();
            value.properties().forEach(field -> map.put(field.getKey(), plain(field.getValue())));
            return map;
        }
        if (value.isArray()) {
            List<Object> list = new ArrayList<>();
            value.forEach(item -> list.add(plain(item)));
            return list;
        }
        return value.isTextual()
                ? value.asText()
                : value.isDouble() ? value.doubleValue() : new Literal(value.toString());
    }

    /** A number, a boolean or null, as it is written. */
    private record Literal(String text) {
        @Override
        public String toString() {
            return text;
        }
    }
}
