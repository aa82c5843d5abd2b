package io.github.modelkeel.tracking.artifact;

import java.io.ByteArrayOutputStream;

/** Collects bits, the lowest of each byte first. Not thread-safe. */
final class BitWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long pending;
    private int count;

    void write(int value, int bits) {
        pending |= (long) value << count;
        count += bits;
        while (count >= 8) {
            bytes.write((int) pending);
            pending >>>= 8;
            count -= 8;
        }
    }

    /** All bits, filled up with zeros to whole bytes. */
    byte[] toBytes() {
        if (count > 0) {
            bytes.write((int) pending);
            pending = 0;
            count = 0;
        }
        return bytes.toByteArray();
    }
}
