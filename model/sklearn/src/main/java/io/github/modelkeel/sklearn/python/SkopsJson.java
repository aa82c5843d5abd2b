package io.github.modelkeel.sklearn.python;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.github.modelkeel.formats.internal.JsonFault;
import io.github.modelkeel.formats.internal.NewerJackson;
import io.github.modelkeel.sklearn.python.array.Reading;
import io.github.modelkeel.sklearn.python.array.Span;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON as Python writes it, with {@code NaN} and {@code Infinity}, within limits. */
final class SkopsJson {
    /** Reading follows the nesting by recursion; a model of a pipeline in a pipeline has about 60. */
    private static final int MAX_NESTING = 300;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(limits())
            .build();

    private SkopsJson() {}

    private static StreamReadConstraints limits() {
        StreamReadConstraints.Builder limits = StreamReadConstraints.builder()
                .maxNestingDepth(MAX_NESTING)
                .maxStringLength(Reading.MAX_JSON_TEXT)
                .maxNumberLength(1000);
        NewerJackson.set(() -> limits.maxNameLength(50_000).maxTokenCount(5_000_000));
        return limits.build();
    }

    /** A {@code Map}, {@code List}, {@code String}, {@code Long}, {@code BigInteger}, {@code Double}, {@code Boolean} or null. */
    static @Nullable Object read(Reading reading, String what, Span json) {
        try (JsonParser parser = JSON.createParser(json.content(), json.offset(), json.length())) {
            return document(reading, what, parser);
        } catch (IOException e) {
            throw broken(reading, what, e);
        }
    }

    static @Nullable Object read(Reading reading, String what, String json) {
        try (JsonParser parser = JSON.createParser(json)) {
            return document(reading, what, parser);
        } catch (IOException e) {
            throw broken(reading, what, e);
        }
    }

    private static RuntimeException broken(Reading reading, String what, IOException e) {
        return reading.refusal(what + " is broken: " + Reading.shorten(JsonFault.reason(e)), e);
    }

    private static @Nullable Object document(Reading reading, String what, JsonParser parser) throws IOException {
        parser.nextToken();
        Object value = value(reading, what, parser);
        if (parser.nextToken() != null) {
            throw reading.refusal("trailing data after the document in " + what);
        }
        return value;
    }

    /** Recursion is bounded by the parser's nesting limit. */
    private static @Nullable Object value(Reading reading, String what, JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw reading.refusal(what + " is empty");
        }
        return switch (token) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    map.put(name, value(reading, what, parser));
                }
                yield map;
            }
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>(0);
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(reading, what, parser));
                }
                yield list;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> whole(parser);
            case VALUE_NUMBER_FLOAT -> number(reading, what, parser.getText());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw reading.refusal(what + " is broken");
        };
    }

    private static Object whole(JsonParser parser) throws IOException {
        BigInteger value = parser.getBigIntegerValue();
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    private static Double number(Reading reading, String what, String text) {
        return PythonLiteral.number(text).orElseThrow(() -> reading.refusal(what + " has a broken number"));
    }
}
