package io.github.modelkeel.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Python predicts with one pipeline, as {@code parity_models.py} writes it.
 *
 * @param name the pipeline's name
 * @param rows the rows
 * @param outputs how many numbers Python gives for a row; 0 for a classifier without probabilities
 * @param values the numbers, row after row
 * @param sizes how large what was added up for each of the numbers is, where Python says so; otherwise none
 * @param labels for each row its labels, one a target; none for a regression
 */
@SuppressWarnings("ArrayRecordComponent") // read row by row, never compared
record ParityCase(
        String name,
        List<Map<String, @Nullable Object>> rows,
        int outputs,
        double[] values,
        double[] sizes,
        List<List<String>> labels) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads a pipeline's files; pipelines share their rows. */
    static ParityCase read(Path directory, String name, Map<String, List<Map<String, @Nullable Object>>> shared)
            throws IOException {
        JsonNode described = JSON.readTree(directory.resolve(name + ".json").toFile());
        String key = described.path("rows").asText();
        List<Map<String, @Nullable Object>> rows = shared.get(key);
        if (rows == null) {
            rows = readRows(directory.resolve(key + ".jsonl"));
            shared.put(key, rows);
        }
        List<List<String>> labels = new ArrayList<>();
        for (JsonNode row : described.path("labels")) {
            List<String> texts = new ArrayList<>();
            row.forEach(label -> texts.add(label.asText()));
            labels.add(texts);
        }
        return new ParityCase(
                name,
                rows,
                described.path("outputs").asInt(),
                doubles(directory.resolve(name + ".bits")),
                doubles(directory.resolve(name + ".sizes")),
                labels);
    }

    private static double[] doubles(Path file) throws IOException {
        ByteBuffer bits = ByteBuffer.wrap(Files.readAllBytes(file));
        double[] values = new double[bits.remaining() / Double.BYTES];
        bits.asDoubleBuffer().get(values);
        return values;
    }

    /** How large a number is, or what was added up for it; of probabilities the largest of the row. */
    double size(int row, int output) {
        int at = row * outputs + output;
        if (sizes.length > 0) {
            return sizes[at];
        }
        double size = Math.abs(values[at]);
        for (int i = 0; i < outputs && !labels.isEmpty(); i++) {
            size = Math.max(size, values[row * outputs + i]);
        }
        return size;
    }

    private static List<Map<String, @Nullable Object>> readRows(Path file) throws IOException {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            JsonNode names = JSON.readTree(lines.readLine());
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                JsonNode values = JSON.readTree(line);
                for (int i = 0; i < names.size(); i++) {
                    row.put(names.path(i).asText(), plain(values.path(i)));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static @Nullable Object plain(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL -> null;
            case BOOLEAN -> value.asBoolean();
            case STRING -> value.asText();
            default -> value.isIntegralNumber() ? (Object) value.asLong() : (Object) value.asDouble();
        };
    }
}
