package io.github.modelkeel.localserver;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Locale;

/** JSON with hard limits on what is read, and the few shapes that every answer is made of. */
final class Json {
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

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /** Sets a list field, or leaves it out when there is nothing in it. */
    static void putList(ObjectNode target, String name, Collection<? extends JsonNode> items) {
        if (!items.isEmpty()) {
            target.putArray(name).addAll(items);
        }
    }

    static ObjectNode keyValue(String key, String value) {
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

    /** Parses a request body: an object, the text of one in a JSON string, or nothing at all, which reads as an empty object. */
    static ObjectNode parseObject(byte[] body) {
        JsonNode node;
        try {
            node = body.length == 0 ? object() : MAPPER.readTree(body);
            if (node.isTextual()) {
                node = MAPPER.readTree(node.textValue()); // old clients send their object as a JSON string
            }
        } catch (JsonProcessingException e) {
            throw ApiError.invalid("The request body is not valid JSON" + where(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (node.isNull() || node.isMissingNode()) {
            return object();
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw ApiError.invalid("The request body must be a JSON object, not a JSON " + describe(node));
    }

    /** What is wrong and where, in this server's own words: the parser's own messages address its programmers. */
    private static String where(JsonProcessingException e) {
        JsonLocation place = e.getLocation();
        return found(e)
                + (place == null ? "" : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")");
    }

    private static String found(JsonProcessingException e) {
        if (e instanceof StreamConstraintsException) {
            return ": it is nested too deeply, or has a name, a string or a number that is too long";
        }
        if (e instanceof JsonEOFException) {
            return ": it ends too early";
        }
        String message = String.valueOf(e.getOriginalMessage());
        if (message.startsWith("Duplicate field")) {
            return ": a name appears twice in one object";
        }
        return message.startsWith("Non-standard token")
                ? ": NaN and infinities are sent in quotes, as \"NaN\", \"Infinity\" and \"-Infinity\""
                : "";
    }

    static String describe(JsonNode node) {
        return node.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
