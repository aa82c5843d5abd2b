package io.github.modelkeel.tracking.spool;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes chunks into segments, forces them and starts new ones. For the thread that writes only. */
final class SegmentWriter {
    private static final int MOST_OPEN = 64;

    private final Core core;
    private int fileNumber;

    SegmentWriter(Core core) {
        this.core = core;
        this.fileNumber = core.segments.size();
    }

    /** Writes a chunk behind all others. When this fails, what was written of it is cut off or left to recovery. */
    void write(Chunk chunk) throws IOException {
        Segment segment = core.active;
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
        core.lock.lock();
        try {
            segment.append(chunk);
            core.segments.resized(chunk.used());
            core.memory.written(chunk);
            core.ledger.written = chunk.last();
            core.ages.mark(chunk.last(), core.memory.activeSince());
            core.progress.signalAll();
        } finally {
            core.lock.unlock();
        }
    }

    private boolean mustRoll(Segment segment, Chunk chunk) {
        boolean full =
                segment.readable() > segment.header.length() && segment.readable() + chunk.used() > core.segmentBytes();
        return full || core.roll || segment.last() + 1 != chunk.first();
    }

    private static void truncate(SegmentFile file, long length, IOException first) {
        try {
            file.truncate(length);
        } catch (IOException e) {
            first.addSuppressed(e);
        }
    }

    private Segment begin(long first) throws IOException {
        byte[] bytes = SegmentHeader.encode(first, core.acks.header());
        String name = String.format(Locale.ROOT, "%016x-%08x%s", first, ++fileNumber, SpoolDirectory.SEGMENT);
        SegmentFile file = SegmentFile.create(core.disk, core.directory.path().resolve(name), bytes);
        Segment segment = new Segment(new SegmentHeader(first, core.acks.header(), bytes.length), file);
        core.lock.lock();
        try {
            core.segments.add(segment);
            core.active = segment;
        } finally {
            core.lock.unlock();
        }
        return segment;
    }

    /** Ends the active segment. */
    void roll() throws IOException {
        force();
        end();
    }

    private void end() {
        Segment ended = core.active;
        List<Segment> freed;
        core.lock.lock();
        try {
            core.active = null;
            core.roll = false;
            freed = core.segments.removeAcknowledged(core.ledger.acked, null);
            core.room.signalAll();
        } finally {
            core.lock.unlock();
        }
        core.close(freed);
        if (ended != null && ended.isForced() && core.segments.size() > MOST_OPEN) {
            ended.file().close();
        }
    }

    /** Makes all that is written durable. When that fails it counts as not written, and goes into a new segment. */
    void force() throws IOException {
        Segment segment = core.active;
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
        core.lock.lock();
        try {
            segment.markForced();
            forcedAll();
        } finally {
            core.lock.unlock();
        }
    }

    private void forcedAll() {
        core.ledger.forced = core.ledger.written;
        core.memory.forced(core.ledger.forced);
        core.room.signalAll();
        core.progress.signalAll();
    }

    private void rollBack(Segment segment) {
        core.lock.lock();
        try {
            segment.rollBack();
            core.ledger.written = core.ledger.forced;
            core.memory.restore();
            core.active = null;
        } finally {
            core.lock.unlock();
        }
    }

    /** After a failed write: nothing more goes into this segment, and what is in it is made durable. */
    void abandon() throws IOException {
        if (core.active != null) {
            roll();
        }
    }

    /** Puts back what is missing from the directory while its files are still open, and forces what never was. */
    void repair() throws IOException {
        List<Segment> all;
        core.lock.lock();
        try {
            all = new ArrayList<>(core.segments.all());
        } finally {
            core.lock.unlock();
        }
        for (Segment segment : all) {
            repair(segment);
        }
        if (core.active == null) {
            core.lock.lock();
            try {
                forcedAll();
            } finally {
                core.lock.unlock();
            }
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
            markForced(segment, SegmentFile.create(core.disk, lost.path(), file -> lost.copyTo(file, 0, length)));
        } catch (NoSuchFileException e) {
            lose(segment, e);
        }
    }

    /** The file is gone and was not open: its records are. */
    private void lose(Segment segment, IOException cause) {
        core.lock.lock();
        try {
            core.ledger.drop(segment.cut(Math.max(core.ledger.acked, core.ledger.read)));
            core.faults.note(core.directory.path(), "a segment was deleted, its records are dropped", cause);
        } finally {
            core.lock.unlock();
        }
        markForced(segment, null);
    }

    private void markForced(Segment segment, @Nullable SegmentFile again) {
        core.reading.lock();
        core.lock.lock();
        try {
            if (again != null) {
                segment.reopen(again);
            }
            segment.markForced();
        } finally {
            core.lock.unlock();
            core.reading.unlock();
        }
    }
}
