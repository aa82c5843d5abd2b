package io.github.modelkeel.tracking.spool;

import io.github.modelkeel.tracking.spool.file.AckLog;
import io.github.modelkeel.tracking.spool.file.Disk;
import io.github.modelkeel.tracking.spool.file.SpoolDirectory;
import io.github.modelkeel.tracking.spool.frame.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A durable first-in-first-out queue of byte records in a directory of its own that this process holds a lock on. Safe for use by
 * multiple threads: many may append, one consumes.
 */
public final class DurableQueue implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(DurableQueue.class.getName());
    private static final long CLOSE_MILLIS = 5000;

    private final QueueState queueState;
    private final Producer producer;
    private final Consumer consumer;
    private final AtomicBoolean closed = new AtomicBoolean();

    private DurableQueue(QueueState queueState) {
        this.queueState = queueState;
        this.producer = new Producer(queueState);
        this.consumer = new Consumer(queueState);
    }

    /**
     * Starts a new queue in a new directory. When the disk does not allow that, the queue works in memory and keeps trying.
     *
     * @param settings where and how
     * @param header what describes the queue, kept in its files; no secrets
     * @return the queue
     * @throws IllegalStateException if others may write into the root
     */
    public static DurableQueue create(SpoolSettings settings, Map<String, String> header) {
        return create(settings, header, Tuning.DEFAULT, new SystemDisk());
    }

    /**
     * Directories that no process holds.
     *
     * @param root the directory that holds one directory a process
     * @return the directories, oldest first
     */
    public static List<Path> orphans(Path root) {
        return SpoolDirectory.orphans(root);
    }

    /**
     * Takes over a directory that a process left behind, and recovers what is in it.
     *
     * @param directory one of {@link #orphans}
     * @param settings how
     * @return the queue, or empty when another process has it
     * @throws IllegalStateException if it is of a version that this library does not read, or others may write into it
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static Optional<DurableQueue> adopt(Path directory, SpoolSettings settings) {
        return adopt(directory, settings, Tuning.DEFAULT, new SystemDisk());
    }

    static DurableQueue create(SpoolSettings settings, Map<String, String> header, Tuning tuning, Disk disk) {
        SpoolDirectory directory = SpoolDirectory.named(settings.root());
        AckLog acks = new AckLog(disk, directory.path(), Map.copyOf(header));
        QueueState queueState = new QueueState(settings, tuning, disk, directory, acks);
        try {
            directory.ensure();
            acks.repair();
        } catch (IOException e) {
            queueState.degrade(e);
        }
        return new DurableQueue(queueState);
    }

    static Optional<DurableQueue> adopt(Path directory, SpoolSettings settings, Tuning tuning, Disk disk) {
        Optional<SpoolDirectory> held = SpoolDirectory.adopt(directory);
        if (held.isEmpty()) {
            return Optional.empty();
        }
        QueueState queueState = null;
        try {
            queueState = Recovery.recover(settings, tuning, disk, held.get());
            queueState.acks.repair();
            return Optional.of(new DurableQueue(queueState));
        } catch (IOException e) {
            throw new UncheckedIOException("the spool " + directory + " cannot be recovered", e);
        } finally {
            if (queueState == null) {
                held.get().release(disk, false);
            }
        }
    }

    /**
     * What describes the queue.
     *
     * @return the header it was created with
     */
    public Map<String, String> header() {
        return queueState.acks.header();
    }

    /**
     * How much of the disk the queue may take.
     *
     * @return the quota of its settings
     */
    public long quotaBytes() {
        return queueState.settings.quotaBytes();
    }

    /**
     * Where the queue lives.
     *
     * @return its directory
     */
    public Path directory() {
        return queueState.directory.path();
    }

    /**
     * Adds a record. Never throws for I/O.
     *
     * @param payload the record, at most 1 MiB; not kept
     * @param droppable whether it may be dropped when there is no room: a metric
     * @return its sequence number, or -1 when it was dropped, which is counted
     * @throws IllegalArgumentException if the record is larger than 1 MiB
     * @throws IllegalStateException if there is no room and the settings say {@link SpoolSettings.Overflow#FAIL}
     */
    public long append(byte[] payload, boolean droppable) {
        return producer.append(payload, droppable);
    }

    /** From now on each append returns when its record is on disk, as with {@link SpoolSettings#acknowledgeOnWrite}. */
    public void writeThrough() {
        queueState.lock.lock();
        try {
            queueState.writeThrough = true;
        } finally {
            queueState.lock.unlock();
        }
    }

    /**
     * Waits until everything accepted before is on disk.
     *
     * @param timeout how long at most
     * @return whether it is
     */
    public boolean sync(Duration timeout) {
        return producer.sync(timeout.toNanos());
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
        return consumer.read(afterSequence, maxRecords, maxBytes, wait);
    }

    /**
     * Says that all records up to a sequence number are delivered or dead-lettered; frees what is not needed any more.
     *
     * @param sequence the last of them
     * @param delivered how many of them were delivered, the others having been given to {@link #deadLetter}
     */
    public void acknowledge(long sequence, long delivered) {
        consumer.acknowledge(sequence, delivered);
    }

    /**
     * Writes a record that no server takes to {@code dead-letter.jsonl}; on disk before this returns. The record must still be
     * acknowledged. Does nothing once the queue is closed: who takes the directory over meets the record again.
     *
     * @param entry the record
     * @param readable what it says, for people
     * @param reason why no server takes it
     */
    public void deadLetter(Entry entry, String readable, String reason) {
        if (closed.get()) {
            return;
        }
        try {
            IOException fault = queueState.letters.write(entry, readable, reason);
            if (fault != null) {
                queueState.note("a dead letter is kept in memory", fault);
            }
            queueState.lock.lock();
            try {
                queueState.counters.deadLetter(entry.sequence());
            } finally {
                queueState.lock.unlock();
            }
        } catch (IOException e) {
            queueState.note("a dead letter is dropped", e);
        }
    }

    /**
     * Keeps a value under a key, in place of what was kept under it; survives a crash.
     *
     * @param key the key
     * @param value the value
     */
    public void remember(String key, String value) {
        queueState.acks.remember(key, value);
        queueState.noteFaultOf(queueState.acks);
    }

    /**
     * What {@link #remember} kept.
     *
     * @return a copy
     */
    public Map<String, String> remembered() {
        return queueState.acks.remembered();
    }

    /**
     * The sequence number of the last accepted record.
     *
     * @return the number, 0 before the first
     */
    public long lastSequence() {
        queueState.lock.lock();
        try {
            return queueState.counters.last;
        } finally {
            queueState.lock.unlock();
        }
    }

    /**
     * What the queue has done and holds.
     *
     * @return a consistent view
     */
    public Stats stats() {
        queueState.lock.lock();
        try {
            return queueState.stats();
        } finally {
            queueState.lock.unlock();
        }
    }

    /** Writes what is in memory, stops the thread and releases the lock; deletes the directory when nothing is left in it. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        if (!producer.stop(CLOSE_MILLIS)) {
            LOG.log(System.Logger.Level.WARNING, "the spool " + directory() + " is still being written");
            return;
        }
        try {
            queueState.acks.repair();
            queueState.letters.flush();
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "dead letters, or what was delivered, could not be written to " + directory(),
                    e);
        }
        long left = queueState.closeAll();
        queueState.acks.close();
        queueState.directory.release(queueState.disk, left == 0);
    }
}
