package io.github.modelkeel.tracking.model;

import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonArray;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.client.internal.json.JsonValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Rows that show what a model takes, as MLflow keeps them beside a model. */
final class InputExample {
    private static final String FILE = "input_example.json";
    private static final String SERVING_FILE = "serving_input_example.json";

    private InputExample() {}

    /** Writes the two files and returns what {@code MLmodel} says about them. */
    static Map<String, Object> write(List<? extends Map<String, ?>> rows, Path directory) throws IOException {
        JsonValue split = split(rows);
        Files.write(directory.resolve(FILE), Json.bytes(split));
        Files.write(directory.resolve(SERVING_FILE), Json.bytes(Json.object().set("dataframe_split", split)));
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("artifact_path", FILE);
        info.put("pandas_orient", "split");
        info.put("serving_input_path", SERVING_FILE);
        info.put("type", "dataframe");
        return info;
    }

    private static JsonValue split(List<? extends Map<String, ?>> rows) {
        Set<String> columns = new LinkedHashSet<>();
        rows.forEach(row -> columns.addAll(row.keySet()));
        JsonObject split = Json.object();
        JsonArray names = split.putArray("columns");
        columns.forEach(names::add);
        JsonArray data = split.putArray("data");
        for (Map<String, ?> row : rows) {
            JsonArray values = data.addArray();
            columns.forEach(column -> add(values, row.get(column)));
        }
        return split;
    }

    private static void add(JsonArray values, @Nullable Object value) {
        if (value == null
                || (value instanceof Double d && !Double.isFinite(d))
                || (value instanceof Float f && !Float.isFinite(f))) {
            values.addNull();
        } else if (value instanceof Integer
                || value instanceof Long
                || value instanceof Short
                || value instanceof Byte
                || value instanceof AtomicLong
                || value instanceof AtomicInteger
                || value instanceof LongAdder) {
            values.add(((Number) value).longValue());
        } else if (value instanceof BigInteger || value instanceof BigDecimal) {
            values.add(JsonValue.of((Number) value));
        } else if (value instanceof Number number) {
            values.add(number.doubleValue());
        } else if (value instanceof Boolean flag) {
            values.add(flag);
        } else {
            values.add(value.toString());
        }
    }
}
