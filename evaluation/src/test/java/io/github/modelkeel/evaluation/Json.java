package io.github.modelkeel.evaluation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A JSON value for tests: a walk over the tokens into maps and lists. */
record Json(@Nullable Object value) {

    static Json read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Json parse(String text) {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            parser.nextToken();
            Json json = new Json(value(parser));
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("more than one JSON value");
            }
            return json;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> object = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    if (object.containsKey(name)) {
                        throw new IllegalArgumentException("member twice: " + name);
                    }
                    object.put(name, value(parser));
                }
                yield object;
            }
            case START_ARRAY -> {
                List<@Nullable Object> array = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(parser));
                }
                yield array;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> parser.getText();
        };
    }

    private Map<?, ?> object() {
        return (Map<?, ?>) Objects.requireNonNull(value);
    }

    boolean has(String name) {
        return value instanceof Map<?, ?> map && map.containsKey(name);
    }

    Json get(String name) {
        if (!has(name)) {
            throw new IllegalArgumentException(
                    "no member " + name + " in " + (value instanceof Map<?, ?> map ? map.keySet() : value));
        }
        return new Json(object().get(name));
    }

    List<Json> list() {
        List<Json> values = new ArrayList<>();
        ((List<?>) Objects.requireNonNull(value)).forEach(item -> values.add(new Json(item)));
        return values;
    }

    List<String> names() {
        return object().keySet().stream().map(String::valueOf).toList();
    }

    double number() {
        return value instanceof String text ? Double.parseDouble(text) : (Double) Objects.requireNonNull(value);
    }

    double number(String name) {
        return get(name).number();
    }

    String text() {
        return String.valueOf(value);
    }

    double[] numbers() {
        return list().stream().mapToDouble(Json::number).toArray();
    }
}
