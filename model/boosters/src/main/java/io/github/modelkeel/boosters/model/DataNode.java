package io.github.modelkeel.boosters.model;

import io.github.modelkeel.formats.ModelRefusedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A value of a document that was read as a tree, with the path to it for messages. The values are maps, lists, arrays of numbers,
 * strings, {@link Double}s and {@code null}; a boolean is the number 1 or 0. Immutable as long as no caller changes an array.
 *
 * @param file the file's name
 * @param path where in the file
 * @param value what is there
 */
record DataNode(String file, String path, @Nullable Object value) {
    private static final double[] NO_NUMBERS = {};

    /** An exception that says where this is. */
    ModelRefusedException bad(String what) {
        return new ModelRefusedException(file + ": " + (path.isEmpty() ? "the document" : path) + " " + what);
    }

    /** A field that must be there. */
    DataNode get(String name) {
        return find(name).orElseThrow(() -> bad("lacks \"" + name + '"'));
    }

    /** A field that may be there. */
    Optional<DataNode> find(String name) {
        if (!(value instanceof Map<?, ?> map)) {
            throw bad("must be an object");
        }
        Object field = map.get(name);
        String below = path.isEmpty() ? name : path + "." + name;
        return field == null ? Optional.empty() : Optional.of(new DataNode(file, below, field));
    }

    /** The elements of a list. */
    List<DataNode> list() {
        if (value instanceof double[] numbers && numbers.length == 0) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            throw bad("must be a list");
        }
        return IntStream.range(0, list.size())
                .mapToObj(i -> new DataNode(file, path + "[" + i + "]", list.get(i)))
                .toList();
    }

    /** The numbers of a list; not to be changed. */
    double[] numbers() {
        if (value instanceof double[] numbers) {
            return numbers;
        }
        if (value instanceof List<?> list && list.isEmpty()) {
            return NO_NUMBERS;
        }
        throw bad("must be a list of numbers");
    }

    /** The whole numbers of a list. */
    int[] integers() {
        double[] numbers = numbers();
        int[] integers = new int[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            integers[i] = (int) numbers[i];
            if (integers[i] != numbers[i]) {
                throw bad("must be a list of whole numbers: " + numbers[i]);
            }
        }
        return integers;
    }

    /** A string. */
    String text() {
        if (value instanceof String text) {
            return text;
        }
        throw bad("must be a string");
    }

    /** A whole number that is written as one, or as a string. */
    int integer() {
        if (value instanceof Double number && number == number.intValue()) {
            return number.intValue();
        }
        if (value instanceof String text) {
            try {
                return Integer.parseInt(text);
            } catch (NumberFormatException e) {
                throw bad("must be a whole number: " + DataNode.shorten(text));
            }
        }
        throw bad("must be a whole number");
    }

    static String shorten(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
