package io.github.modelkeel.validation.rule;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A regular expression of Python's {@code re} in Java's syntax, so that both find the same: {@code \w}, {@code \d}, {@code \s} and
 * {@code \b} know all of Unicode, {@code $} is the end or before a last line feed, {@code .} is all but a line feed. What cannot be said in Java,
 * or means something else there, is refused: conditional groups, comments, flags but {@code i}, {@code m} and {@code s} at the start, octal
 * escapes, references of two digits, and negated classes within negated ones. Not thread-safe.
 */
final class PythonRegex {
    private static final String WORD = "\\p{L}\\p{N}_";
    private static final String SPACE =
            "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
    private static final String IN_WORD = "(?<=[" + WORD + "])";
    private static final String BEFORE_WORD = "(?=[" + WORD + "])";
    private static final String NOT_IN_WORD = "(?<![" + WORD + "])";
    private static final String NOT_BEFORE_WORD = "(?![" + WORD + "])";
    private static final String BOUNDARY = "(?:" + IN_WORD + NOT_BEFORE_WORD + "|" + NOT_IN_WORD + BEFORE_WORD + ")";
    private static final String NO_BOUNDARY = "(?:" + IN_WORD + BEFORE_WORD + "|" + NOT_IN_WORD + NOT_BEFORE_WORD + ")";

    private final String python;
    private final StringBuilder java = new StringBuilder();
    private final Map<String, String> names = new LinkedHashMap<>();
    private int at;

    private PythonRegex(String python) {
        this.python = python;
    }

    /** The same in Java's syntax. */
    static String toJava(String python) {
        PythonRegex regex = new PythonRegex(python);
        regex.flags();
        while (regex.at < python.length()) {
            regex.next();
        }
        return regex.java.toString();
    }

    /** Only line feeds end lines, as with Python. */
    private void flags() {
        String flags = "d";
        if (python.startsWith("(?")) {
            int end = python.indexOf(')');
            String given = end < 0 ? "" : python.substring(2, end);
            if (!given.isEmpty() && given.chars().allMatch(c -> "aiLmsux".indexOf(c) >= 0)) {
                if (given.chars().anyMatch(c -> "ims".indexOf(c) < 0)) {
                    throw refused("the flags (?" + given + ")");
                }
                flags += given.replace("i", "iu");
                at = end + 1;
            }
        }
        java.append("(?").append(flags).append(')');
    }

    private void next() {
        char c = python.charAt(at);
        switch (c) {
            case '\\' -> escape();
            case '[' -> characterClass();
            case '(' -> group();
            case '{' -> braces();
            case '}' -> literal("\\}");
            default -> literal(String.valueOf(c));
        }
    }

    private void literal(String text) {
        java.append(text);
        at++;
    }

    private void escape() {
        char c = following();
        switch (c) {
            case 'w' -> take("[" + WORD + "]");
            case 'W' -> take("[^" + WORD + "]");
            case 'd' -> take("\\p{Nd}");
            case 'D' -> take("\\P{Nd}");
            case 's' -> take("[" + SPACE + "]");
            case 'S' -> take("[^" + SPACE + "]");
            case 'b' -> take(BOUNDARY);
            case 'B' -> take(NO_BOUNDARY);
            case 'A' -> take("\\A");
            case 'Z' -> take("\\z");
            default -> {
                if (c >= '1' && c <= '9') {
                    reference(c);
                } else {
                    character(c);
                }
            }
        }
    }

    private char following() {
        if (at + 1 == python.length()) {
            throw refused("a backslash at the end");
        }
        return python.charAt(at + 1);
    }

    /** Two characters of Python as this. */
    private void take(String text) {
        java.append(text);
        at += 2;
    }

    private void reference(char digit) {
        if (at + 2 < python.length() && Character.isDigit(python.charAt(at + 2))) {
            throw refused("a reference or octal escape of several digits");
        }
        take("(?:\\" + digit + ")");
    }

    /** An escape that is one character, within a class and without. */
    private void character(char c) {
        switch (c) {
            case 'n', 't', 'r', 'f', 'a' -> take("\\" + c);
            case 'v' -> take("\\x0b");
            case 'x' -> code(2);
            case 'u' -> code(4);
            case 'U' -> code(8);
            default -> {
                if (c < 128 && Character.isLetterOrDigit(c)) {
                    throw refused("the escape \\" + c);
                }
                take(c < 128 ? "\\" + c : String.valueOf(c));
            }
        }
    }

    private void code(int digits) {
        int end = at + 2 + digits;
        String hex = end <= python.length() ? python.substring(at + 2, end) : "";
        if (!hex.matches("[0-9a-fA-F]{" + digits + "}")) {
            throw refused("an escape without its " + digits + " hexadecimal digits");
        }
        java.append("\\x{").append(hex).append('}');
        at = end;
    }

    private void characterClass() {
        boolean negated = python.startsWith("[^", at);
        java.append(negated ? "[^" : "[");
        at += negated ? 2 : 1;
        boolean first = true;
        while (at < python.length() && (first || python.charAt(at) != ']')) {
            first = false;
            char c = python.charAt(at);
            if (c == '\\') {
                escapeInClass(following(), negated);
            } else if (c == '[' || c == ']' || c == '&' || c == '^') {
                literal("\\" + c);
            } else {
                literal(String.valueOf(c));
            }
        }
        if (at == python.length()) {
            throw refused("a [ without its ]");
        }
        literal("]");
    }

    private void escapeInClass(char c, boolean negated) {
        switch (c) {
            case 'w' -> take(WORD);
            case 'd' -> take("\\p{Nd}");
            case 's' -> take(SPACE);
            case 'D' -> take("\\P{Nd}");
            case 'b' -> take("\\x08");
            case 'W', 'S' -> {
                if (negated) {
                    throw refused("\\" + c + " within [^…]");
                }
                take(c == 'W' ? "[^" + WORD + "]" : "[^" + SPACE + "]");
            }
            default -> character(c);
        }
    }

    private void group() {
        if (!python.startsWith("(?", at)) {
            literal("(");
            return;
        }
        String rest = python.substring(at + 2);
        for (String same : new String[] {":", "=", "!", "<=", "<!", ">"}) {
            if (rest.startsWith(same)) {
                java.append("(?").append(same);
                at += 2 + same.length();
                return;
            }
        }
        int end = rest.startsWith("P<") ? rest.indexOf('>') : rest.startsWith("P=") ? rest.indexOf(')') : -1;
        if (end < 0) {
            throw refused("a group that starts with (?" + (rest.isEmpty() ? "" : rest.charAt(0)));
        }
        String name = rest.substring(2, end);
        String known = names.get(name);
        if (rest.startsWith("P<")) {
            names.put(name, "g" + names.size());
            java.append("(?<").append(names.get(name)).append('>');
        } else if (known == null) {
            throw refused("a reference to the unknown group " + name);
        } else {
            java.append("\\k<").append(known).append('>');
        }
        at += 2 + end + 1;
    }

    /** Braces that do not count are themselves. */
    private void braces() {
        int end = python.indexOf('}', at);
        String counts = end < 0 ? "" : python.substring(at + 1, end);
        if (!counts.matches("[0-9]+(?:,[0-9]*)?|,[0-9]*")) {
            literal("\\{");
            return;
        }
        java.append('{')
                .append(counts.startsWith(",") ? "0" : "")
                .append(counts)
                .append('}');
        at = end + 1;
    }

    private IllegalArgumentException refused(String what) {
        return new IllegalArgumentException("the regular expression '" + python + "' has " + what
                + ", which Java cannot say or means otherwise; write it in another way");
    }
}
