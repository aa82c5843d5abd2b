package io.github.modelkeel.serving.log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Lines of JSON in UTF-8, in one array that is used again and again. Not thread-safe. */
final class JsonLine {
    private static final byte[] HEX = "0123456789abcdef".getBytes(ISO_8859_1);
    private static final double MAX_WHOLE = 1e15;
    private static final int MAX_KEPT = 1 << 20;

    private byte[] bytes = new byte[1 << 16];
    private int size;
    private boolean first = true;

    int size() {
        return size;
    }

    /** Forgets the bytes from a place on, between two lines. */
    void cutTo(int length) {
        size = length;
        first = true;
        if (length == 0 && bytes.length > MAX_KEPT) {
            bytes = new byte[1 << 16];
        }
    }

    /** Forgets the bytes before a place, between two lines. */
    void dropFirst(int length) {
        System.arraycopy(bytes, length, bytes, 0, size - length);
        cutTo(size - length);
    }

    /** The first bytes; valid until the next change. */
    ByteBuffer content(int length) {
        return ByteBuffer.wrap(bytes, 0, length);
    }

    JsonLine open(char bracket) {
        separate();
        put(bracket);
        first = true;
        return this;
    }

    JsonLine close(char bracket) {
        put(bracket);
        first = false;
        return this;
    }

    void end() {
        put('\n');
        first = true;
    }

    JsonLine name(String name) {
        separate();
        quoted(name);
        put(':');
        first = true;
        return this;
    }

    void text(String value) {
        separate();
        quoted(value);
    }

    void nothing() {
        separate();
        ascii("null");
    }

    void flag(boolean value) {
        separate();
        ascii(value ? "true" : "false");
    }

    void number(long value) {
        separate();
        ascii(Long.toString(value));
    }

    /** A number; one that is not finite becomes a string, as JSON has none. */
    void number(double value) {
        separate();
        if (Double.isFinite(value)) {
            ascii(digits(value));
        } else {
            quoted(Double.toString(value));
        }
    }

    /** Whole numbers have no fraction, whatever their type. */
    static String digits(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < MAX_WHOLE && (value != 0 || 1 / value > 0);
        return whole ? Long.toString((long) value) : Double.toString(value);
    }

    /** A finite number in its own digits. */
    void number(Number value) {
        if (value instanceof BigDecimal || value instanceof BigInteger) {
            separate();
            ascii(value.toString());
        } else if (value instanceof Double || value instanceof Float) {
            number(value.doubleValue());
        } else {
            number(value.longValue());
        }
    }

    private void separate() {
        if (!first) {
            put(',');
        }
        first = false;
    }

    private void quoted(String text) {
        put('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                put('\\');
                put(c);
            } else if (c >= ' ' && c < 0x7f) {
                put(c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                encoded(Character.toCodePoint(c, text.charAt(++i)));
            } else if (c < 0xa0 || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029') {
                escaped(c); // half a pair cannot be in UTF-8, and the other ones end lines for some readers
            } else {
                encoded(c);
            }
        }
        put('"');
    }

    private void escaped(char c) {
        put('\\');
        put('u');
        for (int shift = 12; shift >= 0; shift -= 4) {
            put((char) HEX[(c >> shift) & 0xf]);
        }
    }

    private void encoded(int point) {
        if (point < 0x800) {
            put((char) (0xc0 | point >> 6));
        } else if (point < 0x10000) {
            put((char) (0xe0 | point >> 12));
            put((char) (0x80 | (point >> 6 & 0x3f)));
        } else {
            put((char) (0xf0 | point >> 18));
            put((char) (0x80 | (point >> 12 & 0x3f)));
            put((char) (0x80 | (point >> 6 & 0x3f)));
        }
        put((char) (0x80 | (point & 0x3f)));
    }

    @SuppressWarnings("deprecation") // each character is one byte
    private void ascii(String text) {
        room(text.length());
        text.getBytes(0, text.length(), bytes, size);
        size += text.length();
    }

    private void put(char c) {
        room(1);
        bytes[size++] = (byte) c;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
