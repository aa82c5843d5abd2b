package io.github.modelkeel.client.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.client.ClientException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** JSON trees with limits fit for answers of a server that is not trusted. */
public final class Json {
    /** The longest document that is read. */
    public static final int MAX_DOCUMENT_BYTES = 32 << 20;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(limits())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** What Jackson can bound since 2.16 and 2.18 is left to the length of the answer where an application has an older one. */
    private static StreamReadConstraints limits() {
        StreamReadConstraints.Builder limits = StreamReadConstraints.builder()
                .maxNestingDepth(64)
                .maxStringLength(17 << 20) // a dataset's profile may have 16 MiB
                .maxNumberLength(400);
        try {
            limits.maxNameLength(10_000).maxDocumentLength(MAX_DOCUMENT_BYTES).maxTokenCount(4_000_000);
        } catch (NoSuchMethodError olderJackson) {
            return limits.build();
        }
        return limits.build();
    }

    /** Reads one document. */
    public static JsonNode parse(byte[] document) throws IOException {
        JsonNode node = MAPPER.readTree(document);
        if (node == null || node.isMissingNode()) {
            throw new IOException("the document is empty");
        }
        return node;
    }

    /** Writes a tree in UTF-8. */
    public static byte[] bytes(JsonNode tree) {
        try {
            return MAPPER.writeValueAsBytes(tree);
        } catch (JsonProcessingException e) { // a tree can always be written, but for this
            throw new IllegalArgumentException(
                    "a text to be written as JSON holds half a surrogate pair, which UTF-8 cannot express", e);
        }
    }

    /** Writes a tree as text. */
    public static String text(JsonNode tree) {
        try {
            return MAPPER.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree could not be written", e);
        }
    }

    /** An empty object. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** MLflow's form of a map: a list of objects with key and value. */
    public static JsonNode keyValues(Map<String, String> values) {
        var list = JsonNodeFactory.instance.arrayNode(values.size());
        values.forEach((key, value) -> list.addObject().put("key", key).put("value", value));
        return list;
    }

    /** Reads MLflow's form of a map. */
    public static Map<String, String> keyValues(JsonNode list) {
        Map<String, String> values = new LinkedHashMap<>();
        list.forEach(item -> values.put(string(item, "key"), item.path("value").asText("")));
        return values;
    }

    /** A field that must be there. */
    public static JsonNode required(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || value.isNull()) {
            throw invalid("the field '" + field + "' is missing");
        }
        return value;
    }

    /** A field that must be a string, or a number where MLflow's servers differ. */
    public static String string(JsonNode node, String field) {
        JsonNode value = required(node, field);
        if (!value.isTextual() && !value.isNumber()) {
            throw invalid("the field '" + field + "' is not a string");
        }
        return value.asText();
    }

    /** A string field; null when it is missing or empty. */
    public static @Nullable String optionalString(JsonNode node, String field) {
        String text = node.path(field).asText("");
        return text.isEmpty() ? null : text;
    }

    /** A 64-bit integer, sent as a number or as a string; 0 when missing, as MLflow omits zeros. */
    public static long int64(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return 0;
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        try {
            return Long.parseLong(value.asText());
        } catch (NumberFormatException e) {
            throw invalid("the field '" + field + "' is not a 64-bit integer");
        }
    }

    /** A double, where MLflow sends the three that JSON lacks as strings. */
    public static double float64(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return 0;
        }
        if (value.isNumber()) {
            return value.doubleValue();
        }
        try {
            return Double.parseDouble(Objects.requireNonNull(value.textValue(), ""));
        } catch (NumberFormatException | NullPointerException e) {
            throw invalid("the field '" + field + "' is not a number");
        }
    }

    private static ClientException invalid(String reason) {
        return new ClientException(
                "INVALID_RESPONSE", 200, "INVALID_RESPONSE: unexpected response from the server: " + reason, null);
    }
}
