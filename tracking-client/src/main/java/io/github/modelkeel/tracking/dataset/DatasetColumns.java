package io.github.modelkeel.tracking.dataset;

import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.Sha256;
import io.github.modelkeel.client.internal.json.JsonArray;
import io.github.modelkeel.client.internal.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of a dataset's columns, in MLflow's JSON forms. */
public record DatasetColumns(List<Column> columns, long rows) {
    static final int DIGEST_LENGTH = 32;

    /** A column; a type that fits no value yet is null. */
    record Column(String name, @Nullable String type, boolean required) {}

    public DatasetColumns {
        columns = List.copyOf(columns);
    }

    public static DatasetColumns of(Map<String, ? extends List<?>> columns) {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("a dataset must have at least one column");
        }
        int rows = columns.values().iterator().next().size();
        List<Column> described = new ArrayList<>();
        columns.forEach((name, values) -> {
            if (values.size() != rows) {
                throw new IllegalArgumentException("all columns must have " + rows + " values as the first, but '"
                        + name + "' has " + values.size());
            }
            described.add(describe(name, values));
        });
        return new DatasetColumns(described, rows);
    }

    private static Column describe(String name, List<?> values) {
        String type = null;
        boolean required = true;
        for (Object value : values) {
            if (value == null) {
                required = false;
            } else {
                type = widened(type, typeOf(value));
            }
        }
        return new Column(name, type, required);
    }

    private static String typeOf(Object value) {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return "long";
        }
        if (value instanceof Number) {
            return "double";
        }
        return value instanceof Boolean ? "boolean" : "string";
    }

    /** The narrowest type that holds values of both. */
    static String widened(@Nullable String known, String next) {
        if (known == null || known.equals(next)) {
            return next;
        }
        boolean numbers = !known.equals("boolean")
                && !known.equals("string")
                && !next.equals("boolean")
                && !next.equals("string");
        return numbers ? "double" : "string";
    }

    public static String digest(Map<String, ? extends List<?>> columns) {
        MessageDigest digest = Sha256.newDigest();
        columns.forEach((name, values) -> {
            update(digest, name);
            for (Object value : values) {
                update(digest, value == null ? "" : value.getClass().getSimpleName() + ":" + value);
            }
        });
        return shortened(digest);
    }

    static String shortened(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest()).substring(0, DIGEST_LENGTH);
    }

    /** Each text goes in with its length before it, so that no two lists of texts look the same. */
    private static void update(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
    }

    public String schema() {
        JsonObject schema = Json.object();
        JsonArray list = schema.putArray("mlflow_colspec");
        for (Column column : columns) {
            list.addObject()
                    .put("type", column.type() == null ? "string" : column.type())
                    .put("name", column.name())
                    .put("required", column.required());
        }
        return Json.text(schema);
    }

    public String profile() {
        return Json.text(Json.object().put("num_rows", rows).put("num_elements", rows * columns.size()));
    }
}
