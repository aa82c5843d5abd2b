package io.github.modelkeel.tracking.spool.file;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * The file operations of a queue; tests put faults in their way. Random access files and not channels: an interrupt closes a channel
 * under all who use it.
 */
public interface Disk {
    /** A new file for reading and writing that only its owner may open; fails when there is one. */
    RandomAccessFile create(Path path) throws IOException;

    RandomAccessFile open(Path path) throws IOException;

    /** As many bytes as there are, at most {@code length}; -1 at the end. */
    int read(RandomAccessFile file, long position, byte[] bytes, int offset, int length) throws IOException;

    void write(RandomAccessFile file, long position, byte[] bytes, int offset, int length) throws IOException;

    void truncate(RandomAccessFile file, long length) throws IOException;

    void force(RandomAccessFile file) throws IOException;

    /** In one step, in place of what is there. */
    void move(Path from, Path to) throws IOException;

    /** Makes names that were created, moved or deleted in a directory durable. */
    void forceDirectory(Path directory) throws IOException;

    void delete(Path path) throws IOException;

    boolean exists(Path path);
}
