package io.github.modelkeel.formats;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.modelkeel.formats.json.JsonOut;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The two files in which MLflow keeps an example of the input: columns and data, and the body of a scoring request. */
final class InputExample {
    static final String FILE = "input_example.json";
    static final String SERVING_FILE = "serving_input_example.json";
    private static final int ROWS = 5;

    private InputExample() {}

    static byte[] write(List<Map<String, @Nullable Object>> rows) throws IOException {
        return JsonOut.document(out -> writeSplit(out, rows));
    }

    static byte[] writeServing(List<Map<String, @Nullable Object>> rows) throws IOException {
        return JsonOut.document(out -> {
            out.writeStartObject();
            out.writeFieldName("dataframe_split");
            writeSplit(out, rows);
            out.writeEndObject();
        });
    }

    private static void writeSplit(JsonGenerator out, List<Map<String, @Nullable Object>> rows) throws IOException {
        out.writeStartObject();
        JsonOut.strings(out, "columns", List.copyOf(rows.get(0).keySet()));
        out.writeArrayFieldStart("data");
        for (Map<String, @Nullable Object> row : rows.subList(0, Math.min(ROWS, rows.size()))) {
            out.writeStartArray();
            for (Object value : row.values()) {
                JsonOut.scalar(out, value);
            }
            out.writeEndArray();
        }
        out.writeEndArray();
        out.writeEndObject();
    }
}
