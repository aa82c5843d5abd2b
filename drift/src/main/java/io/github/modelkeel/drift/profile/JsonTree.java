package io.github.modelkeel.drift.profile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.github.modelkeel.drift.column.MalformedDataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object whose members are asked for by type; an error names the member, as {@code columns[2].counts}. Not thread-safe. */
final class JsonTree {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final String path;
    private final Map<?, ?> members;

    private JsonTree(String path, Map<?, ?> members) {
        this.path = path;
        this.members = members;
    }

    static JsonTree parse(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            parser.nextToken();
            Object value = value(parser);
            if (parser.nextToken() != null) {
                throw new MalformedDataException("not a profile: trailing data after the document");
            }
            if (value instanceof Map<?, ?> map) {
                return new JsonTree("", map);
            }
            throw new MalformedDataException("not a profile: expected a JSON object");
        } catch (IOException e) {
            throw new MalformedDataException("not valid JSON, or cut off: " + e.getMessage(), e);
        }
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new MalformedDataException("not a profile: there is nothing in it");
        }
        return switch (token) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    map.put(name, value(parser));
                }
                yield map;
            }
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    boolean has(String name) {
        return members.containsKey(name);
    }

    String text(String name) {
        if (members.get(name) instanceof String text) {
            return text;
        }
        throw wrong(name, "a string");
    }

    boolean flag(String name) {
        if (members.get(name) instanceof Boolean flag) {
            return flag;
        }
        throw wrong(name, "true or false");
    }

    long whole(String name) {
        return whole(name, members.get(name));
    }

    /** A count is not negative. */
    long count(String name) {
        return count(name, members.get(name));
    }

    private long count(String name, @Nullable Object value) {
        long count = whole(name, value);
        if (count < 0) {
            throw wrong(name, "a count of 0 or more");
        }
        return count;
    }

    private long whole(String name, @Nullable Object value) {
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        throw wrong(name, "a whole number");
    }

    double number(String name) {
        return number(name, members.get(name));
    }

    private double number(String name, @Nullable Object value) {
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number.doubleValue();
        }
        throw wrong(name, "a finite number");
    }

    double[] numbers(String name) {
        return list(name).stream().mapToDouble(item -> number(name, item)).toArray();
    }

    long[] counts(String name) {
        return list(name).stream().mapToLong(item -> count(name, item)).toArray();
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (Object item : list(name)) {
            if (!(item instanceof String text)) {
                throw wrong(name, "a list of strings");
            }
            texts.add(text);
        }
        return texts;
    }

    JsonTree object(String name) {
        if (members.get(name) instanceof Map<?, ?> map) {
            return new JsonTree(path + name + ".", map);
        }
        throw wrong(name, "an object");
    }

    List<JsonTree> objects(String name) {
        List<JsonTree> objects = new ArrayList<>();
        for (Object item : list(name)) {
            String at = name + "[" + objects.size() + "]";
            if (!(item instanceof Map<?, ?> map)) {
                throw wrong(at, "an object");
            }
            objects.add(new JsonTree(path + at + ".", map));
        }
        return objects;
    }

    private List<?> list(String name) {
        if (members.get(name) instanceof List<?> list) {
            return list;
        }
        throw wrong(name, "a list");
    }

    MalformedDataException wrong(String name, String expected) {
        Object found = members.get(name);
        String shown = members.containsKey(name) ? String.valueOf(found) : "nothing";
        return new MalformedDataException("'" + path + name + "': expected " + expected + ", found "
                + (shown.length() <= 60 ? shown : shown.substring(0, 60) + "…"));
    }
}
