package io.github.modelkeel.tracking.spool.file;

import io.github.modelkeel.tracking.spool.frame.Frame;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Reads the frames of a segment one after the other, and stops at the first that is not as it was written. Not thread-safe. */
public final class FrameReader {
    private static final int BUFFER = 64 << 10;

    private final SegmentFile file;
    private final CRC32C crc = new CRC32C();
    private byte[] buffer = new byte[BUFFER];
    /** Where in the file the buffer starts. */
    private long base;

    private int end;
    private int at;
    private int size;
    private long expected;
    private boolean damaged;
    private boolean repeat;

    public FrameReader(SegmentFile file, SegmentHeader header) {
        this.file = file;
        this.base = header.length();
        this.expected = header.first();
    }

    /** Moves to the next frame that ends before a place in the file; false when there is none, or it is {@link #damaged}. */
    public boolean next(long limit) throws IOException {
        if (repeat) {
            repeat = false;
            return true;
        }
        if (damaged || position() >= limit) {
            return false;
        }
        at += size;
        size = 0;
        damaged = true;
        if (!has(Frame.OVERHEAD, limit)) {
            return false;
        }
        int length = Frame.length(buffer, at);
        if (length < 0 || length > Frame.MAX_PAYLOAD || !has(Frame.OVERHEAD + length, limit)) {
            return false;
        }
        if (!Frame.isWhole(buffer, at, crc) || Frame.sequence(buffer, at) != expected) {
            return false;
        }
        damaged = false;
        size = Frame.OVERHEAD + length;
        expected = Frame.last(buffer, at) + 1;
        return true;
    }

    /** The next call of {@link #next} gives the present frame again. */
    public void back() {
        repeat = true;
    }

    private boolean has(int bytes, long limit) throws IOException {
        if (base + at + bytes > limit) {
            return false;
        }
        if (end - at >= bytes) {
            return true;
        }
        if (at > 0) {
            System.arraycopy(buffer, at, buffer, 0, end - at);
            base += at;
            end -= at;
            at = 0;
        }
        if (bytes > buffer.length) {
            buffer = Arrays.copyOf(buffer, bytes);
        }
        while (end < bytes) {
            int read = file.read(base + end, buffer, end, (int) Math.min(buffer.length - end, limit - base - end));
            if (read <= 0) {
                return false;
            }
            end += read;
        }
        return true;
    }

    /** Whether reading ended at something that is not a frame, or not the one that must follow. */
    public boolean damaged() {
        return damaged;
    }

    /** Where the present frame ends. */
    public long position() {
        return base + at + size;
    }

    /** The sequence number that must come next. */
    public long expected() {
        return expected;
    }

    public byte[] buffer() {
        return buffer;
    }

    public int at() {
        return at;
    }

    public long sequence() {
        return Frame.sequence(buffer, at);
    }

    public byte type() {
        return Frame.type(buffer, at);
    }
}
