package io.github.modelkeel.client.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;

/** Reads and writes trees. What is read is bounded, and no name may come twice in an object. */
public final class JsonText {
    /** The longest document that is read. */
    public static final int MAX_DOCUMENT_BYTES = 32 << 20;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(limits())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private JsonText() {}

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

    /**
     * Reads one document.
     *
     * @throws IOException if it is not JSON, is beyond a limit, or another one follows
     */
    public static JsonValue read(byte[] document) throws IOException {
        try (JsonParser parser = FACTORY.createParser(document)) {
            return read(parser);
        }
    }

    /**
     * Reads one document.
     *
     * @throws IOException if it is not JSON, is beyond a limit, or another one follows
     */
    public static JsonValue read(String document) throws IOException {
        try (JsonParser parser = FACTORY.createParser(document)) {
            return read(parser);
        }
    }

    private static JsonValue read(JsonParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw new IOException("the document is empty");
        }
        JsonValue value = value(parser, first);
        if (parser.nextToken() != null) {
            throw new JsonParseException(parser, "something follows the end of the document");
        }
        return value;
    }

    private static JsonValue value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> {
                JsonObject object = new JsonObject();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String field = parser.currentName();
                    object.set(field, value(parser, parser.nextToken()));
                }
                yield object;
            }
            case START_ARRAY -> {
                JsonArray array = new JsonArray();
                for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                    array.add(value(parser, next));
                }
                yield array;
            }
            case VALUE_STRING -> JsonValue.of(parser.getText());
            case VALUE_NUMBER_INT -> JsonValue.of(parser.getNumberValue());
            case VALUE_NUMBER_FLOAT -> JsonValue.of(parser.getDoubleValue());
            case VALUE_TRUE -> JsonValue.of(true);
            case VALUE_FALSE -> JsonValue.of(false);
            case VALUE_NULL -> JsonValue.ofNull();
            default -> throw new JsonParseException(parser, "a value of JSON was expected, not " + token);
        };
    }

    /**
     * Writes a tree in UTF-8.
     *
     * @throws IllegalArgumentException if a text holds half a surrogate pair
     */
    public static byte[] bytes(JsonValue tree) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator generator = FACTORY.createGenerator(out)) {
            write(tree, generator);
        } catch (IOException e) { // older versions of Jackson write no half of a pair; nothing else can fail
            throw new IllegalArgumentException(
                    "a text to be written as JSON holds half a surrogate pair, which UTF-8 cannot express", e);
        }
        return out.toByteArray();
    }

    /** Writes a tree on one line. */
    public static String text(JsonValue tree) {
        StringWriter out = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(out)) {
            write(tree, generator);
        } catch (IOException e) {
            throw new UncheckedIOException("a JSON tree could not be written", e);
        }
        return out.toString();
    }

    /** Writes a tree with a field on each line. */
    public static String pretty(JsonValue tree) {
        StringWriter out = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(out)) {
            DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
            printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
            generator.setPrettyPrinter(printer);
            write(tree, generator);
        } catch (IOException e) {
            throw new UncheckedIOException("a JSON tree could not be written", e);
        }
        return out.toString();
    }

    private static void write(JsonValue tree, JsonGenerator generator) throws IOException {
        if (tree instanceof JsonObject) {
            generator.writeStartObject();
            for (Map.Entry<String, JsonValue> field : tree.properties()) {
                generator.writeFieldName(field.getKey());
                write(field.getValue(), generator);
            }
            generator.writeEndObject();
        } else if (tree instanceof JsonArray) {
            generator.writeStartArray();
            for (JsonValue item : tree) {
                write(item, generator);
            }
            generator.writeEndArray();
        } else {
            write((JsonScalar) tree, generator);
        }
    }

    private static void write(JsonScalar scalar, JsonGenerator generator) throws IOException {
        Object value = scalar.value;
        if (value instanceof String text) {
            generator.writeString(text);
        } else if (value instanceof Long whole) {
            generator.writeNumber(whole);
        } else if (value instanceof Double number) {
            generator.writeNumber(number);
        } else if (value instanceof Float single) {
            generator.writeNumber(single);
        } else if (value instanceof BigInteger big) {
            generator.writeNumber(big);
        } else if (value instanceof BigDecimal decimal) {
            generator.writeNumber(decimal);
        } else if (value instanceof Boolean flag) {
            generator.writeBoolean(flag);
        } else {
            generator.writeNull();
        }
    }
}
