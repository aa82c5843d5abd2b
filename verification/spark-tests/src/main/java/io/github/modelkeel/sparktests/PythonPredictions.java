package io.github.modelkeel.sparktests;

import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The files that {@code parity_models.py} of interop-tests writes of a pipeline: its rows, and what Python predicts for them.
 *
 * @param schema the columns with their types
 * @param table the rows
 * @param outputs how many numbers there are for a row
 * @param bits the numbers, row after row
 * @param labels a label a row, none of a regression
 */
record PythonPredictions(StructType schema, List<Row> table, int outputs, ByteBuffer bits, List<String> labels) {
    static PythonPredictions read(Path directory, String name) throws IOException {
        JsonValue described = Json.parse(Files.readAllBytes(directory.resolve(name + ".json")));
        List<String> labels = new ArrayList<>();
        for (JsonValue row : described.path("labels")) {
            labels.add(row.path(0).asText());
        }
        List<JsonValue> lines = new ArrayList<>();
        for (String line :
                Files.readAllLines(directory.resolve(described.path("rows").asText() + ".jsonl"))) {
            lines.add(Json.parse(line.getBytes(StandardCharsets.UTF_8)));
        }
        List<JsonValue> values = lines.subList(1, lines.size());
        StructType schema = new StructType();
        for (int i = 0; i < lines.get(0).size(); i++) {
            schema = schema.add(lines.get(0).path(i).asText(), type(values, i));
        }
        return new PythonPredictions(
                schema,
                rows(schema, values),
                described.path("outputs").asInt(),
                ByteBuffer.wrap(Files.readAllBytes(directory.resolve(name + ".bits"))),
                labels);
    }

    /** The narrowest type that has all values of a column. */
    private static DataType type(List<JsonValue> rows, int column) {
        List<JsonValue> values = rows.stream()
                .map(row -> row.path(column))
                .filter(value -> !value.isNull())
                .toList();
        if (values.stream().anyMatch(JsonValue::isTextual)) {
            return DataTypes.StringType;
        } else if (values.stream().noneMatch(JsonValue::isNumber)) {
            return DataTypes.BooleanType;
        }
        return values.stream().allMatch(JsonValue::isIntegralNumber) ? DataTypes.LongType : DataTypes.DoubleType;
    }

    private static List<Row> rows(StructType schema, List<JsonValue> values) {
        List<Row> rows = new ArrayList<>();
        for (JsonValue row : values) {
            @Nullable Object[] typed = new @Nullable Object[schema.size()];
            for (int i = 0; i < typed.length; i++) {
                typed[i] = typed(schema.apply(i).dataType(), row.path(i));
            }
            rows.add(RowFactory.create(typed));
        }
        return rows;
    }

    private static @Nullable Object typed(DataType type, JsonValue value) {
        if (value.isNull()) {
            return null;
        }
        return switch (type.typeName()) {
            case "string" -> value.asText();
            case "boolean" -> value.asBoolean();
            case "long" -> value.longValue();
            default -> value.doubleValue();
        };
    }

    Dataset<Row> dataset(SparkSession spark, int partitions) {
        spark.conf().set("spark.sql.leafNodeDefaultParallelism", Integer.toString(partitions));
        return spark.createDataset(table, Encoders.row(schema));
    }

    /** The rows by the names of their columns. */
    List<Map<String, @Nullable Object>> rows() {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Row row : table) {
            Map<String, @Nullable Object> named = new LinkedHashMap<>();
            for (int i = 0; i < row.size(); i++) {
                named.put(schema.fieldNames()[i], row.get(i));
            }
            rows.add(named);
        }
        return rows;
    }

    List<Double> numbers(int row) {
        return IntStream.range(row * outputs, (row + 1) * outputs)
                .mapToObj(at -> bits.getDouble(at * Double.BYTES))
                .toList();
    }

    @Nullable String label(int row) {
        return labels.isEmpty() ? null : labels.get(row);
    }
}
