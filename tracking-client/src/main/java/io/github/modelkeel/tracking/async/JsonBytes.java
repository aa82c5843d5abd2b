package io.github.modelkeel.tracking.async;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing JSON text in UTF-8, written straight from the bytes of records, with as little garbage as numbers allow. */
final class JsonBytes {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[16 * 1024];
    private int size;

    int size() {
        return size;
    }

    void truncate(int length) {
        size = length;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    /** Text that is JSON already, in ASCII. */
    JsonBytes raw(String ascii) {
        int length = ascii.length();
        ensure(length);
        for (int i = 0; i < length; i++) {
            bytes[size++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    JsonBytes raw(byte[] ascii) {
        ensure(ascii.length);
        System.arraycopy(ascii, 0, bytes, size, ascii.length);
        size += ascii.length;
        return this;
    }

    JsonBytes string(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return string(utf8, 0, utf8.length);
    }

    /** A JSON string out of UTF-8. */
    JsonBytes string(byte[] utf8, int from, int length) {
        ensure(length * 6 + 2);
        bytes[size++] = '"';
        for (int i = from; i < from + length; i++) {
            byte b = utf8[i];
            if (b == '"' || b == '\\') {
                bytes[size++] = '\\';
                bytes[size++] = b;
            } else if (b >= 0 && b < ' ') {
                escape(b);
            } else {
                bytes[size++] = b;
            }
        }
        bytes[size++] = '"';
        return this;
    }

    private void escape(byte b) {
        bytes[size++] = '\\';
        bytes[size++] = 'u';
        bytes[size++] = '0';
        bytes[size++] = '0';
        bytes[size++] = HEX[b >> 4];
        bytes[size++] = HEX[b & 0xF];
    }

    JsonBytes number(long value) {
        if (value == Long.MIN_VALUE) {
            return raw("-9223372036854775808");
        }
        ensure(20);
        long rest = value;
        if (rest < 0) {
            bytes[size++] = '-';
            rest = -rest;
        }
        int digits = 1;
        for (long power = 10; digits < 19 && rest >= power; power *= 10) {
            digits++;
        }
        for (int i = size + digits - 1; i >= size; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += digits;
        return this;
    }

    /** A number, or one of MLflow's strings for the three values that JSON lacks. */
    JsonBytes number(double value) {
        if (!Double.isFinite(value)) {
            return raw("\"").raw(Double.toString(value)).raw("\"");
        }
        long whole = (long) value;
        if (whole == value && Math.abs(whole) < 1L << 53 && (whole != 0 || 1 / value > 0)) {
            return number(whole).raw(".0");
        }
        return raw(Double.toString(value));
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
