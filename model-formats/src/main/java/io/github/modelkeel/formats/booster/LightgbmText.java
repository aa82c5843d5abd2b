package io.github.modelkeel.formats.booster;

import io.github.modelkeel.formats.ModelRefusedException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The lines of a LightGBM file, {@code key=value} in blocks that an empty line ends. Not thread-safe. */
final class LightgbmText {
    private static final int MAX_FIELDS = 1000;

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
            String line = line();
            if (line.isEmpty()) {
                if (!fields.isEmpty()) {
                    break;
                }
                continue;
            }
            int equals = line.indexOf('=');
            String key = equals < 0 ? line : line.substring(0, equals);
            if (fields.put(key, equals < 0 ? "" : line.substring(equals + 1)) != null || fields.size() > MAX_FIELDS) {
                throw new ModelRefusedException(
                        file + " has the line " + DataNode.shorten(key) + " twice in a block, or too many lines in it");
            }
        }
        return new Block(file, fields);
    }

    /** What stands behind some words on the last line that starts with each, among the lines that are left. */
    Map<String, String> findLast(List<String> starts) {
        Map<String, String> found = new LinkedHashMap<>();
        while (at < content.length) {
            String line = line();
            starts.stream().filter(line::startsWith).forEach(start -> found.put(start, line.substring(start.length())));
        }
        return found;
    }

    private String line() {
        int start = at;
        while (at < content.length && content[at] != '\n') {
            at++;
        }
        int end = (at > start && content[at - 1] == '\r') ? at - 1 : at;
        at++;
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

        /** Exactly so many whole numbers; an absent line is none. */
        int[] integers(String key, int count) {
            double[] numbers = numbers(key, count);
            int[] integers = new int[count];
            for (int i = 0; i < count; i++) {
                integers[i] = (int) (long) numbers[i];
                if ((integers[i] & 0xffffffffL) != ((long) numbers[i] & 0xffffffffL)
                        || numbers[i] != Math.rint(numbers[i])
                        || Double.isInfinite(numbers[i])) {
                    throw bad(key + " holds no whole number: " + numbers[i]);
                }
            }
            return integers;
        }

        /** Exactly so many numbers; an absent line is none. */
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
                throw bad(key + " holds no number: " + DataNode.shorten(text));
            }
        }

        int parseInt(String key, String text) {
            try {
                return Integer.parseInt(text.strip());
            } catch (NumberFormatException e) {
                throw bad(key + " is no whole number: " + DataNode.shorten(text));
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
