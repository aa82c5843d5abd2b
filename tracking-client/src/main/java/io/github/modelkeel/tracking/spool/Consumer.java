package io.github.modelkeel.tracking.spool;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Hands records out in order, from segments and, when the disk is gone, from memory; takes acknowledgements. */
final class Consumer {
    private final Core core;
    private @Nullable Segment segment;
    private @Nullable FrameReader reader;
    private int generation;
    /** All up to it in the segment are before the reader. */
    private long passed;

    Consumer(Core core) {
        this.core = core;
    }

    List<DurableQueue.Entry> read(long after, int maxRecords, int maxBytes, Duration wait) throws InterruptedException {
        long deadline = System.nanoTime() + saturatedNanos(wait);
        while (true) {
            Batch batch = new Batch(maxRecords, maxBytes);
            core.reading.lockInterruptibly();
            try {
                readInto(batch, after);
            } finally {
                core.reading.unlock();
            }
            if (!batch.entries.isEmpty() || !await(after, deadline)) {
                return batch.entries;
            }
        }
    }

    private static long saturatedNanos(Duration wait) {
        return wait.compareTo(Duration.ofDays(365)) > 0 ? TimeUnit.DAYS.toNanos(365) : wait.toNanos();
    }

    /** Waits until there may be something to read; false when the time is over. */
    private boolean await(long after, long deadline) throws InterruptedException {
        core.lock.lockInterruptibly();
        try {
            while (true) {
                long start = Math.max(after, core.ledger.acked);
                if (!core.closed
                        && (core.segments.firstAfter(start) != null
                                || (core.faults.degraded() && core.memory.countAfter(start) > 0))) {
                    return true;
                }
                long nanos = deadline - System.nanoTime();
                if (nanos <= 0 || core.closed) {
                    return false;
                }
                core.progress.awaitNanos(nanos);
            }
        } finally {
            core.lock.unlock();
        }
    }

    private void readInto(Batch batch, long after) {
        long position = after;
        while (!batch.isFull()) {
            Segment next;
            long limit = 0;
            core.lock.lock();
            try {
                position = Math.max(position, core.ledger.acked);
                next = core.closed ? null : core.segments.firstAfter(position);
                if (next != null) {
                    limit = next.readable();
                } else if (!core.closed && core.faults.degraded()) {
                    readMemory(batch, Math.max(position, core.ledger.written));
                }
                core.ledger.read = Math.max(core.ledger.read, batch.last(0));
            } finally {
                core.lock.unlock();
            }
            if (next == null) {
                return;
            }
            readSegment(next, limit, batch, position);
            position = Math.max(position, batch.last(position));
        }
        core.lock.lock();
        try {
            core.ledger.read = Math.max(core.ledger.read, batch.last(0));
        } finally {
            core.lock.unlock();
        }
    }

    private void readMemory(Batch batch, long after) {
        for (Chunk chunk : core.memory.unwritten()) {
            if (chunk.last() > after) {
                chunk.forEachRecord(after, at -> batch.add(chunk.bytes(), at));
            }
        }
    }

    private void readSegment(Segment from, long limit, Batch batch, long after) {
        try {
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
                throw new IOException(from.file().path() + " is damaged at " + frames.position());
            }
        } catch (IOException e) {
            lose(from, Math.max(passed, after), e);
        }
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
        core.lock.lock();
        try {
            long lost = from.cut(after);
            core.ledger.drop(lost);
            if (from == core.active) {
                core.roll = true;
                core.work.signal();
            }
            core.faults.note(core.directory.path(), lost + " records cannot be read and are dropped", cause);
        } finally {
            core.lock.unlock();
        }
    }

    void acknowledge(long sequence, long delivered) {
        List<Segment> freed;
        long acked;
        core.reading.lock();
        try {
            core.lock.lock();
            try {
                acked = Math.min(sequence, core.ledger.last);
                if (acked <= core.ledger.acked || core.closed) {
                    return;
                }
                long records = core.countAfter(core.ledger.acked) - core.countAfter(acked);
                core.ledger.acknowledge(acked, records, delivered);
                core.memory.acknowledged(acked);
                freed = core.segments.removeAcknowledged(acked, core.active);
                rollWhenEmpty();
                core.room.signalAll();
            } finally {
                core.lock.unlock();
            }
            core.acks.acknowledge(acked, !freed.isEmpty());
            core.noteFaultOf(core.acks);
        } finally {
            core.reading.unlock();
        }
        core.close(freed);
    }

    /** The active segment is freed early when nothing in it is needed, or a small quota would stay full. */
    private void rollWhenEmpty() {
        Segment active = core.active;
        if (active != null && active.fileLast() <= core.ledger.acked && active.size() > core.segmentBytes() / 4) {
            core.roll = true;
            core.work.signal();
        }
    }

    /** What one read returns. */
    private static final class Batch {
        private final List<DurableQueue.Entry> entries = new ArrayList<>();
        private final int maxRecords;
        private final int maxBytes;
        private long bytes;
        private boolean full;

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
