package io.github.modelkeel.drift.json;

import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonReader;
import io.github.modelkeel.drift.column.MalformedDataException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The output in a line of a prediction log as columns: a number, or the label of a classifier. Of two classes the value, which is the
 * probability of the second, is a column as well, since it moves before labels do. Several numbers or labels are a column each. Not
 * thread-safe.
 */
final class LogOutput {
    private @Nullable Object value;
    private @Nullable Object label;
    private int classes;
    private List<@Nullable Object> several = List.of();

    private LogOutput() {}

    /** Reads it; the columns start with a name. */
    static Map<String, @Nullable Object> read(JsonReader reader, String name) throws JsonParserException {
        LogOutput output = new LogOutput();
        output.members(reader);
        return output.columns(name);
    }

    private void members(JsonReader reader) throws JsonParserException {
        LogLine.requireObject(reader, "output");
        reader.object();
        while (reader.next()) {
            switch (reader.key()) {
                case "value" -> value = number(reader, "value");
                case "label" -> label = LogLine.value(reader, "label");
                case "probabilities" ->
                    classes = LogLine.values(reader, "probabilities").size();
                case "values" -> several = list(reader, "values");
                case "targets" -> several = list(reader, "targets");
                default -> LogLine.skip(reader, 0);
            }
        }
    }

    private Map<String, @Nullable Object> columns(String name) {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        if (!several.isEmpty()) {
            for (int i = 0; i < several.size(); i++) {
                columns.put(name + "." + i, several.get(i));
            }
            return columns;
        }
        columns.put(name, label == null ? value : label);
        if (label != null && classes == 2) {
            columns.put(name + ".probability", value);
        }
        return columns;
    }

    /** Numbers, or the labels of targets. */
    private static List<@Nullable Object> list(JsonReader reader, String of) throws JsonParserException {
        if (reader.current() != JsonReader.Type.ARRAY) {
            throw new MalformedDataException("'" + of + "': expected a list");
        }
        List<@Nullable Object> list = new ArrayList<>();
        reader.array();
        while (reader.next()) {
            list.add(reader.current() == JsonReader.Type.OBJECT ? label(reader) : number(reader, of));
        }
        return list;
    }

    private static @Nullable Object label(JsonReader reader) throws JsonParserException {
        Object label = null;
        reader.object();
        while (reader.next()) {
            if (reader.key().equals("label")) {
                label = LogLine.value(reader, "label");
            } else {
                LogLine.skip(reader, 0);
            }
        }
        return label;
    }

    private static @Nullable Object number(JsonReader reader, String name) throws JsonParserException {
        Object read = LogLine.value(reader, name);
        return read instanceof String text ? (Object) LogLine.notFinite(text, name) : read;
    }
}
