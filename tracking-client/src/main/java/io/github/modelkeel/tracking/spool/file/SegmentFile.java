package io.github.modelkeel.tracking.spool.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** An open file, which the writer and the consumer share. Safe for use by both. Opened again by itself when it was closed. */
public final class SegmentFile {
    public static final String TEMPORARY = ".tmp";
    private static final int COPY = 256 << 10;

    private final Disk disk;
    private final Path path;
    private final ReentrantLock io = new ReentrantLock();
    private @Nullable RandomAccessFile file;

    public SegmentFile(Disk disk, Path path) {
        this.disk = disk;
        this.path = path;
    }

    /** What a new file is to hold. */
    public interface Content {
        void writeTo(RandomAccessFile file) throws IOException;
    }

    public static SegmentFile create(Disk disk, Path path, byte[] content) throws IOException {
        return create(disk, path, file -> disk.write(file, 0, content, 0, content.length));
    }

    /** A new file, visible under its name only when its content is on disk; takes the place of another of that name. */
    public static SegmentFile create(Disk disk, Path path, Content content) throws IOException {
        Path temporary = path.resolveSibling(path.getFileName() + TEMPORARY);
        disk.delete(temporary);
        SegmentFile created = new SegmentFile(disk, path);
        RandomAccessFile file = disk.create(temporary);
        created.file = file;
        try {
            content.writeTo(file);
            disk.force(file);
            // closed meanwhile: some systems do not move open files
            created.close();
            disk.move(temporary, path);
            disk.forceDirectory(path.toAbsolutePath().resolveSibling(""));
            return created;
        } catch (IOException e) {
            created.close();
            deleteQuietly(disk, temporary);
            throw e;
        }
    }

    public Path path() {
        return path;
    }

    /** Writes a part of this file to another, at its beginning. */
    public void copyTo(RandomAccessFile target, long from, long to) throws IOException {
        byte[] bytes = new byte[COPY];
        for (long at = from; at < to; ) {
            int read = readFully(at, bytes, (int) Math.min(COPY, to - at));
            if (read == 0) {
                throw new EOFException(path + " ends at " + at + ", before " + to);
            }
            disk.write(target, at - from, bytes, 0, read);
            at += read;
        }
    }

    private RandomAccessFile file() throws IOException {
        RandomAccessFile open = file;
        if (open == null) {
            open = disk.open(path);
            file = open;
        }
        return open;
    }

    int read(long position, byte[] bytes, int offset, int length) throws IOException {
        io.lock();
        try {
            return disk.read(file(), position, bytes, offset, length);
        } finally {
            io.unlock();
        }
    }

    /** Reads until the file ends or there is no room; says how many bytes. */
    public int readFully(long position, byte[] bytes, int length) throws IOException {
        int read = 0;
        while (read < length) {
            int more = read(position + read, bytes, read, length - read);
            if (more < 0) {
                break;
            }
            read += more;
        }
        return read;
    }

    public void write(long position, byte[] bytes, int length) throws IOException {
        io.lock();
        try {
            disk.write(file(), position, bytes, 0, length);
        } finally {
            io.unlock();
        }
    }

    public void truncate(long length) throws IOException {
        io.lock();
        try {
            disk.truncate(file(), length);
        } finally {
            io.unlock();
        }
    }

    public long length() throws IOException {
        io.lock();
        try {
            return file().length();
        } finally {
            io.unlock();
        }
    }

    /** Not under the lock: a slow disk must not keep the consumer from reading. No thread closes a file that its writer still forces. */
    public void force() throws IOException {
        RandomAccessFile open;
        io.lock();
        try {
            open = file();
        } finally {
            io.unlock();
        }
        disk.force(open);
    }

    public boolean exists() {
        return disk.exists(path);
    }

    public void close() {
        io.lock();
        try {
            RandomAccessFile open = file;
            file = null;
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            System.getLogger(SegmentFile.class.getName())
                    .log(System.Logger.Level.DEBUG, "a file could not be closed: " + path, e);
        } finally {
            io.unlock();
        }
    }

    /** Deletes what is not needed any more; what stays does no harm. */
    public static void deleteQuietly(Disk disk, Path file) {
        try {
            disk.delete(file);
        } catch (IOException e) {
            System.getLogger(SegmentFile.class.getName())
                    .log(System.Logger.Level.DEBUG, "could not be deleted, and is not needed any more: " + file, e);
        }
    }
}
