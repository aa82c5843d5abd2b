package io.github.modelkeel.servinghttp.json;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a reply in JSON, an object. A double is written with all its bits: reading it gives the same number again; one that is not finite is
 * null. Not thread-safe.
 */
public final class ReplyWriter {
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'};

    private byte[] bytes = new byte[256];
    private int length;
    private boolean follows;

    /** Opens the object. */
    public ReplyWriter() {
        openObject();
    }

    /** Closes the object. */
    public byte[] finish() {
        closeObject();
        return Arrays.copyOf(bytes, length);
    }

    /** Opens an object that is the next value. */
    public ReplyWriter openObject() {
        return open('{');
    }

    /** Closes the object that was opened last. */
    public ReplyWriter closeObject() {
        return close('}');
    }

    /** Opens a list that is the next value. */
    public ReplyWriter openList() {
        return open('[');
    }

    /** Closes the list that was opened last. */
    public ReplyWriter closeList() {
        return close(']');
    }

    private ReplyWriter open(char bracket) {
        next();
        put(bracket);
        follows = false;
        return this;
    }

    private ReplyWriter close(char bracket) {
        put(bracket);
        follows = true;
        return this;
    }

    /** The name of the next value. */
    public ReplyWriter name(String name) {
        next();
        quote(name);
        put(':');
        follows = false;
        return this;
    }

    /** A number. */
    public ReplyWriter number(double value) {
        return plain(Double.isFinite(value) ? Double.toString(value) : "null");
    }

    /** A whole number. */
    public ReplyWriter whole(long value) {
        return plain(Long.toString(value));
    }

    /** A number of thousandths, not below 0. */
    public ReplyWriter thousandths(long value) {
        String rest = Long.toString(1_000 + value % 1_000);
        return plain(value / 1_000 + "." + rest.substring(1));
    }

    /** A boolean. */
    public ReplyWriter flag(boolean value) {
        return plain(value ? "true" : "false");
    }

    /** A text or null. */
    public ReplyWriter text(@Nullable String value) {
        if (value == null) {
            return plain("null");
        }
        next();
        quote(value);
        return this;
    }

    /** A text, number, boolean, null, list or map of such. */
    public ReplyWriter value(@Nullable Object value) {
        if (value instanceof Double number) {
            return number(number);
        }
        if (value instanceof Number || value instanceof Boolean) {
            return plain(value.toString());
        }
        if (value instanceof Iterable<?> values) {
            openList();
            values.forEach(this::value);
            return closeList();
        }
        if (value instanceof Map<?, ?> map) {
            openObject();
            map.forEach((key, member) -> name(key.toString()).value(member));
            return closeObject();
        }
        return text(value == null ? null : value.toString());
    }

    private void next() {
        if (follows) {
            put(',');
        }
        follows = true;
    }

    private void put(int value) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        bytes[length++] = (byte) value;
    }

    /** Characters of ASCII as they are. */
    private ReplyWriter plain(String value) {
        next();
        for (int i = 0; i < value.length(); i++) {
            put(value.charAt(i));
        }
        return this;
    }

    private void quote(String value) {
        put('"');
        for (int i = 0; i < value.length(); i++) {
            char each = value.charAt(i);
            if (each >= ' ' && each < 0x7F) {
                if (each == '"' || each == '\\') {
                    put('\\');
                }
                put(each);
            } else if (each >= 0x80 && !Character.isSurrogate(each)) {
                utf8(each);
            } else if (Character.isHighSurrogate(each)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                utf8(Character.toCodePoint(each, value.charAt(++i)));
            } else {
                escape(each);
            }
        }
        put('"');
    }

    private void escape(char each) {
        put('\\');
        put('u');
        for (int shift = 12; shift >= 0; shift -= 4) {
            put(HEX[each >> shift & 15]);
        }
    }

    private void utf8(int point) {
        if (point < 0x800) {
            put(0xC0 | (point >> 6));
        } else {
            if (point < 0x10000) {
                put(0xE0 | (point >> 12));
            } else {
                put(0xF0 | (point >> 18));
                rest(point >> 12);
            }
            rest(point >> 6);
        }
        rest(point);
    }

    private void rest(int bits) {
        put(0x80 | (bits & 0x3F));
    }
}
