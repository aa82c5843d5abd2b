package io.github.modelkeel.formats.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON whose bytes do not depend on the JDK or the platform. Not thread-safe. */
public final class JsonOut {
    /** Writes a document. */
    public interface Body {
        void write(JsonGenerator out) throws IOException;
    }

    private JsonOut() {}

    public static byte[] document(Body body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = Limits.JSON.createGenerator(bytes)) {
            DefaultIndenter newline = new DefaultIndenter("  ", "\n");
            out.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(newline));
            body.write(out);
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    /** One line of plain ASCII. */
    public static String line(Body body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = Limits.JSON.createGenerator(bytes)) {
            out.configure(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature(), true);
            body.write(out);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    public static void number(JsonGenerator out, double number) throws IOException {
        if (Double.isFinite(number)) {
            out.writeNumber(NumberText.of(number));
        } else {
            out.writeString(Double.isNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
        }
    }

    public static void numberField(JsonGenerator out, String name, double number) throws IOException {
        out.writeFieldName(name);
        number(out, number);
    }

    public static void numbers(JsonGenerator out, String name, double[] numbers) throws IOException {
        out.writeArrayFieldStart(name);
        for (double number : numbers) {
            number(out, number);
        }
        out.writeEndArray();
    }

    public static void strings(JsonGenerator out, String name, List<String> strings) throws IOException {
        out.writeArrayFieldStart(name);
        for (String string : strings) {
            out.writeString(string);
        }
        out.writeEndArray();
    }

    /** A value of a row: a {@link Long}, {@link Double}, {@link String}, {@link Boolean} or null. */
    public static void scalar(JsonGenerator out, @Nullable Object value) throws IOException {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof Long whole) {
            out.writeNumber(whole);
        } else if (value instanceof Double number) {
            number(out, number);
        } else if (value instanceof Boolean bool) {
            out.writeBoolean(bool);
        } else {
            out.writeString((String) value);
        }
    }

    public static void row(JsonGenerator out, Map<String, @Nullable Object> row) throws IOException {
        for (Map.Entry<String, @Nullable Object> entry : row.entrySet()) {
            out.writeFieldName(entry.getKey());
            scalar(out, entry.getValue());
        }
    }
}
