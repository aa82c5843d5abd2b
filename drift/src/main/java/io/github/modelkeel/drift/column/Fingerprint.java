package io.github.modelkeel.drift.column;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Hashes a profile: columns by name, each with its type, its counts and its values. */
public final class Fingerprint {
    private final MessageDigest digest;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

    private Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public static String of(Map<String, ProfileColumn> columns, long rows) {
        Fingerprint hash = new Fingerprint();
        hash.add(rows);
        new TreeMap<>(columns).forEach((name, column) -> {
            hash.add(name);
            hash.add(column);
        });
        hash.flush();
        return HexFormat.of().formatHex(hash.digest.digest());
    }

    private void add(ProfileColumn column) {
        add(column.type().upperCase());
        add(column.missing());
        if (column instanceof ProfileColumn.Numbers numbers) {
            add(numbers.positiveInfinite());
            add(numbers.negativeInfinite());
            for (double value : numbers.sorted()) {
                add(Double.doubleToRawLongBits(value));
            }
            long[] whole = numbers.whole();
            for (int i = 0; whole != null && i < whole.length; i++) {
                add(whole[i]);
            }
        } else if (column instanceof ProfileColumn.Categories categories) {
            categories.counts().forEach((category, count) -> {
                add(category);
                add(count);
            });
        }
    }

    private void add(long value) {
        if (buffer.remaining() < Long.BYTES) {
            flush();
        }
        buffer.putLong(value);
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        flush();
        digest.update(bytes);
    }

    private void flush() {
        digest.update(buffer.flip());
        buffer.clear();
    }
}
