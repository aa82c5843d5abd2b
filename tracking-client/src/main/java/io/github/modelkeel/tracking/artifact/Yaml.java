package io.github.modelkeel.tracking.artifact;

import io.github.modelkeel.client.internal.json.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes maps, lists, text, numbers, booleans and null as YAML in block style that readers of YAML 1.1, such as Python's, understand as
 * readers of YAML 1.2 do.
 */
public final class Yaml {
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*");
    private static final Pattern KEYWORD = Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null");

    /** Text that stays on one line and needs no escapes between single quotes. */
    private static final Pattern PRINTABLE = Pattern.compile("[ -~\\u00a1-\\u2027\\u202a-\\ud7ff\\ue000-\\ufefe]*");

    private static final String STEP = "  ";

    private final StringBuilder out = new StringBuilder();

    private Yaml() {}

    public static String text(Object tree) {
        Yaml yaml = new Yaml();
        if (isBlock(tree)) {
            yaml.block(tree, "");
        } else {
            yaml.out.append(scalar(tree)).append('\n');
        }
        return yaml.out.toString();
    }

    private static boolean isBlock(@Nullable Object value) {
        return (value instanceof Map<?, ?> map && !map.isEmpty()) || (value instanceof List<?> list && !list.isEmpty());
    }

    /** Lines of a map or a list; the first one starts where the text ends now, the others are indented. */
    private void block(Object value, String indent) {
        String begin = "";
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.append(begin).append(scalar(entry.getKey())).append(':');
                item(entry.getValue(), indent);
                begin = indent;
            }
        } else {
            for (Object item : (List<?>) value) {
                out.append(begin).append('-');
                if (isBlock(item)) {
                    out.append(' ');
                    block(item, indent + STEP);
                } else {
                    item(item, indent);
                }
                begin = indent;
            }
        }
    }

    private void item(@Nullable Object value, String indent) {
        if (value != null && isBlock(value)) {
            out.append('\n').append(indent).append(STEP);
            block(value, indent + STEP);
        } else {
            out.append(' ').append(scalar(value)).append('\n');
        }
    }

    private static String scalar(@Nullable Object value) {
        if (value instanceof String text) {
            return quoted(text);
        }
        if (value instanceof Double number) {
            return number(number);
        }
        return value instanceof Map<?, ?> ? "{}" : value instanceof List<?> ? "[]" : String.valueOf(value);
    }

    /** Quotes what an old reader would take for a date, a number or a boolean. */
    private static String quoted(String text) {
        if (WORD.matcher(text).matches() && !KEYWORD.matcher(text).matches()) {
            return text;
        }
        return PRINTABLE.matcher(text).matches()
                ? "'" + text.replace("'", "''") + "'"
                : JsonValue.of(text).toString();
    }

    /** Gives exponents the sign that an old reader needs. */
    private static String number(double number) {
        if (Double.isNaN(number)) {
            return ".nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? ".inf" : "-.inf";
        }
        String plain = Double.toString(number).toLowerCase(Locale.ROOT);
        return plain.contains("e-") ? plain : plain.replace("e", "e+");
    }
}
