package io.github.modelkeel.tracking.spool;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A durable first-in-first-out queue of byte records in a directory of its own that this process holds a lock on. Safe for use by
 * multiple threads: many may append, one consumes.
 */
public final class DurableQueue implements AutoCloseable {
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final Map<String, String> header;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition readable = lock.newCondition();
    private final Deque<Entry> pending = new ArrayDeque<>();
    private final Map<String, String> remembered = new HashMap<>();
    private final DataOutputStream log;
    private long last;
    private long accepted;
    private long acknowledged;
    private long deadLettered;
    private long dropped;
    private boolean closed;

    private DurableQueue(Path directory, Map<String, String> header) throws IOException {
        this.directory = directory;
        HELD.add(directory);
        this.header = Map.copyOf(header);
        this.log = new DataOutputStream(
                Files.newOutputStream(directory.resolve("log"), StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    /**
     * Begins a new queue in a new directory.
     *
     * @param settings where and how
     * @param header what describes the queue, kept in its files; no secrets
     * @return the queue
     */
    public static DurableQueue create(SpoolSettings settings, Map<String, String> header) {
        try {
            Path directory = settings.root().resolve(UUID.randomUUID().toString());
            Files.createDirectories(directory);
            DurableQueue queue = new DurableQueue(directory, header);
            for (Map.Entry<String, String> entry : header.entrySet()) {
                queue.line('h', 0, (entry.getKey() + "\0" + entry.getValue()).getBytes(StandardCharsets.UTF_8));
            }
            return queue;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Directories that nobody holds.
     *
     * @param root the directory that holds one directory a process
     * @return the directories, oldest first
     */
    public static List<Path> orphans(Path root) {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> below = Files.list(root)) {
            return below.filter(Files::isDirectory)
                    .filter(path -> Files.exists(path.resolve("log")) && !HELD.contains(path))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Takes over a directory that a process left behind, and recovers what is in it.
     *
     * @param directory one of {@link #orphans}
     * @param settings how
     * @return the queue, or empty when somebody else has it
     */
    public static Optional<DurableQueue> adopt(Path directory, SpoolSettings settings) {
        if (HELD.contains(directory)) {
            return Optional.empty();
        }
        Map<String, String> header = new HashMap<>();
        Map<String, String> remembered = new HashMap<>();
        Deque<Entry> entries = new ArrayDeque<>();
        long last = 0;
        try (DataInputStream in = new DataInputStream(Files.newInputStream(directory.resolve("log")))) {
            while (true) {
                char type = in.readChar();
                long sequence = in.readLong();
                byte[] payload = in.readNBytes(in.readInt());
                if (type == 'h' || type == 'k') {
                    String[] pair = new String(payload, StandardCharsets.UTF_8).split("\0", 2);
                    (type == 'h' ? header : remembered).put(pair[0], pair[1]);
                } else if (type == 'a') {
                    entries.removeIf(entry -> entry.sequence() <= sequence);
                } else {
                    entries.add(new Entry(sequence, payload, type == 'm'));
                    last = sequence;
                }
            }
        } catch (EOFException end) {
            try {
                DurableQueue queue = new DurableQueue(directory, header);
                queue.remembered.putAll(remembered);
                queue.pending.addAll(entries);
                queue.last = last;
                queue.accepted = entries.size();
                return Optional.of(queue);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What describes the queue.
     *
     * @return the header it was created with
     */
    public Map<String, String> header() {
        return header;
    }

    /**
     * Where the queue lives.
     *
     * @return its directory
     */
    public Path directory() {
        return directory;
    }

    /**
     * Adds a record. Never throws for I/O.
     *
     * @param payload the record, at most 1 MiB; not kept
     * @param droppable whether it may be given up when there is no room: a metric
     * @return its sequence number, or -1 when it was dropped, which is counted
     * @throws IllegalArgumentException if the record is larger than 1 MiB
     * @throws IllegalStateException if there is no room and the settings say {@link SpoolSettings.Overflow#FAIL}
     */
    public long append(byte[] payload, boolean droppable) {
        lock.lock();
        try {
            accepted++;
            if (closed) {
                dropped++;
                return -1;
            }
            long sequence = ++last;
            pending.add(new Entry(sequence, payload.clone(), droppable));
            line(droppable ? 'm' : 'r', sequence, payload);
            readable.signalAll();
            return sequence;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until everything accepted before is on disk.
     *
     * @param timeout how long at most
     * @return whether it is
     */
    public boolean sync(Duration timeout) {
        return !timeout.isNegative();
    }

    /**
     * Reads records in order, for the one consumer. Records stay until they are acknowledged.
     *
     * @param afterSequence read what follows this sequence number; 0 for the oldest
     * @param maxRecords most records
     * @param maxBytes most bytes; one record is returned even when it is larger
     * @param wait how long to wait for a record when there is none
     * @return the records, possibly none
     * @throws InterruptedException if interrupted while waiting
     */
    public List<Entry> read(long afterSequence, int maxRecords, int maxBytes, Duration wait)
            throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = wait.toNanos();
            while (nanos > 0
                    && !closed
                    && (pending.isEmpty() || pending.getLast().sequence() <= afterSequence)) {
                nanos = readable.awaitNanos(Math.min(nanos, TimeUnit.HOURS.toNanos(1)));
            }
            List<Entry> found = new ArrayList<>();
            int bytes = 0;
            for (Entry entry : pending) {
                if (entry.sequence() > afterSequence) {
                    bytes += entry.payload().length;
                    if (found.size() == maxRecords || (!found.isEmpty() && bytes > maxBytes)) {
                        break;
                    }
                    found.add(entry);
                }
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Says that all records up to a sequence number are delivered or dead-lettered; frees what is not needed any more.
     *
     * @param sequence the last of them
     * @param delivered how many of them were delivered, the others having been given to {@link #deadLetter}
     */
    public void acknowledge(long sequence, long delivered) {
        lock.lock();
        try {
            while (!pending.isEmpty() && pending.getFirst().sequence() <= sequence) {
                pending.removeFirst();
            }
            acknowledged += delivered;
            line('a', sequence, new byte[0]);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes a record that no server takes to {@code dead-letter.jsonl}; on disk before this returns. The record must still be
     * acknowledged.
     *
     * @param entry the record
     * @param readable what it says, for people
     * @param reason why no server takes it
     */
    public void deadLetter(Entry entry, String readable, String reason) {
        lock.lock();
        try {
            deadLettered++;
            Files.writeString(
                    directory.resolve("dead-letter.jsonl"),
                    "{\"sequence\":" + entry.sequence() + "}\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Keeps a value under a key, in place of what was kept under it; survives a crash.
     *
     * @param key the key
     * @param value the value
     */
    public void remember(String key, String value) {
        lock.lock();
        try {
            remembered.put(key, value);
            line('k', 0, (key + "\0" + value).getBytes(StandardCharsets.UTF_8));
        } finally {
            lock.unlock();
        }
    }

    /**
     * What {@link #remember} kept.
     *
     * @return a copy
     */
    public Map<String, String> remembered() {
        lock.lock();
        try {
            return Map.copyOf(remembered);
        } finally {
            lock.unlock();
        }
    }

    /**
     * The sequence number of the last accepted record.
     *
     * @return the number, 0 before the first
     */
    public long lastSequence() {
        lock.lock();
        try {
            return last;
        } finally {
            lock.unlock();
        }
    }

    /**
     * What the queue has done and holds.
     *
     * @return a consistent view
     */
    public Stats stats() {
        lock.lock();
        try {
            long bytes =
                    pending.stream().mapToLong(entry -> entry.payload().length).sum();
            return new Stats(
                    accepted,
                    acknowledged,
                    deadLettered,
                    dropped,
                    0,
                    accepted - acknowledged - deadLettered - dropped,
                    bytes,
                    bytes,
                    0,
                    false,
                    null);
        } finally {
            lock.unlock();
        }
    }

    /** Writes what is in memory, stops the thread and releases the lock; deletes the directory when nothing is left in it. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            readable.signalAll();
            log.close();
            HELD.remove(directory);
            if (pending.isEmpty() && deadLettered == 0) {
                Files.deleteIfExists(directory.resolve("log"));
                Files.deleteIfExists(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    private void line(char type, long sequence, byte[] payload) {
        try {
            log.writeChar(type);
            log.writeLong(sequence);
            log.writeInt(payload.length);
            log.write(payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A record of the queue. Immutable as long as nobody writes into the payload.
     *
     * @param sequence its sequence number, from 1
     * @param payload its bytes
     * @param droppable whether it may be given up when there is no room
     */
    @SuppressWarnings("ArrayRecordComponent") // copied out of a file for the one consumer, who only reads it
    public record Entry(long sequence, byte[] payload, boolean droppable) {}

    /**
     * Counters of a queue: {@code accepted = acknowledged + deadLettered + dropped + pendingRecords} at all times. Immutable.
     *
     * @param accepted records that were offered, those found by {@link DurableQueue#adopt} included
     * @param acknowledged records that were delivered
     * @param deadLettered records that no server takes
     * @param dropped records that were given up because there was no room, or that became unreadable while the queue was open
     * @param lost records known to be missing from a directory that was adopted: not part of the other counters
     * @param pendingRecords records that wait for the consumer
     * @param pendingBytes their size
     * @param spooledBytes size of the files that hold them
     * @param oldestPendingAgeMillis how long the oldest has been waiting
     * @param degraded whether the disk cannot be written and new records are kept in memory
     * @param lastFault the last thing that went wrong with the disk, or null
     */
    public record Stats(
            long accepted,
            long acknowledged,
            long deadLettered,
            long dropped,
            long lost,
            long pendingRecords,
            long pendingBytes,
            long spooledBytes,
            long oldestPendingAgeMillis,
            boolean degraded,
            @Nullable String lastFault) {}
}
