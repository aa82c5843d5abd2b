package io.github.modelkeel.tracking.spool;

import io.github.modelkeel.tracking.spool.file.AckLog;
import io.github.modelkeel.tracking.spool.file.DeadLetters;
import io.github.modelkeel.tracking.spool.file.Disk;
import io.github.modelkeel.tracking.spool.file.SegmentFile;
import io.github.modelkeel.tracking.spool.file.SpoolDirectory;
import io.github.modelkeel.tracking.spool.frame.WriteBuffer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of a queue share. {@link #lock} guards all of it and is held for no input or output. {@link #reading} is held while
 * the consumer reads or acknowledges, and while the writer gives up records on disk; it is taken before the lock.
 */
final class QueueState {
    final SpoolSettings settings;
    final Tuning tuning;
    final Disk disk;
    final SpoolDirectory directory;
    final AckLog acks;
    final DeadLetters letters;
    final ReentrantLock reading = new ReentrantLock();
    final ReentrantLock lock = new ReentrantLock();
    /** For the writer: something is to be done. */
    final Condition work = lock.newCondition();
    /** For those who append: there may be room. */
    final Condition room = lock.newCondition();
    /** For all who wait for records to be written, forced or readable. */
    final Condition progress = lock.newCondition();

    final WriteBuffer writeBuffer;
    final SegmentList segments = new SegmentList();
    final Counters counters = new Counters();
    final DiskHealth diskHealth;
    final ArrivalTimes arrivalTimes = new ArrivalTimes();

    @Nullable Segment active;

    boolean closed;
    /** The JVM ends: no append may rely on a later write. */
    boolean writeThrough;
    /** A caller waits: write and force now. */
    boolean hurry;
    /** The active segment holds nothing that is needed any more, or cannot be continued. */
    boolean roll;

    QueueState(SpoolSettings settings, Tuning tuning, Disk disk, SpoolDirectory directory, AckLog acks) {
        this.settings = settings;
        this.tuning = tuning;
        this.disk = disk;
        this.directory = directory;
        this.acks = acks;
        this.letters = new DeadLetters(disk, directory.path());
        this.writeBuffer = new WriteBuffer(settings.queueBytes(), segmentBytes());
        this.diskHealth = new DiskHealth(tuning);
    }

    long segmentBytes() {
        return Math.min(settings.segmentBytes(), Math.max(4096, settings.quotaBytes() / 4));
    }

    boolean forcesAlways() {
        return settings.durability() == SpoolSettings.Durability.POWER_LOSS;
    }

    /** Whether an append returns only when its record is on disk. */
    boolean waitsForDisk() {
        return writeThrough || settings.acknowledgeOnWrite() || forcesAlways();
    }

    /** All up to it are as durable as the settings promise. */
    long durable() {
        return forcesAlways() ? counters.forced : counters.written;
    }

    /** Records that the consumer has not acknowledged, counted where they are. */
    long pending() {
        return countAfter(counters.acked) - counters.deadAhead.size();
    }

    long countAfter(long sequence) {
        return segments.countAfter(sequence) + writeBuffer.countAfter(sequence);
    }

    Stats stats() {
        long pending = pending();
        long now = System.nanoTime();
        long waiting = pending == 0 ? 0 : now - arrivalTimes.came(counters.acked + 1, writeBuffer.activeSince());
        return new Stats(
                counters.accepted,
                counters.acknowledged,
                counters.deadLettered,
                counters.dropped,
                counters.lost,
                pending,
                segments.bytesAfter(counters.acked) + writeBuffer.pendingBytes(),
                segments.bytes(),
                Math.max(0, waiting / 1_000_000),
                diskHealth.degraded(),
                diskHealth.lastFault());
    }

    void close(List<Segment> freed) {
        for (Segment segment : freed) {
            segment.file().close();
            SegmentFile.deleteQuietly(disk, segment.file().path());
        }
    }

    void degrade(Throwable fault) {
        lock.lock();
        try {
            diskHealth.degrade(directory.path(), fault);
        } finally {
            lock.unlock();
        }
    }

    /** When no thread reads or writes any more: drops what never reached the disk, and says how many records are left there. */
    long closeAll() {
        reading.lock();
        lock.lock();
        try {
            long unwritten = writeBuffer.countAfter(counters.acked);
            if (unwritten > 0) {
                counters.drop(unwritten);
                System.getLogger(QueueState.class.getName())
                        .log(
                                System.Logger.Level.WARNING,
                                "the spool " + directory.path() + " could not be written: " + unwritten
                                        + " records are dropped");
            }
            writeBuffer.clear();
            segments.all().forEach(segment -> segment.file().close());
            return pending();
        } finally {
            lock.unlock();
            reading.unlock();
        }
    }

    void noteFaultOf(AckLog log) {
        IOException fault = log.fault();
        if (fault != null) {
            note("the log of what was delivered cannot be written: after a crash it is delivered again", fault);
        }
    }

    void note(String what, Throwable fault) {
        lock.lock();
        try {
            diskHealth.note(directory.path(), what, fault);
        } finally {
            lock.unlock();
        }
    }
}
