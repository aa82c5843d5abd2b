package io.github.modelkeel.tracking.spool;

import io.github.modelkeel.tracking.spool.file.FrameReader;
import io.github.modelkeel.tracking.spool.frame.Chunk;
import io.github.modelkeel.tracking.spool.frame.Entry;
import io.github.modelkeel.tracking.spool.frame.Frame;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Hands records out in order, from segments and, when the disk is gone, from memory; takes acknowledgements. */
final class Consumer {
    /** For so long a segment is read again that the system does not give. */
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(10);

    /** What is read is not what was written. */
    private static final class DamagedSegmentException extends IOException {
        private static final long serialVersionUID = 1L;

        DamagedSegmentException(String message) {
            super(message);
        }
    }

    private final QueueState queueState;
    private @Nullable Segment segment;
    private @Nullable FrameReader reader;
    private int generation;
    /** All up to it in the segment are before the reader. */
    private long passed;

    /** Since when a segment could not be read, in the time of {@link System#nanoTime}; 0 when it could. */
    private long failingSince;

    Consumer(QueueState queueState) {
        this.queueState = queueState;
    }

    List<Entry> read(long after, int maxRecords, int maxBytes, Duration wait) throws InterruptedException {
        long deadline = System.nanoTime() + saturatedNanos(wait);
        while (true) {
            Batch batch = new Batch(maxRecords, maxBytes);
            queueState.reading.lockInterruptibly();
            try {
                readInto(batch, after);
            } finally {
                queueState.reading.unlock();
            }
            if (!batch.entries.isEmpty() || batch.postponed || !await(after, deadline)) {
                return batch.entries;
            }
        }
    }

    private static long saturatedNanos(Duration wait) {
        return wait.compareTo(Duration.ofDays(365)) > 0 ? TimeUnit.DAYS.toNanos(365) : wait.toNanos();
    }

    /** Waits until there may be something to read; false when the time is over. */
    private boolean await(long after, long deadline) throws InterruptedException {
        queueState.lock.lockInterruptibly();
        try {
            while (true) {
                long start = Math.max(after, queueState.counters.acked);
                if (!queueState.closed
                        && (queueState.segments.firstAfter(start) != null
                                || (queueState.diskHealth.degraded()
                                        && queueState.writeBuffer.countAfter(start) > 0))) {
                    return true;
                }
                long nanos = deadline - System.nanoTime();
                if (nanos <= 0 || queueState.closed) {
                    return false;
                }
                queueState.progress.awaitNanos(nanos);
            }
        } finally {
            queueState.lock.unlock();
        }
    }

    private void readInto(Batch batch, long after) {
        long position = after;
        while (!batch.isFull()) {
            Segment next;
            long limit = 0;
            queueState.lock.lock();
            try {
                position = Math.max(position, queueState.counters.acked);
                next = queueState.closed ? null : queueState.segments.firstAfter(position);
                if (next != null) {
                    limit = next.readable();
                } else if (!queueState.closed && queueState.diskHealth.degraded()) {
                    readMemory(batch, Math.max(position, queueState.counters.written));
                }
                queueState.counters.read = Math.max(queueState.counters.read, batch.last(0));
            } finally {
                queueState.lock.unlock();
            }
            if (next == null) {
                return;
            }
            readSegment(next, limit, batch, position);
            position = Math.max(position, batch.last(position));
        }
        queueState.lock.lock();
        try {
            queueState.counters.read = Math.max(queueState.counters.read, batch.last(0));
        } finally {
            queueState.lock.unlock();
        }
    }

    private void readMemory(Batch batch, long after) {
        for (Chunk chunk : queueState.writeBuffer.unwritten()) {
            if (chunk.last() > after) {
                chunk.forEachRecord(after, at -> batch.add(chunk.bytes(), at));
            }
        }
    }

    private void readSegment(Segment from, long limit, Batch batch, long after) {
        boolean read = false;
        try {
            readFrames(from, limit, batch, after);
            read = true;
            failingSince = 0;
        } catch (DamagedSegmentException | NoSuchFileException e) {
            lose(from, Math.max(passed, after), e);
        } catch (IOException e) { // too many open files, as a rule
            postpone(from, batch, after, e);
        } finally {
            if (!read) {
                reader = null; // without memory, it may be behind a record that is not handed out
            }
        }
    }

    private void readFrames(Segment from, long limit, Batch batch, long after) throws IOException {
        FrameReader frames = reader(from, after);
        long before = batch.last(after);
        while (!batch.isFull() && frames.next(limit)) {
            boolean wanted = frames.type() != Frame.SKIP && frames.sequence() > after;
            if (wanted && !batch.add(frames.buffer(), frames.at())) {
                frames.back();
                return;
            }
            passed = frames.expected() - 1;
        }
        if (frames.damaged() || (!batch.isFull() && batch.last(after) == before)) {
            throw new DamagedSegmentException(from.file().path() + " is damaged at " + frames.position());
        }
    }

    private void postpone(Segment from, Batch batch, long after, IOException cause) {
        long now = System.nanoTime();
        failingSince = failingSince == 0 ? now : failingSince;
        if (now - failingSince > PATIENCE) {
            failingSince = 0;
            lose(from, Math.max(passed, after), cause);
            return;
        }
        queueState.note("a segment cannot be read now, and is read again later", cause);
        batch.full = true;
        batch.postponed = true;
    }

    private FrameReader reader(Segment from, long after) {
        FrameReader open = reader;
        if (open == null || segment != from || generation != from.generation() || passed > after) {
            open = new FrameReader(from.file(), from.header);
            reader = open;
            segment = from;
            generation = from.generation();
            passed = from.first() - 1;
        }
        return open;
    }

    /** What cannot be read any more is dropped and counted; the file stays until all before it is acknowledged. */
    private void lose(Segment from, long after, IOException cause) {
        queueState.lock.lock();
        try {
            long lost = from.cut(after);
            queueState.counters.drop(lost);
            if (from == queueState.active) {
                queueState.roll = true;
                queueState.work.signal();
            }
            queueState.diskHealth.note(
                    queueState.directory.path(), lost + " records cannot be read and are dropped", cause);
        } finally {
            queueState.lock.unlock();
        }
    }

    void acknowledge(long sequence, long delivered) {
        List<Segment> freed;
        long acked;
        queueState.reading.lock();
        try {
            queueState.lock.lock();
            try {
                acked = Math.min(sequence, queueState.counters.last);
                if (acked <= queueState.counters.acked || queueState.closed) {
                    return;
                }
                long records = queueState.countAfter(queueState.counters.acked) - queueState.countAfter(acked);
                queueState.counters.acknowledge(acked, records, delivered);
                queueState.writeBuffer.acknowledged(acked);
                freed = queueState.segments.removeAcknowledged(acked, queueState.active);
                rollWhenEmpty();
                queueState.room.signalAll();
            } finally {
                queueState.lock.unlock();
            }
            queueState.acks.acknowledge(acked, !freed.isEmpty());
            queueState.noteFaultOf(queueState.acks);
        } finally {
            queueState.reading.unlock();
        }
        queueState.close(freed);
    }

    /** The active segment is freed early when nothing in it is needed, or a small quota would stay full. */
    private void rollWhenEmpty() {
        Segment active = queueState.active;
        if (active != null
                && active.fileLast() <= queueState.counters.acked
                && active.size() > queueState.segmentBytes() / 4) {
            queueState.roll = true;
            queueState.work.signal();
        }
    }

    /** What one read returns. */
    private static final class Batch {
        private final List<Entry> entries = new ArrayList<>();
        private final int maxRecords;
        private final int maxBytes;
        private long bytes;
        private boolean full;
        /** Not now: what is there cannot be read. */
        private boolean postponed;

        Batch(int maxRecords, int maxBytes) {
            this.maxRecords = maxRecords;
            this.maxBytes = maxBytes;
        }

        boolean isFull() {
            return full || entries.size() >= maxRecords;
        }

        /** Adds the record at a place, unless there is no room for it; a first record always fits. */
        boolean add(byte[] frames, int at) {
            bytes += Frame.length(frames, at);
            full |= isFull() || (!entries.isEmpty() && bytes > maxBytes);
            if (!full) {
                entries.add(Frame.entry(frames, at));
            }
            return !full;
        }

        long last(long otherwise) {
            return entries.isEmpty()
                    ? otherwise
                    : entries.get(entries.size() - 1).sequence();
        }
    }
}
