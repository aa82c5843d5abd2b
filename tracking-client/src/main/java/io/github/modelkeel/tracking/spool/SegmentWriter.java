package io.github.modelkeel.tracking.spool;

import io.github.modelkeel.tracking.spool.file.SegmentFile;
import io.github.modelkeel.tracking.spool.file.SegmentHeader;
import io.github.modelkeel.tracking.spool.file.SpoolDirectory;
import io.github.modelkeel.tracking.spool.frame.Chunk;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes chunks into segments, forces them and starts new ones. For the thread that writes only. */
final class SegmentWriter {
    private static final int MAX_OPEN = 64;

    private final QueueState queueState;
    private int fileNumber;

    SegmentWriter(QueueState queueState) {
        this.queueState = queueState;
        this.fileNumber = queueState.segments.size();
    }

    /** Writes a chunk behind all others. When this fails, what was written of it is cut off or left to recovery. */
    void write(Chunk chunk) throws IOException {
        Segment segment = queueState.active;
        if (segment != null && mustRoll(segment, chunk)) {
            roll();
            segment = null;
        }
        if (segment == null) {
            segment = begin(chunk.first());
        }
        try {
            segment.file().write(segment.readable(), chunk.bytes(), chunk.used());
        } catch (IOException e) {
            truncate(segment.file(), segment.readable(), e);
            throw e;
        }
        queueState.lock.lock();
        try {
            segment.append(chunk);
            queueState.segments.resized(chunk.used());
            queueState.writeBuffer.written(chunk);
            queueState.counters.written = chunk.last();
            queueState.arrivalTimes.mark(chunk.last(), queueState.writeBuffer.activeSince());
            queueState.progress.signalAll();
        } finally {
            queueState.lock.unlock();
        }
    }

    private boolean mustRoll(Segment segment, Chunk chunk) {
        boolean full = segment.readable() > segment.header.length()
                && segment.readable() + chunk.used() > queueState.segmentBytes();
        return full || queueState.roll || segment.last() + 1 != chunk.first();
    }

    private static void truncate(SegmentFile file, long length, IOException first) {
        try {
            file.truncate(length);
        } catch (IOException e) {
            first.addSuppressed(e);
        }
    }

    private Segment begin(long first) throws IOException {
        byte[] bytes = SegmentHeader.encode(first, queueState.acks.header());
        String name = String.format(Locale.ROOT, "%016x-%08x%s", first, ++fileNumber, SpoolDirectory.SEGMENT);
        SegmentFile file =
                SegmentFile.create(queueState.disk, queueState.directory.path().resolve(name), bytes);
        Segment segment = new Segment(new SegmentHeader(first, queueState.acks.header(), bytes.length), file);
        queueState.lock.lock();
        try {
            queueState.segments.add(segment);
            queueState.active = segment;
        } finally {
            queueState.lock.unlock();
        }
        return segment;
    }

    /** Ends the active segment. */
    void roll() throws IOException {
        force();
        end();
    }

    private void end() {
        Segment ended = queueState.active;
        List<Segment> freed;
        queueState.lock.lock();
        try {
            queueState.active = null;
            queueState.roll = false;
            freed = queueState.segments.removeAcknowledged(queueState.counters.acked, null);
            queueState.room.signalAll();
        } finally {
            queueState.lock.unlock();
        }
        queueState.close(freed);
        if (ended != null && ended.isForced() && queueState.segments.size() > MAX_OPEN) {
            ended.file().close();
        }
    }

    /** Makes all that is written durable. When that fails it counts as not written, and goes into a new segment. */
    void force() throws IOException {
        Segment segment = queueState.active;
        if (segment == null) {
            return;
        }
        try {
            if (!segment.file().exists()) {
                throw new NoSuchFileException(segment.file().path().toString(), null, "deleted while in use");
            }
            segment.file().force();
        } catch (NoSuchFileException e) {
            end();
            throw e;
        } catch (IOException e) {
            rollBack(segment);
            throw e;
        }
        queueState.lock.lock();
        try {
            segment.markForced();
            forcedAll();
        } finally {
            queueState.lock.unlock();
        }
    }

    private void forcedAll() {
        queueState.counters.forced = queueState.counters.written;
        queueState.writeBuffer.forced(queueState.counters.forced);
        queueState.room.signalAll();
        queueState.progress.signalAll();
    }

    private void rollBack(Segment segment) {
        queueState.lock.lock();
        try {
            segment.rollBack();
            queueState.counters.written = queueState.counters.forced;
            queueState.writeBuffer.restore();
            queueState.active = null;
        } finally {
            queueState.lock.unlock();
        }
    }

    /** After a failed write: nothing more goes into this segment, and what is in it is made durable. */
    void abandon() throws IOException {
        if (queueState.active != null) {
            roll();
        }
    }

    /** Puts back what is missing from the directory while its files are still open, and forces what never was. */
    void repair() throws IOException {
        List<Segment> all;
        queueState.lock.lock();
        try {
            all = new ArrayList<>(queueState.segments.all());
        } finally {
            queueState.lock.unlock();
        }
        for (Segment segment : all) {
            repair(segment);
        }
        // also the active one, which is continued when only the log of what was delivered had a fault
        queueState.lock.lock();
        try {
            forcedAll();
        } finally {
            queueState.lock.unlock();
        }
    }

    private void repair(Segment segment) throws IOException {
        if (segment.file().exists()) {
            if (!segment.isForced()) {
                segment.file().force();
                markForced(segment, null);
            }
            return;
        }
        long length = segment.readable();
        try {
            SegmentFile lost = segment.file();
            segment.file().readFully(0, new byte[1], 1);
            markForced(segment, SegmentFile.create(queueState.disk, lost.path(), file -> lost.copyTo(file, 0, length)));
        } catch (NoSuchFileException e) {
            lose(segment, e);
        }
    }

    /** The file is gone and was not open: its records are. */
    private void lose(Segment segment, IOException cause) {
        queueState.lock.lock();
        try {
            queueState.counters.drop(segment.cut(Math.max(queueState.counters.acked, queueState.counters.read)));
            queueState.diskHealth.note(
                    queueState.directory.path(), "a segment was deleted, its records are dropped", cause);
        } finally {
            queueState.lock.unlock();
        }
        markForced(segment, null);
    }

    private void markForced(Segment segment, @Nullable SegmentFile again) {
        queueState.reading.lock();
        queueState.lock.lock();
        try {
            if (again != null) {
                segment.reopen(again);
            }
            segment.markForced();
        } finally {
            queueState.lock.unlock();
            queueState.reading.unlock();
        }
    }
}
