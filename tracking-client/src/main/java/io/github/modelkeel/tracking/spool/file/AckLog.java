package io.github.modelkeel.tracking.spool.file;

import io.github.modelkeel.tracking.spool.frame.Frame;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What was acknowledged and what is remembered, as an append-only file of frames that is rewritten when it has grown. The state is
 * in memory as well, so that a fault of the disk loses nothing as long as the process lives. Safe for use by multiple threads.
 */
public final class AckLog {
    public static final String NAME = "acks.log";
    private static final int COMPACT_AT = 1 << 20;
    private static final byte WATERMARK = 'W';
    private static final byte REMEMBER = 'R';

    private final Disk disk;
    private final Path path;
    private Map<String, String> header;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, String> remembered = new HashMap<>();
    private boolean closed;
    private long acked;
    private long next = 1;
    private long size;
    private long compactedSize;
    private @Nullable SegmentFile file;
    private @Nullable IOException fault;

    public AckLog(Disk disk, Path directory, Map<String, String> header) {
        this.disk = disk;
        this.path = directory.resolve(NAME);
        this.header = header;
    }

    /** Reads the log of a directory that was left behind; what is damaged at its end is not needed: it is delivered again. */
    public static AckLog recover(Disk disk, Path directory) throws IOException {
        SegmentFile file = new SegmentFile(disk, directory.resolve(NAME));
        if (!file.exists()) {
            return new AckLog(disk, directory, Map.of());
        }
        try {
            SegmentHeader header = SegmentHeader.read(file).orElse(new SegmentHeader(1, Map.of(), 0));
            AckLog log = new AckLog(disk, directory, header.entries());
            if (header.length() > 0) {
                FrameReader reader = new FrameReader(file, header);
                for (long length = file.length(); reader.next(length); ) {
                    log.replay(reader.buffer(), reader.at());
                }
            }
            return log;
        } finally {
            file.close();
        }
    }

    private void replay(byte[] bytes, int at) {
        ByteBuffer payload = ByteBuffer.wrap(bytes, at + Frame.OVERHEAD, Frame.length(bytes, at));
        byte kind = payload.get();
        if (kind == WATERMARK) {
            acked = payload.getLong();
        } else if (kind == REMEMBER) {
            byte[] key = new byte[payload.getInt()];
            payload.get(key);
            byte[] value = new byte[payload.remaining()];
            payload.get(value);
            remembered.put(new String(key, StandardCharsets.UTF_8), new String(value, StandardCharsets.UTF_8));
        }
    }

    public Map<String, String> header() {
        lock.lock();
        try {
            return header;
        } finally {
            lock.unlock();
        }
    }

    /** The header as a segment has it, when this log lost its own. */
    public void describe(Map<String, String> found) {
        lock.lock();
        try {
            header = header.isEmpty() ? found : header;
        } finally {
            lock.unlock();
        }
    }

    public long acked() {
        lock.lock();
        try {
            return acked;
        } finally {
            lock.unlock();
        }
    }

    public void acknowledge(long sequence, boolean force) {
        lock.lock();
        try {
            acked = sequence;
            append(watermark(), force);
        } finally {
            lock.unlock();
        }
    }

    public void remember(String key, String value) {
        lock.lock();
        try {
            remembered.put(key, value);
            append(entry(key, value), true);
        } finally {
            lock.unlock();
        }
    }

    public Map<String, String> remembered() {
        lock.lock();
        try {
            return Map.copyOf(remembered);
        } finally {
            lock.unlock();
        }
    }

    /** What last kept the log from being written; null when all is written. */
    public @Nullable IOException fault() {
        lock.lock();
        try {
            return fault;
        } finally {
            lock.unlock();
        }
    }

    /** Rewrites the log if it could not be written or was deleted. */
    public void repair() throws IOException {
        lock.lock();
        try {
            if (file == null || fault != null || !file.exists()) {
                rewrite();
            }
        } finally {
            lock.unlock();
        }
    }

    private void append(byte[] payload, boolean force) {
        if (closed) {
            return;
        }
        try {
            SegmentFile open = file;
            if (open == null || fault != null || size > Math.max(COMPACT_AT, 2 * compactedSize)) {
                rewrite();
                return;
            }
            byte[] frame = frame(next, payload);
            open.write(size, frame, frame.length);
            size += frame.length;
            next++;
            if (force) {
                open.force();
            }
        } catch (IOException e) {
            fault = e;
        }
    }

    private void rewrite() throws IOException {
        byte[] head = SegmentHeader.encode(1, header);
        Path directory = path.toAbsolutePath().resolveSibling("");
        if (!disk.exists(directory)) {
            throw new IOException("the directory is gone: " + directory);
        }
        if (file != null) {
            file.close();
            file = null; // whatever ends the rewriting, the next attempt starts it again
        }
        SegmentFile created = SegmentFile.create(disk, path, to -> {
            disk.write(to, 0, head, 0, head.length);
            size = head.length;
            next = 1;
            add(to, watermark());
            for (Map.Entry<String, String> entry : remembered.entrySet()) {
                add(to, entry(entry.getKey(), entry.getValue()));
            }
        });
        file = created;
        compactedSize = size;
        fault = null;
    }

    private void add(RandomAccessFile to, byte[] payload) throws IOException {
        byte[] frame = frame(next++, payload);
        disk.write(to, size, frame, 0, frame.length);
        size += frame.length;
    }

    private static byte[] frame(long sequence, byte[] payload) {
        byte[] frame = new byte[Frame.OVERHEAD + payload.length];
        Frame.put(frame, 0, sequence, Frame.KEPT, payload);
        Frame.sign(frame, 0, new CRC32C());
        return frame;
    }

    private byte[] watermark() {
        return ByteBuffer.allocate(1 + Long.BYTES).put(WATERMARK).putLong(acked).array();
    }

    private static byte[] entry(String key, String value) {
        byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
        byte[] valueBytes = value.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + Integer.BYTES + keyBytes.length + valueBytes.length)
                .put(REMEMBER)
                .putInt(keyBytes.length)
                .put(keyBytes)
                .put(valueBytes)
                .array();
    }

    /** What comes after this is not kept: another process may own the directory. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (file != null) {
                file.close();
                file = null;
            }
        } finally {
            lock.unlock();
        }
    }
}
