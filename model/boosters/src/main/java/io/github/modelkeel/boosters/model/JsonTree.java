package io.github.modelkeel.boosters.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.github.modelkeel.formats.ModelRefusedException;
import io.github.modelkeel.formats.internal.JsonFault;
import io.github.modelkeel.formats.internal.NewerJackson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON document of another program as a tree. A number with a point or an exponent is a float there, and read as one, without
 * the second rounding that a way over doubles would bring. NaN is one of these, as XGBoost writes it. Not thread-safe.
 */
final class JsonTree {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(limits())
            .build();

    private final JsonParser parser;
    private final byte[] content;
    private final DataBudget budget;

    private JsonTree(JsonParser parser, byte[] content, DataBudget budget) {
        this.parser = parser;
        this.content = content;
        this.budget = budget;
    }

    private static StreamReadConstraints limits() {
        StreamReadConstraints.Builder limits = StreamReadConstraints.builder()
                .maxNestingDepth(DataBudget.MAX_DEPTH)
                .maxStringLength(100_000)
                .maxNumberLength(100);
        NewerJackson.set(
                () -> limits.maxNameLength(10_000).maxDocumentLength(128 << 20).maxTokenCount(20_000_000));
        return limits.build();
    }

    /**
     * Reads a document.
     *
     * @param file the file's name, for messages
     * @param content its bytes
     * @return the root
     * @throws ModelRefusedException if it is broken or too large
     */
    static DataNode read(String file, byte[] content) {
        try (JsonParser parser = JSON.createParser(content)) {
            JsonTree tree = new JsonTree(parser, content, new DataBudget(file));
            parser.nextToken();
            Object value = tree.value(0);
            if (parser.nextToken() != null) {
                throw tree.budget.bad("has trailing data after the document");
            }
            return new DataNode(file, "", value);
        } catch (IOException e) {
            throw new ModelRefusedException(file + " is broken: " + JsonFault.reason(e), e);
        }
    }

    private @Nullable Object value(int depth) throws IOException {
        budget.takeValue();
        budget.checkDepth(depth);
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw budget.bad("is empty");
        }
        return switch (token) {
            case START_OBJECT -> object(depth);
            case START_ARRAY -> list(depth);
            case VALUE_STRING -> parser.getText();
            case VALUE_NULL -> null;
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object(int depth) throws IOException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (DataBudget.skips(name)) {
                parser.skipChildren();
            } else {
                map.put(name, value(depth + 1));
            }
        }
        return map;
    }

    private Object list(int depth) throws IOException {
        JsonToken first = parser.nextToken();
        if (isNumber(first)) {
            return numbers();
        }
        List<@Nullable Object> list = new ArrayList<>();
        while (parser.currentToken() != JsonToken.END_ARRAY) {
            list.add(value(depth + 1));
            parser.nextToken();
        }
        return list;
    }

    private double[] numbers() throws IOException {
        DataBudget.Numbers numbers = new DataBudget.Numbers(count());
        while (parser.currentToken() != JsonToken.END_ARRAY) {
            budget.takeNumbers(1);
            numbers.add(number());
            parser.nextToken();
        }
        return numbers.toArray();
    }

    /** How many numbers the list has that the parser is in, as far as its text says, and no more than may still be. */
    private int count() {
        long start = parser.currentTokenLocation().getByteOffset();
        int count = 1;
        for (int at = (int) start; start >= 0 && at < content.length && content[at] != ']'; at++) {
            count += content[at] == ',' ? 1 : 0;
        }
        budget.requireNumbers(count);
        return count;
    }

    private static boolean isNumber(@Nullable JsonToken token) {
        return token == JsonToken.VALUE_NUMBER_INT
                || token == JsonToken.VALUE_NUMBER_FLOAT
                || token == JsonToken.VALUE_TRUE
                || token == JsonToken.VALUE_FALSE;
    }

    private double number() throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return token == JsonToken.VALUE_TRUE ? 1 : 0;
        }
        if (!isNumber(token)) {
            throw budget.bad("has something else among numbers");
        }
        if (parser.isNaN()) {
            return parser.getDoubleValue(); // infinite or no number, by any of the words for it
        }
        String text = parser.getText();
        return token == JsonToken.VALUE_NUMBER_INT ? Double.parseDouble(text) : Float.parseFloat(text);
    }
}
