package io.github.modelkeel.drift.json;

import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonReader;
import io.github.modelkeel.drift.column.MalformedDataException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object whose members are asked for by type; an error names the member, as {@code columns[2].counts}. Not thread-safe. */
public final class JsonTree {
    /** Deeper than any profile, and far from what a stack holds. */
    private static final int MAX_DEPTH = 64;

    /** Longer than any number that is written, and short enough that reading it takes no time. */
    private static final int MAX_NUMBER = 1000;

    private final String path;
    private final Map<?, ?> members;

    private JsonTree(String path, Map<?, ?> members) {
        this.path = path;
        this.members = members;
    }

    /** Reads a whole document. */
    public static JsonTree parse(String text) {
        return new JsonTree("", document(text, "not a profile: "));
    }

    private static Map<?, ?> document(String text, String refusal) {
        if (text.isBlank()) {
            throw new MalformedDataException(refusal + "there is nothing in it");
        }
        try {
            JsonReader reader = JsonReader.from(text);
            Object value = value(reader, refusal, 0);
            JsonParser.any().withLazyNumbers().from(text); // the reader does not look behind the document
            if (value instanceof Map<?, ?> map) {
                return map;
            }
            throw new MalformedDataException(refusal + "expected a JSON object");
        } catch (JsonParserException e) {
            throw new MalformedDataException("not valid JSON, or cut off: " + e.getMessage(), e);
        }
    }

    /** The members of an object that is a whole document; numbers are longs where these hold them, else doubles. */
    public static Map<String, @Nullable Object> members(String text) {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        document(text, "").forEach((name, value) -> named.put(String.valueOf(name), value));
        return named;
    }

    private static @Nullable Object value(JsonReader reader, String refusal, int depth) throws JsonParserException {
        if (depth > MAX_DEPTH) {
            throw new MalformedDataException(refusal + "nested more than " + MAX_DEPTH + " levels deep");
        }
        return switch (reader.current()) {
            case OBJECT -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                reader.object();
                while (reader.next()) {
                    String name = reader.key();
                    if (map.containsKey(name)) {
                        throw new MalformedDataException(refusal + "the member '" + name + "' is there twice");
                    }
                    map.put(name, value(reader, refusal, depth + 1));
                }
                yield map;
            }
            case ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                reader.array();
                while (reader.next()) {
                    list.add(value(reader, refusal, depth + 1));
                }
                yield list;
            }
            case NUMBER -> parsed(reader.number().toString(), refusal);
            default -> reader.value();
        };
    }

    private static Number parsed(String digits, String refusal) {
        if (digits.length() > MAX_NUMBER) {
            throw new MalformedDataException(refusal + "a number of more than " + MAX_NUMBER + " characters");
        }
        if (digits.chars().anyMatch(c -> c == '.' || c == 'e' || c == 'E')) {
            return Double.parseDouble(digits);
        }
        BigInteger whole = new BigInteger(digits);
        return whole.bitLength() < Long.SIZE ? (Number) whole.longValue() : whole.doubleValue();
    }

    public boolean has(String name) {
        return members.containsKey(name);
    }

    public String text(String name) {
        if (members.get(name) instanceof String text) {
            return text;
        }
        throw wrong(name, "a string");
    }

    public boolean flag(String name) {
        if (members.get(name) instanceof Boolean flag) {
            return flag;
        }
        throw wrong(name, "true or false");
    }

    public long whole(String name) {
        return whole(name, members.get(name));
    }

    /** A count is not negative. */
    public long count(String name) {
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
        if (value instanceof Long whole) {
            return whole;
        }
        throw wrong(name, "a whole number");
    }

    public double number(String name) {
        return number(name, members.get(name));
    }

    private double number(String name, @Nullable Object value) {
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number.doubleValue();
        }
        throw wrong(name, "a finite number");
    }

    public double[] numbers(String name) {
        return list(name).stream().mapToDouble(item -> number(name, item)).toArray();
    }

    public long[] counts(String name) {
        return list(name).stream().mapToLong(item -> count(name, item)).toArray();
    }

    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (Object item : list(name)) {
            if (!(item instanceof String text)) {
                throw wrong(name, "a list of strings");
            }
            texts.add(text);
        }
        return texts;
    }

    public JsonTree object(String name) {
        if (members.get(name) instanceof Map<?, ?> map) {
            return new JsonTree(path + name + ".", map);
        }
        throw wrong(name, "an object");
    }

    public List<JsonTree> objects(String name) {
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

    public MalformedDataException wrong(String name, String expected) {
        Object found = members.get(name);
        String shown = members.containsKey(name) ? String.valueOf(found) : "nothing";
        return new MalformedDataException("'" + path + name + "': expected " + expected + ", found "
                + (shown.length() <= 60 ? shown : shown.substring(0, 60) + "…"));
    }
}
