package io.github.modelkeel.registry.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the processes that share a cache from taking trees away from each other. One a cache and JVM, for as long as the JVM runs. Safe
 * for use by multiple threads.
 *
 * <p>The rule on disk: a process that uses the cache holds a lock on {@code sessions/<its id>} until it ends. While it uses a tree there is
 * an empty file {@code leases/<digest>@<its id>}, made before the tree is looked at. A tree is moved away only by who holds the lock on
 * {@code .lock}, and only when no lease names it whose session's file is locked; leases are made under the same lock. So a process that
 * dies gives its leases back, and no clock has to be trusted. File locks over a network file system are only as good as that system.
 */
public final class CacheGuard {
    private static final ConcurrentHashMap<Path, CacheGuard> OPEN = new ConcurrentHashMap<>();
    private static final long PAUSE_NANOS = 1_000_000;

    /** Of this process; a second copy of this class in the same JVM has the same one. */
    private static final String PROCESS = ProcessHandle.current().pid() + "-"
            + ProcessHandle.current()
                    .info()
                    .startInstant()
                    .map(Instant::toEpochMilli)
                    .orElse(0L) + "-";

    private final Path root;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Integer> held = new HashMap<>();
    private final String id =
            PROCESS + Long.toHexString(ThreadLocalRandom.current().nextLong()) + Long.toHexString(System.nanoTime());
    private @Nullable FileLock session;

    private CacheGuard(Path root) {
        this.root = root;
    }

    public static CacheGuard of(Path root) {
        return OPEN.computeIfAbsent(root, CacheGuard::new);
    }

    /** What runs while no other process touches the cache's leases. */
    public interface Action<T> {
        T run() throws IOException;
    }

    /** Holds a tree, whether or not it is there yet; as often as it is held it must be let go. */
    void hold(String digest) throws IOException {
        exclusively(() -> {
            if (held.merge(digest, 1, Integer::sum) == 1 && canWrite()) {
                boolean marked = false;
                try {
                    begin();
                    Path leases = PrivateDirectory.ensure(root.resolve("leases"));
                    Files.deleteIfExists(leases.resolve(digest + "@" + id));
                    Files.createFile(leases.resolve(digest + "@" + id));
                    marked = true;
                } finally {
                    if (!marked) {
                        held.remove(digest);
                    }
                }
            }
            return digest;
        });
    }

    /** Lets a tree go that was held. */
    void letGo(String digest) throws IOException {
        exclusively(() -> {
            Integer left = held.computeIfPresent(digest, (key, count) -> count == 1 ? null : count - 1);
            if (left == null) {
                Files.deleteIfExists(root.resolve("leases").resolve(digest + "@" + id));
            }
            return digest;
        });
    }

    /** Whether anybody uses a tree; to be asked exclusively. Clears up after processes that ended. */
    public boolean isHeld(String digest) throws IOException {
        boolean found = held.containsKey(digest);
        try (DirectoryStream<Path> leases = Files.newDirectoryStream(root.resolve("leases"), digest + "@*")) {
            for (Path lease : leases) {
                String owner = lease.getFileName().toString().substring(digest.length() + 1);
                if (isAlive(owner)) {
                    found = true;
                } else {
                    Files.deleteIfExists(lease);
                    Files.deleteIfExists(root.resolve("sessions").resolve(owner));
                }
            }
        } catch (NoSuchFileException e) {
            return found; // nothing was ever held
        }
        return found;
    }

    private boolean isAlive(String owner) throws IOException {
        if (owner.startsWith(PROCESS)) {
            return true; // opening and closing our own session's file would give up its lock
        }
        try (FileChannel channel = FileChannel.open(root.resolve("sessions").resolve(owner), StandardOpenOption.WRITE);
                FileLock found = channel.tryLock()) {
            return found == null;
        } catch (NoSuchFileException e) {
            return false;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    private void begin() throws IOException {
        if (session == null) {
            Path sessions = PrivateDirectory.ensure(root.resolve("sessions"));
            FileChannel channel =
                    FileChannel.open(sessions.resolve(id), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            session = channel.lock();
        }
    }

    private boolean canWrite() throws IOException {
        return !Files.getFileStore(root).isReadOnly(); // where no process can write, none can take a tree away
    }

    /** Runs an action while no other thread or process runs one on this cache. An interrupt is kept for later. */
    public <T> T exclusively(Action<T> action) throws IOException {
        boolean interrupted = Thread.interrupted();
        lock.lock();
        try {
            if (!canWrite()) {
                return action.run();
            }
            try (FileChannel channel = FileChannel.open(
                            root.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock file = locked(channel)) {
                if (!file.isValid()) {
                    throw new IOException("the lock of the model cache was lost: " + root);
                }
                return action.run();
            }
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static FileLock locked(FileChannel channel) throws IOException {
        while (true) {
            try {
                return channel.lock();
            } catch (OverlappingFileLockException e) {
                LockSupport.parkNanos(PAUSE_NANOS); // another copy of this class in the same JVM
            }
        }
    }
}
