package io.github.modelkeel.tracking.spool.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The directory of one queue, and the lock on it. */
public final class SpoolDirectory {
    public static final String SEGMENT = ".seg";
    public static final String CORRUPT = ".corrupt";
    private static final System.Logger LOG = System.getLogger(SpoolDirectory.class.getName());

    private final Path root;
    private final Path path;
    private @Nullable DirectoryLock lock;

    private SpoolDirectory(Path root, Path path, @Nullable DirectoryLock lock) {
        this.root = root;
        this.path = path;
        this.lock = lock;
    }

    /** A name for a new directory, which {@link #ensure} creates. */
    public static SpoolDirectory named(Path root) {
        ProcessHandle self = ProcessHandle.current();
        long start = self.info().startInstant().orElseGet(Instant::now).getEpochSecond();
        String name = String.format(
                Locale.ROOT,
                "%s-%d-%d-%08x",
                hostName(),
                self.pid(),
                start,
                ThreadLocalRandom.current().nextInt());
        return new SpoolDirectory(root, root.resolve(name), null);
    }

    private static String hostName() {
        String name = System.getenv("HOSTNAME");
        if (name == null) {
            name = System.getenv("COMPUTERNAME");
        }
        if (name == null) {
            try {
                name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
            } catch (IOException e) {
                name = "";
            }
        }
        String plain = name.replaceAll("[^A-Za-z0-9_.]", "_").replaceAll("^\\.+", "");
        return plain.isEmpty() ? "host" : plain.substring(0, Math.min(60, plain.length()));
    }

    /**
     * Creates the directory and takes its lock, again if it was deleted meanwhile.
     *
     * @throws IllegalStateException if others may write into the root
     */
    public void ensure() throws IOException {
        if (lock != null && Files.exists(path.resolve(DirectoryLock.NAME), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (lock != null) {
            lock.release();
            lock = null;
        }
        createRoot();
        try {
            Files.createDirectory(path, DirectoryOwner.ownersOnly("rwx------"));
        } catch (FileAlreadyExistsException e) {
            DirectoryOwner.check(path);
        }
        lock = DirectoryLock.tryAcquire(path)
                .orElseThrow(() -> new IOException("another process took the lock of the new directory " + path));
    }

    private void createRoot() throws IOException {
        if (!Files.exists(root)) {
            try {
                Files.createDirectories(root, DirectoryOwner.ownersOnly("rwx------"));
            } catch (FileAlreadyExistsException e) {
                LOG.log(System.Logger.Level.DEBUG, "another process created the root at the same time", e);
            }
        }
        DirectoryOwner.check(root);
    }

    /** Takes over a directory; empty when another process holds it or it is gone. */
    public static Optional<SpoolDirectory> adopt(Path path) {
        try {
            DirectoryOwner.check(path);
            return DirectoryLock.tryAcquire(path)
                    .map(lock -> new SpoolDirectory(path.toAbsolutePath().resolveSibling(""), path, lock));
        } catch (NoSuchFileException e) {
            LOG.log(System.Logger.Level.DEBUG, "another process finished a directory: " + path, e);
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the spool " + path + " cannot be opened", e);
        }
    }

    /** The directories of queues whose lock is free, the oldest first by name of host and process. */
    public static List<Path> orphans(Path root) {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> below = Files.list(root)) {
            List<Path> found = new ArrayList<>();
            for (Path path : below.sorted().toList()) {
                if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && holdsQueue(path) && isFree(path)) {
                    found.add(path);
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException("the spool directory " + root + " cannot be read", e);
        }
    }

    private static boolean holdsQueue(Path path) {
        try {
            return Files.exists(path.resolve(AckLog.NAME))
                    || Files.exists(path.resolve(DirectoryLock.NAME))
                    || !files(path, SEGMENT).isEmpty();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "not one of our queues: " + path, e);
            return false;
        }
    }

    private static boolean isFree(Path path) {
        try {
            DirectoryOwner.check(path);
            Optional<DirectoryLock> lock = DirectoryLock.tryAcquire(path);
            lock.ifPresent(DirectoryLock::release);
            return lock.isPresent();
        } catch (NoSuchFileException e) {
            LOG.log(System.Logger.Level.DEBUG, "another process finished a directory: " + path, e);
            return false;
        } catch (IOException | IllegalStateException e) {
            LOG.log(System.Logger.Level.WARNING, "a spool directory is left alone: " + path, e);
            return false;
        }
    }

    public Path path() {
        return path;
    }

    boolean isHeld() {
        return lock != null;
    }

    /** The files of a kind, in the order of their names. */
    public static List<Path> files(Path directory, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    /** Gives the directory up; when nothing waits in it any more, deletes it, unless it keeps what people should look at. */
    public void release(Disk disk, boolean finished) {
        if (lock == null) {
            return;
        }
        DirectoryLock held = lock;
        lock = null;
        try {
            if (!DirectoryOwner.POSIX) {
                // there an open file cannot be deleted
                held.release();
            }
            if (finished && Files.isDirectory(path)) {
                deleteAll(disk);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the spool " + path + " could not be deleted", e);
        } finally {
            if (DirectoryOwner.POSIX) {
                held.release();
            }
        }
    }

    private void deleteAll(Disk disk) throws IOException {
        for (String kind : List.of(SegmentFile.TEMPORARY, SEGMENT)) {
            for (Path file : files(path, kind)) {
                disk.delete(file);
            }
        }
        disk.delete(path.resolve(AckLog.NAME));
        disk.delete(path.resolve(DirectoryLock.NAME));
        boolean empty;
        try (Stream<Path> left = Files.list(path)) {
            empty = left.findAny().isEmpty();
        }
        if (empty) {
            Files.deleteIfExists(path);
        }
    }
}
