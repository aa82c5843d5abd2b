package io.github.modelkeel.boosters.model;

import io.github.modelkeel.formats.ModelRefusedException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The lines of a LightGBM file, {@code key=value} in blocks that an empty line ends. Not thread-safe. */
final class LightgbmText {
    private static final int MAX_FIELDS = 1000;
    private static final int MAX_KEY = 100_000;
    private static final int MAX_LINE = 32 << 20;

    /** Long lines that say how a tree was grown; prediction does not need them. */
    private static final Set<String> UNUSED = Set.of(
            "split_gain",
            "internal_value",
            "internal_weight",
            "internal_count",
            "leaf_weight",
            "leaf_count",
            "tree_sizes");

    private final String file;
    private final byte[] content;
    private int at;

    LightgbmText(String file, byte[] content) {
        this.file = file;
        this.content = content;
    }

    /** The next block; a line without a value has an empty one. Empty at the end of the file. */
    Block nextBlock() {
        Map<String, String> fields = new LinkedHashMap<>();
        while (at < content.length) {
            int start = at;
            int end = endOfLine();
            if (end == start) {
                if (!fields.isEmpty()) {
                    break;
                }
                continue;
            }
            int equals = indexOf('=', start, end);
            String key = text(start, equals, MAX_KEY);
            String value = UNUSED.contains(key) ? "" : text(Math.min(end, equals + 1), end, MAX_LINE);
            if (fields.put(key, value) != null || fields.size() > MAX_FIELDS) {
                throw new ModelRefusedException(
                        file + " has the line " + DataNode.shorten(key) + " twice in a block, or too many lines in it");
            }
        }
        return new Block(file, fields);
    }

    /** What follows some words on the last line that starts with each, among the lines that are left. */
    Map<String, String> findLast(List<String> starts) {
        Map<String, String> found = new LinkedHashMap<>();
        while (at < content.length) {
            int from = at;
            int end = endOfLine();
            for (String start : starts) {
                int length = start.length();
                if (end - from >= length && text(from, from + length, MAX_LINE).equals(start)) {
                    found.put(start, text(from + length, end, MAX_LINE));
                }
            }
        }
        return found;
    }

    /** Goes to the next line, and says where this one ends. */
    private int endOfLine() {
        int start = at;
        at = indexOf('\n', start, content.length);
        int end = (at > start && content[at - 1] == '\r') ? at - 1 : at;
        at++;
        return end;
    }

    /** Where a byte first is, or the end. */
    private int indexOf(char one, int start, int end) {
        int found = start;
        while (found < end && content[found] != one) {
            found++;
        }
        return found;
    }

    private String text(int start, int end, int max) {
        if (end - start > max) {
            throw new ModelRefusedException(file + " has a line longer than " + max + " bytes, near byte " + start);
        }
        return new String(content, start, end - start, StandardCharsets.UTF_8);
    }

    /**
     * The lines of a block by key.
     *
     * @param file the file's name
     * @param fields the values
     */
    record Block(String file, Map<String, String> fields) {
        boolean has(String key) {
            return fields.containsKey(key);
        }

        boolean isEmpty() {
            return fields.isEmpty();
        }

        ModelRefusedException bad(String what) {
            String tree = fields.get("Tree");
            return new ModelRefusedException(
                    file + (tree == null ? "" : ", tree " + DataNode.shorten(tree)) + ": " + what);
        }

        Optional<String> find(String key) {
            return Optional.ofNullable(fields.get(key));
        }

        String text(String key) {
            return find(key).orElseThrow(() -> bad("the line " + key + "= is missing"));
        }

        int integer(String key) {
            return parseInt(key, text(key));
        }

        /** Exactly the given number of whole numbers; an absent line is empty. */
        int[] integers(String key, int count) {
            double[] numbers = numbers(key, count);
            int[] integers = new int[count];
            for (int i = 0; i < count; i++) {
                integers[i] = (int) (long) numbers[i];
                if ((integers[i] & 0xffffffffL) != ((long) numbers[i] & 0xffffffffL)
                        || numbers[i] != Math.rint(numbers[i])
                        || Double.isInfinite(numbers[i])) {
                    throw bad(key + ": expected whole numbers, found " + numbers[i]);
                }
            }
            return integers;
        }

        /** Exactly the given number of numbers; an absent line is empty. */
        double[] numbers(String key, int count) {
            String text = fields.getOrDefault(key, "");
            double[] numbers = new double[Math.min(count, text.length() / 2 + 1)];
            int size = 0;
            for (int start = 0; start < text.length(); ) {
                int end = text.indexOf(' ', start);
                end = end < 0 ? text.length() : end;
                if (end > start) {
                    if (size >= numbers.length) {
                        throw bad(key + " has more than " + count + " numbers");
                    }
                    numbers[size++] = parse(key, text.substring(start, end));
                }
                start = end + 1;
            }
            if (size != count) {
                throw bad(key + " has " + size + " numbers, not " + count);
            }
            return numbers;
        }

        double parse(String key, String text) {
            try {
                return switch (text) {
                    // as C writes them; a split of the missing from all others has such a threshold
                    case "inf" -> Double.POSITIVE_INFINITY;
                    case "-inf" -> Double.NEGATIVE_INFINITY;
                    default -> Double.parseDouble(text);
                };
            } catch (NumberFormatException e) {
                throw bad(key + ": expected numbers, found " + DataNode.shorten(text));
            }
        }

        int parseInt(String key, String text) {
            try {
                return Integer.parseInt(text.strip());
            } catch (NumberFormatException e) {
                throw bad(key + ": expected a whole number, found " + DataNode.shorten(text));
            }
        }

        double parsePositive(String key, String text) {
            double number = parse(key, text);
            if (!(number > 0) || Double.isInfinite(number)) {
                throw bad(key + " must be above 0: " + DataNode.shorten(text));
            }
            return number;
        }
    }
}
