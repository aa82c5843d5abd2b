package io.github.modelkeel.tracking.record;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * Writes records of the spool. A record is a byte with the format's version (upper half) and the {@linkplain RecordKind kind}, the
 * run's number within its directory, when the record was accepted, and the kind's fields. Numbers are 7 bits a byte, lowest first;
 * texts are UTF-8 behind their length, except a last one, which goes to the end.
 */
public final class RecordWriter {
    static final int VERSION = 1;

    private byte[] bytes;
    private int size;

    RecordWriter(RecordKind kind, long run, long acceptedMillis, int expectedBytes) {
        bytes = new byte[16 + expectedBytes];
        bytes[size++] = (byte) (VERSION << 4 | kind.code);
        number(run);
        number(acceptedMillis);
    }

    /** A point of a metric. On the hot path: one array, of about the size of the record. */
    public static byte[] metric(
            long run, long acceptedMillis, String key, double value, long timestampMillis, long step) {
        RecordWriter writer = new RecordWriter(RecordKind.METRIC, run, acceptedMillis, 12 + key.length());
        return writer.signed(timestampMillis - acceptedMillis)
                .signed(step)
                .bits(Double.doubleToLongBits(value))
                .last(key);
    }

    public static byte[] keyValue(RecordKind kind, long run, long acceptedMillis, String key, String value) {
        return new RecordWriter(kind, run, acceptedMillis, key.length() + value.length())
                .text(key)
                .last(value);
    }

    public static byte[] tagDeletion(long run, long acceptedMillis, String key) {
        return new RecordWriter(RecordKind.TAG_DELETION, run, acceptedMillis, key.length()).last(key);
    }

    public static byte[] artifact(long run, long acceptedMillis, String path, byte[] content) {
        return new RecordWriter(RecordKind.ARTIFACT, run, acceptedMillis, path.length() + 8 + content.length)
                .text(path)
                .last(content);
    }

    public static byte[] resumption(long run, long acceptedMillis, String runId) {
        return new RecordWriter(RecordKind.RUN_RESUMED, run, acceptedMillis, runId.length()).last(runId);
    }

    /** The run's status, which is accepted when the run ends. */
    public static byte[] status(long run, long endMillis, String status) {
        return new RecordWriter(RecordKind.RUN_STATUS, run, endMillis, 32)
                .text(status)
                .number(endMillis)
                .done();
    }

    RecordWriter number(long value) {
        ensure(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
        return this;
    }

    RecordWriter signed(long value) {
        return number(value << 1 ^ value >> 63);
    }

    RecordWriter bits(long value) {
        ensure(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    RecordWriter text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        ensure(utf8.length);
        System.arraycopy(utf8, 0, bytes, size, utf8.length);
        size += utf8.length;
        return this;
    }

    RecordWriter texts(Map<String, String> values) {
        number(values.size());
        values.forEach((key, value) -> text(key).text(value));
        return this;
    }

    byte[] last(String value) {
        int length = value.length();
        ensure(length);
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c >= 0x80) {
                return lastUtf8(value);
            }
            bytes[size + i] = (byte) c;
        }
        size += length;
        return done();
    }

    private byte[] lastUtf8(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        ensure(utf8.length);
        System.arraycopy(utf8, 0, bytes, size, utf8.length);
        size += utf8.length;
        return done();
    }

    byte[] last(byte[] content) {
        ensure(content.length);
        System.arraycopy(content, 0, bytes, size, content.length);
        size += content.length;
        return done();
    }

    byte[] done() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
