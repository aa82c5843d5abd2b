package io.github.modelkeel.localserver.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Locale;

/** JSON with hard limits on what is read, and the few shapes that every answer is made of. */
public final class Json {
    /** Long enough for the largest field the wire allows, a data set's schema of 1 MiB - 1. */
    private static final int MAX_STRING = 1_100_000;

    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(limits())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** What Jackson can bound since 2.16 and 2.18 is left to the length of the request where an application has an older one. */
    private static StreamReadConstraints limits() {
        StreamReadConstraints.Builder limits = StreamReadConstraints.builder()
                .maxNestingDepth(64)
                .maxStringLength(MAX_STRING)
                .maxNumberLength(400);
        try {
            limits.maxNameLength(1_000).maxDocumentLength(32L << 20).maxTokenCount(2_000_000);
        } catch (NoSuchMethodError olderJackson) {
            return limits.build();
        }
        return limits.build();
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /** Sets a list field, or leaves it out when there is nothing in it. */
    public static void putList(ObjectNode target, String name, Collection<? extends JsonNode> items) {
        if (!items.isEmpty()) {
            target.putArray(name).addAll(items);
        }
    }

    public static ObjectNode keyValue(String key, String value) {
        ObjectNode node = object();
        node.put("key", key);
        node.put("value", value);
        return node;
    }

    static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree could not be written", e);
        }
    }

    static String text(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree could not be written", e);
        }
    }

    static String describe(JsonNode node) {
        return node.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
