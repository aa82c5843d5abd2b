package io.github.modelkeel.localserver.message;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;

/**
 * JSON inside of tags. Clients written in Python put it there and append to it, so it is written with the spaces they
 * write: {@code [{"name": "house", "version": 1}]}.
 */
public final class PythonJson {
    private static final ObjectWriter WRITER =
            Json.MAPPER.writer(new Printer()).with(JsonWriteFeature.ESCAPE_NON_ASCII);

    private PythonJson() {}

    /** The array in a tag; a tag that holds anything else was not written by MLflow and is replaced. */
    public static ArrayNode parseArray(String text) {
        try {
            JsonNode node = Json.MAPPER.readTree(text);
            return node instanceof ArrayNode array ? array : Json.array();
        } catch (JsonProcessingException e) {
            return Json.array();
        }
    }

    public static String text(JsonNode node) {
        try {
            return WRITER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree could not be written", e);
        }
    }

    private static final class Printer extends MinimalPrettyPrinter {
        private static final long serialVersionUID = 1L;

        @Override
        public void writeObjectFieldValueSeparator(JsonGenerator out) throws IOException {
            out.writeRaw(": ");
        }

        @Override
        public void writeObjectEntrySeparator(JsonGenerator out) throws IOException {
            out.writeRaw(", ");
        }

        @Override
        public void writeArrayValueSeparator(JsonGenerator out) throws IOException {
            out.writeRaw(", ");
        }
    }
}
