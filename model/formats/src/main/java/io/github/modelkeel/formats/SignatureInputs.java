package io.github.modelkeel.formats;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.modelkeel.formats.internal.JsonFault;
import io.github.modelkeel.formats.json.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of a signature in {@code MLmodel}: a JSON document within the YAML, of which only what is read here matters. Immutable.
 *
 * @param columns the columns
 * @param tensors the tensors
 */
record SignatureInputs(List<ModelFlavor.Input> columns, List<ModelFlavor.Input> tensors) {
    private static final String WHERE = MlModelFile.FILE + ", signature";
    private static final int MAX_DEPTH = 16;
    private static final String TENSOR = "tensor";

    /** Of the mapping {@code signature}; none when there is no such mapping. */
    static SignatureInputs of(@Nullable Object signature) {
        List<ModelFlavor.Input> columns = new ArrayList<>();
        List<ModelFlavor.Input> tensors = new ArrayList<>();
        if (signature instanceof Map<?, ?> map && map.get("inputs") instanceof String text) {
            List<?> inputs = list(parse(text));
            for (int i = 0; i < inputs.size(); i++) {
                String path = "[" + i + "]";
                Map<?, ?> input = object(inputs.get(i), path);
                String type = input.get("type") instanceof String word ? word : "";
                if (!input.containsKey("type")) {
                    throw bad(path + " lacks \"type\"");
                }
                if (type.equals(TENSOR)) {
                    tensors.add(tensor(input, path));
                } else if (!type.isEmpty()) {
                    columns.add(new ModelFlavor.Input(text(input, "name", path), type, required(input, path)));
                }
            }
        }
        return new SignatureInputs(columns, tensors);
    }

    private static ModelFlavor.Input tensor(Map<?, ?> input, String path) {
        String name = input.get("name") == null ? "" : text(input, "name", path);
        Map<?, ?> form = object(field(input, "tensor-spec", path), path + ".tensor-spec");
        return new ModelFlavor.Input(name, text(form, "dtype", path + ".tensor-spec"), true);
    }

    private static boolean required(Map<?, ?> input, String path) {
        Object required = input.get("required");
        if (required == null || required instanceof Boolean) {
            return !Boolean.FALSE.equals(required);
        }
        throw bad(path + ".required must be true or false");
    }

    private static String text(Map<?, ?> object, String name, String path) {
        if (field(object, name, path) instanceof String text) {
            return text;
        }
        throw bad(path + "." + name + " must be a string");
    }

    private static Object field(Map<?, ?> object, String name, String path) {
        Object value = object.get(name);
        if (value == null) {
            throw bad(path + " lacks \"" + name + '"');
        }
        return value;
    }

    private static Map<?, ?> object(@Nullable Object value, String path) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw bad(path + " must be an object");
    }

    private static List<?> list(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw bad("the document must be a list");
    }

    private static ModelRefusedException bad(String what) {
        return new ModelRefusedException(WHERE + ": " + what);
    }

    private static @Nullable Object parse(String text) {
        try (JsonParser parser = Limits.JSON.createParser(text.getBytes(StandardCharsets.UTF_8))) {
            parser.nextToken();
            Object value = value(parser, 0);
            if (parser.nextToken() != null) {
                throw new ModelRefusedException(WHERE + " has trailing data after the document");
            }
            return value;
        } catch (IOException e) {
            throw new ModelRefusedException(WHERE + " is broken: " + JsonFault.reason(e), e);
        }
    }

    private static @Nullable Object value(JsonParser parser, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new ModelRefusedException(WHERE + " is nested more than " + MAX_DEPTH + " levels deep");
        }
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new ModelRefusedException(WHERE + " is empty");
        }
        return switch (token) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> object = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.put(name, value(parser, depth + 1));
                }
                yield object;
            }
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser, depth + 1));
                }
                yield list;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE, VALUE_FALSE -> token == JsonToken.VALUE_TRUE;
            default ->
                token == JsonToken.VALUE_NULL ? null : parser.getText(); // a number, of which nothing is read here
        };
    }
}
