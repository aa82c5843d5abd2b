package io.github.modelkeel.serving.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A file that is locked as long as the process writes its files; the operating system ends the lock with the process, however it ends.
 *
 * <p>A process never opens a lock of its own a second time: where the system has POSIX locks, closing any channel of the file would end it.
 */
final class ProcessLock implements AutoCloseable {
    static final String SUFFIX = ".lock";

    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private ProcessLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Makes and locks a new one. It appears under its name when it is locked. */
    static ProcessLock make(Path file) throws IOException {
        Path made = file.resolveSibling("." + file.getFileName() + ".new");
        FileChannel channel = FileChannel.open(made, LogDirectory.fileOptions(), LogDirectory.ownerOnly("rw-------"));
        try {
            channel.lock();
            HELD_HERE.add(file);
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
            return new ProcessLock(file, channel);
        } catch (IOException | RuntimeException e) {
            HELD_HERE.remove(file);
            channel.close();
            Files.deleteIfExists(made);
            throw e;
        }
    }

    /** Takes over that of an ended process; null if the process is alive, or another one is at it. */
    static @Nullable ProcessLock takeOver(Path file) throws IOException {
        if (!HELD_HERE.add(file)) {
            return null;
        }
        FileChannel channel = null;
        FileLock lock = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
            lock = channel.tryLock();
            return lock == null ? null : new ProcessLock(file, channel);
        } finally {
            if (lock == null) {
                if (channel != null) {
                    channel.close();
                }
                HELD_HERE.remove(file);
            }
        }
    }

    /** Takes the file away and ends the lock. */
    @Override
    public void close() throws IOException {
        try {
            Files.deleteIfExists(file);
        } finally {
            channel.close();
            HELD_HERE.remove(file);
        }
    }
}
