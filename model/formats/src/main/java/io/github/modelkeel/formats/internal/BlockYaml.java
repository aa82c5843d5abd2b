package io.github.modelkeel.formats.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the part of YAML that {@code MLmodel} files are written in: mappings and lists of scalars by indentation, in plain ASCII. In a fresh
 * JVM it takes a tenth of the time of the library, which reads everything else: whatever is not sure to mean the same there is not read here.
 */
final class BlockYaml {
    private static final int MAX_BYTES = 1 << 16;
    private static final int MAX_DEPTH = 20;
    private static final String SPECIAL_WORDS = " null true false yes no on off y n inf nan ";

    private final List<String> lines = new ArrayList<>();
    private int next;

    private BlockYaml() {}

    /** The text means something else, or may do so. */
    private static final class NotPlain extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotPlain() {
            super("", null, false, false);
        }
    }

    /** {@return the mapping of a file, or empty where the library must read it} */
    static Optional<Map<String, @Nullable Object>> mapping(byte[] content) {
        try {
            BlockYaml file = new BlockYaml();
            file.split(content);
            Map<String, @Nullable Object> found = file.mapping(0, 1);
            return file.next == file.lines.size() ? Optional.of(found) : Optional.empty();
        } catch (NotPlain e) {
            return Optional.empty();
        }
    }

    private void split(byte[] content) {
        if (content.length == 0 || content.length > MAX_BYTES || content[content.length - 1] != '\n') {
            throw new NotPlain();
        }
        int start = 0;
        for (int i = 0; i < content.length; i++) {
            byte b = content[i];
            if (b == '\n') {
                if (i == start || content[i - 1] == ' ') {
                    throw new NotPlain();
                }
                lines.add(new String(content, start, i - start, StandardCharsets.US_ASCII));
                start = i + 1;
            } else if (b < ' ' || b > '~') {
                throw new NotPlain();
            }
        }
    }

    private static int indent(String line) {
        int spaces = 0;
        while (line.charAt(spaces) == ' ') {
            spaces++;
        }
        return spaces;
    }

    /** The indentation of the next line; -1 at the end. */
    private int indent() {
        return next == lines.size() ? -1 : indent(lines.get(next));
    }

    private boolean isItem(int indent) {
        return indent() == indent && lines.get(next).startsWith("- ", indent);
    }

    private Map<String, @Nullable Object> mapping(int indent, int depth) {
        if (depth > MAX_DEPTH) {
            throw new NotPlain();
        }
        Map<String, @Nullable Object> found = new LinkedHashMap<>();
        while (indent() == indent && !isItem(indent)) {
            String line = lines.get(next);
            int colon = line.indexOf(':', indent);
            String key = colon < 0 ? "" : line.substring(indent, colon);
            if (!isKey(key) || found.containsKey(key)) {
                throw new NotPlain();
            }
            next++;
            found.put(
                    key,
                    colon == line.length() - 1 ? below(indent, depth) : scalar(afterSpace(line, colon + 1), indent));
        }
        if (found.isEmpty() || indent() > indent) {
            throw new NotPlain();
        }
        return found;
    }

    private static String afterSpace(String line, int at) {
        if (line.charAt(at) != ' ') {
            throw new NotPlain();
        }
        return line.substring(at + 1);
    }

    private @Nullable Object below(int indent, int depth) {
        int inner = indent();
        if (isItem(inner) && inner >= indent) {
            return items(inner);
        }
        return inner > indent ? mapping(inner, depth + 1) : null;
    }

    private List<@Nullable Object> items(int indent) {
        List<@Nullable Object> found = new ArrayList<>();
        while (isItem(indent)) {
            found.add(scalar(lines.get(next++).substring(indent + 2), indent));
        }
        return found;
    }

    private static boolean isKey(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLetter(c) && c != '_' && !(i > 0 && isDigit(c))) {
                return false;
            }
        }
        return !text.isEmpty() && !isSpecial(text);
    }

    private @Nullable Object scalar(String text, int indent) {
        if (text.charAt(0) == '\'') {
            return quoted(text, indent);
        }
        if (indent() > indent) {
            throw new NotPlain(); // it continues there
        }
        return switch (text) {
            case "null" -> null;
            case "true" -> true;
            case "false" -> false;
            case "{}" -> new LinkedHashMap<>();
            case "[]" -> new ArrayList<>();
            default -> isInt(text) ? (Object) Integer.valueOf(text) : plain(text);
        };
    }

    private static String plain(String text) {
        boolean number = isDigit(text.charAt(0));
        if ((!number && !isLetter(text.charAt(0))) || isSpecial(text)) {
            throw new NotPlain();
        }
        int dots = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean middle = i < text.length() - 1;
            if (!isLetter(c)
                    && !isDigit(c)
                    && "-_./@+=".indexOf(c) < 0
                    && !(c == ' ' && middle)
                    && !(c == ':' && middle && text.charAt(i + 1) != ' ')) {
                throw new NotPlain();
            }
            dots += c == '.' ? 1 : 0;
            number &= !isLetter(c) || c == 'e' || c == 'E' || i == 1;
        }
        if (number && dots < 2) {
            throw new NotPlain();
        }
        return text;
    }

    /** In single quotes, perhaps over several lines, each break of which means a space. */
    private String quoted(String first, int indent) {
        StringBuilder text = new StringBuilder();
        String line = first;
        int at = 1;
        while (true) {
            int quote = line.indexOf('\'', at);
            if (quote < 0) {
                text.append(line, at, line.length()).append(' ');
                if (indent() <= indent) {
                    throw new NotPlain();
                }
                line = lines.get(next++);
                at = indent(line);
            } else if (quote == line.length() - 1) {
                return text.append(line, at, quote).toString();
            } else if (line.charAt(quote + 1) == '\'') {
                text.append(line, at, quote + 1);
                at = quote + 2;
            } else {
                throw new NotPlain();
            }
        }
    }

    private static boolean isInt(String text) {
        if (text.length() > 9 || (text.charAt(0) == '0' && text.length() > 1)) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSpecial(String text) {
        return SPECIAL_WORDS.contains(" " + text.toLowerCase(Locale.ROOT) + " ");
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
