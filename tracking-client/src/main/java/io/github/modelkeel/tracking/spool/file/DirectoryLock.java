package io.github.modelkeel.tracking.spool.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/**
 * The right to use a directory, for one process and one queue in it. A file lock alone is not enough: within one JVM, closing any
 * channel to the locked file ends the lock silently. So what this JVM holds is noted in a system property, which class loaders
 * share, and a lock file is never opened for a directory that is noted there.
 */
public final class DirectoryLock {
    public static final String NAME = ".lock";
    private static final String PROPERTY = "io.github.modelkeel.tracking.spool.held:";

    private final String property;
    private final FileChannel channel;
    private final FileLock lock;

    private DirectoryLock(String property, FileChannel channel, FileLock lock) {
        this.property = property;
        this.channel = channel;
        this.lock = lock;
    }

    /** Takes the lock of an existing directory; empty when another process has it, or the directory went away meanwhile. */
    static Optional<DirectoryLock> tryAcquire(Path directory) throws IOException {
        String property = PROPERTY + directory.toRealPath();
        if (System.getProperties().putIfAbsent(property, Thread.currentThread().getName()) != null) {
            return Optional.empty();
        }
        Optional<DirectoryLock> acquired = Optional.empty();
        try {
            acquired = tryAcquire(directory.resolve(NAME), property);
            return acquired;
        } finally {
            if (acquired.isEmpty()) {
                System.getProperties().remove(property);
            }
        }
    }

    private static Optional<DirectoryLock> tryAcquire(Path file, String property) throws IOException {
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                DirectoryOwner.ownersOnly("rw-------"));
        FileLock lock = null;
        try {
            lock = channel.tryLock();
            // the last owner may have deleted the file between our two steps: then the lock says nothing
            if (lock != null && !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                lock = null;
            }
        } catch (OverlappingFileLockException e) {
            System.getLogger(DirectoryLock.class.getName())
                    .log(System.Logger.Level.WARNING, "this JVM holds a lock that it has not noted: " + file, e);
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        return lock == null ? Optional.empty() : Optional.of(new DirectoryLock(property, channel, lock));
    }

    void release() {
        try (channel) {
            lock.release();
        } catch (IOException e) {
            System.getLogger(DirectoryLock.class.getName())
                    .log(System.Logger.Level.DEBUG, "a lock could not be released: " + property, e);
        } finally {
            System.getProperties().remove(property);
        }
    }
}
