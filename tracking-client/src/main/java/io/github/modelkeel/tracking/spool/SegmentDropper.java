package io.github.modelkeel.tracking.spool;

import io.github.modelkeel.tracking.spool.file.FrameReader;
import io.github.modelkeel.tracking.spool.file.SegmentFile;
import io.github.modelkeel.tracking.spool.file.SegmentHeader;
import io.github.modelkeel.tracking.spool.frame.Chunk;
import io.github.modelkeel.tracking.spool.frame.Compaction;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Gives up the oldest droppable records on disk when the quota is full. For the thread that writes only. */
final class SegmentDropper {
    private static final int BUFFER = 256 << 10;

    private final QueueState queueState;
    private final SegmentWriter writer;

    SegmentDropper(QueueState queueState, SegmentWriter writer) {
        this.queueState = queueState;
        this.writer = writer;
    }

    /** Makes room for a chunk; when there is nothing older to give up, the chunk loses its own droppable records. */
    void makeRoom(Chunk chunk) throws IOException {
        while (exceeds(chunk)) {
            if (!dropOldest()) {
                queueState.lock.lock();
                try {
                    queueState.counters.drop(queueState.writeBuffer.dropWritable(chunk, queueState.counters.read));
                } finally {
                    queueState.lock.unlock();
                }
                return;
            }
        }
    }

    private boolean exceeds(Chunk chunk) {
        queueState.lock.lock();
        try {
            return queueState.segments.bytes() + chunk.used() > queueState.settings.quotaBytes();
        } finally {
            queueState.lock.unlock();
        }
    }

    /** Rewrites the oldest segment that holds droppable records which the consumer has not read; false when there is none. */
    private boolean dropOldest() throws IOException {
        queueState.reading.lock();
        try {
            long read;
            Segment segment;
            queueState.lock.lock();
            try {
                read = queueState.counters.read;
                segment = queueState.segments.firstDroppable(read);
            } finally {
                queueState.lock.unlock();
            }
            if (segment == null) {
                return false;
            }
            if (segment == queueState.active) {
                writer.roll();
            }
            new Rewrite(segment, read).run();
            return true;
        } finally {
            queueState.reading.unlock();
        }
    }

    /** One segment, copied without what is dropped: behind the one before it when it has become small, else in its own place. */
    private final class Rewrite {
        private final Segment segment;
        private final long after;
        private final Compaction compaction = new Compaction();
        private long written;

        Rewrite(Segment segment, long after) {
            this.segment = segment;
            this.after = after;
        }

        void run() throws IOException {
            FrameReader reader = new FrameReader(segment.file(), segment.header);
            takeUntilFull(reader);
            Segment previous = before();
            boolean whole = reader.position() >= segment.readable();
            if (whole && compaction.kept.count() == 0 && previous == null) {
                replaced(null, null);
            } else if (whole && previous != null && takes(previous)) {
                previous.file().write(previous.readable(), compaction.bytes, compaction.used);
                previous.file().force();
                replaced(previous, null);
            } else {
                Path path = segment.file().path();
                replaced(null, SegmentFile.create(queueState.disk, path, file -> write(file, reader)));
            }
        }

        private void takeUntilFull(FrameReader reader) throws IOException {
            while (compaction.used < BUFFER && reader.next(segment.readable())) {
                compaction.take(reader.buffer(), reader.at(), after);
            }
            if (reader.damaged()) {
                throw new IOException(segment.file().path() + " is damaged at " + reader.position());
            }
        }

        private void write(RandomAccessFile file, FrameReader reader) throws IOException {
            byte[] header = SegmentHeader.encode(segment.first(), segment.header.entries());
            queueState.disk.write(file, 0, header, 0, header.length);
            written = header.length;
            while (compaction.used > 0) {
                queueState.disk.write(file, written, compaction.bytes, 0, compaction.used);
                written += compaction.used;
                compaction.drained();
                takeUntilFull(reader);
            }
            // some systems do not put a file in the place of an open one
            segment.file().close();
        }

        private @Nullable Segment before() {
            queueState.lock.lock();
            try {
                return queueState.segments.before(segment);
            } finally {
                queueState.lock.unlock();
            }
        }

        private boolean takes(Segment previous) {
            return previous.last() + 1 == segment.first()
                    && previous.size() == previous.readable()
                    && previous.size() + compaction.used <= queueState.segmentBytes();
        }

        private void replaced(@Nullable Segment into, @Nullable SegmentFile smaller) {
            queueState.lock.lock();
            try {
                queueState.counters.drop(compaction.dropped);
                segment.nothingDroppableLeft();
                if (smaller != null) {
                    queueState.segments.resized(written - segment.size());
                    segment.replace(smaller, compaction.kept, written);
                } else {
                    queueState.segments.remove(segment);
                }
                if (into != null) {
                    into.append(compaction.kept, segment.last(), compaction.used, 0);
                    into.markForced();
                    queueState.segments.resized(compaction.used);
                }
                queueState.room.signalAll();
            } finally {
                queueState.lock.unlock();
            }
            if (smaller == null) {
                segment.file().close();
                SegmentFile.deleteQuietly(queueState.disk, segment.file().path());
            }
        }
    }
}
