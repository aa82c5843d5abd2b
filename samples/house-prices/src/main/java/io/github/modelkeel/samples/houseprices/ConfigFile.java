package io.github.modelkeel.samples.houseprices;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.PropertyBindingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads a YAML file into a record: SnakeYAML Engine parses it, Jackson binds it, and an error names the line and the key.
 *
 * @param source what the file is called in errors
 */
record ConfigFile(String text, String source) {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_IGNORED_PROPERTIES)
            .build();

    private static final LoadSettings YAML = LoadSettings.builder().build();

    /** The file's keys and values, those of its sections in maps. */
    Map<String, Object> read() {
        Object tree;
        try {
            tree = new Load(YAML).loadFromString(text);
        } catch (MarkedYamlEngineException e) {
            throw error(e.getProblemMark().map(Mark::getLine).orElse(-1), "not YAML: " + e.getProblem());
        }
        if (!(tree instanceof Map<?, ?> map)) {
            throw tree == null
                    ? new UsageException(source + " is empty")
                    : error(0, "the file must be keys and values");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        map.forEach((key, value) -> values.put(String.valueOf(key), value));
        return values;
    }

    <T> T bind(Map<String, ?> values, Class<T> type) {
        try {
            return MAPPER.treeToValue(MAPPER.valueToTree(values), type);
        } catch (JsonMappingException e) {
            if (e.getCause() instanceof UsageException rule) { // of one of the records
                String path = path(e.getPath());
                throw path.isEmpty()
                        ? error(-1, String.valueOf(rule.getMessage()))
                        : error(line(e.getPath()), path + ": " + rule.getMessage());
            }
            throw error(line(e.getPath()), wrong(e));
        } catch (JsonProcessingException e) {
            throw new UsageException("%s: %s".formatted(source, e.getOriginalMessage()), e);
        }
    }

    private static String wrong(JsonMappingException e) {
        String path = path(e.getPath());
        if (e instanceof PropertyBindingException unknown) {
            List<String> known =
                    unknown.getKnownPropertyIds().stream().map(String::valueOf).toList();
            return "unknown key '%s'%s".formatted(path, NearMatch.hint(unknown.getPropertyName(), known));
        }
        return "'%s': %s".formatted(path, e.getOriginalMessage());
    }

    private static String path(List<Reference> path) {
        StringBuilder text = new StringBuilder();
        for (Reference step : path) {
            if (step.getFieldName() == null) {
                text.append('[').append(step.getIndex()).append(']');
            } else {
                text.append(text.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return text.toString();
    }

    /** The line, from 0, of what a path leads to. */
    private int line(List<Reference> path) {
        Node node = new Compose(YAML).composeString(text).orElseThrow();
        int line = 0;
        for (Reference step : path) {
            if (node instanceof MappingNode mapping) {
                NodeTuple entry = entry(mapping, step.getFieldName());
                if (entry == null) {
                    break;
                }
                line = line(entry.getKeyNode());
                node = entry.getValueNode();
            } else if (node instanceof SequenceNode sequence && step.getIndex() >= 0) {
                node = sequence.getValue().get(step.getIndex());
                line = line(node);
            }
        }
        return line;
    }

    private static @Nullable NodeTuple entry(MappingNode mapping, String key) {
        return mapping.getValue().stream()
                .filter(each -> each.getKeyNode() instanceof ScalarNode scalar
                        && scalar.getValue().equals(key))
                .findFirst()
                .orElse(null);
    }

    private static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0);
    }

    private UsageException error(int line, String message) {
        return new UsageException(
                line < 0
                        ? "%s: %s".formatted(source, message)
                        : "%s, line %d: %s".formatted(source, line + 1, message));
    }
}
