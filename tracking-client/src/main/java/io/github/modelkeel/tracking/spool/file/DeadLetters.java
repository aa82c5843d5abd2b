package io.github.modelkeel.tracking.spool.file;

import io.github.modelkeel.tracking.spool.frame.Entry;
import io.github.modelkeel.tracking.spool.frame.Fifo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The records that no server takes, one JSON object a line. Safe for use by multiple threads. */
public final class DeadLetters {
    public static final String NAME = "dead-letter.jsonl";
    private static final int MAX_IN_MEMORY = 1 << 20;

    private final Disk disk;
    private final Path path;
    private final ReentrantLock lock = new ReentrantLock();
    private final Fifo<byte[]> unwritten = new Fifo<>();
    private long unwrittenBytes;

    public DeadLetters(Disk disk, Path directory) {
        this.disk = disk;
        this.path = directory.resolve(NAME);
    }

    boolean exist() {
        return disk.exists(path);
    }

    /**
     * Writes a letter, with those that could not be written before.
     *
     * @return null when it is on disk, else why it is kept in memory
     * @throws IOException if there is no room for it in memory either
     */
    public @Nullable IOException write(Entry entry, String readable, String reason) throws IOException {
        byte[] line = line(entry, readable, reason);
        lock.lock();
        try {
            unwritten.add(line);
            unwrittenBytes += line.length;
            flush();
            return null;
        } catch (IOException e) {
            if (unwrittenBytes > MAX_IN_MEMORY) {
                unwritten.removeLast();
                unwrittenBytes -= line.length;
                throw e;
            }
            return e;
        } finally {
            lock.unlock();
        }
    }

    /** Tries to write what could not be written. */
    public void flush() throws IOException {
        lock.lock();
        try {
            if (!unwritten.isEmpty()) {
                append();
            }
        } finally {
            lock.unlock();
        }
    }

    private void append() throws IOException {
        if (!exist()) {
            SegmentFile.create(disk, path, new byte[0]).close();
        }
        SegmentFile file = new SegmentFile(disk, path);
        long length = file.length();
        try {
            long at = length + endTornLine(file, length);
            for (byte[] line : unwritten.toList()) {
                file.write(at, line, line.length);
                at += line.length;
            }
            file.force();
            unwritten.clear();
            unwrittenBytes = 0;
        } catch (IOException e) {
            file.truncate(length);
            throw e;
        } finally {
            file.close();
        }
    }

    /** A crash may have left half a line. */
    private static int endTornLine(SegmentFile file, long length) throws IOException {
        byte[] last = new byte[1];
        if (length == 0 || file.readFully(length - 1, last, 1) == 0 || last[0] == '\n') {
            return 0;
        }
        file.write(length, new byte[] {'\n'}, 1);
        return 1;
    }

    private static byte[] line(Entry entry, String readable, String reason) {
        return ("{\"sequence\":" + entry.sequence() + ",\"time\":"
                        + quote(Instant.now().toString()) + ",\"reason\":"
                        + quote(reason) + ",\"record\":" + quote(readable) + ",\"payload\":"
                        + quote(Base64.getEncoder().encodeToString(entry.payload())) + "}\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c) || c == 0x2028 || c == 0x2029) {
                quoted.append("\\u").append(Integer.toHexString(c | 0x10000), 1, 5);
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
