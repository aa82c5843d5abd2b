package io.github.modelkeel.samples.houseprices;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the server's answers. A double is written with all its bits: reading it gives the same number again. */
final class JsonReply {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonReply() {}

    /** An object of texts, numbers, booleans, lists and objects. */
    static String of(Map<String, ?> values) throws IOException {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            write(json, values);
        }
        return text.toString();
    }

    static String of(HttpFailure failure) throws IOException {
        if (failure.faults().isEmpty()) {
            return of(Map.of("detail", failure.reason()));
        }
        List<Map<String, Object>> details = new ArrayList<>();
        for (HttpFailure.Fault fault : failure.faults()) {
            Map<String, Object> detail = new LinkedHashMap<>();
            detail.put("type", fault.type());
            detail.put("loc", fault.location());
            detail.put("msg", fault.message());
            details.add(detail);
        }
        return of(Map.of("detail", details));
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object item : list) {
                write(json, item);
            }
            json.writeEndArray();
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value instanceof Number number) {
            json.writeNumber(number.longValue());
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else {
            json.writeString(value.toString());
        }
    }
}
