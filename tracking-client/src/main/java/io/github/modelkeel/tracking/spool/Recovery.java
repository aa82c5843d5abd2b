package io.github.modelkeel.tracking.spool;

import io.github.modelkeel.tracking.spool.file.AckLog;
import io.github.modelkeel.tracking.spool.file.DamagedTail;
import io.github.modelkeel.tracking.spool.file.Disk;
import io.github.modelkeel.tracking.spool.file.FrameReader;
import io.github.modelkeel.tracking.spool.file.SegmentFile;
import io.github.modelkeel.tracking.spool.file.SegmentHeader;
import io.github.modelkeel.tracking.spool.file.SpoolDirectory;
import io.github.modelkeel.tracking.spool.frame.Frame;
import io.github.modelkeel.tracking.spool.frame.Sequences;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads what a process left behind. A segment is read up to the first frame that is not as it was written; what follows is kept in a
 * file of its own and cut off. Each step can be interrupted at any time and repeated.
 */
final class Recovery {
    private final QueueState queueState;
    private final Path directory;
    private long expected = -1;
    private boolean missing;
    /** The last record seen in what was cut off; a later segment may hold it as well. */
    private long beyond = -1;

    private int droppables;

    private Recovery(QueueState queueState) {
        this.queueState = queueState;
        this.directory = queueState.directory.path();
    }

    static QueueState recover(SpoolSettings settings, Tuning tuning, Disk disk, SpoolDirectory directory)
            throws IOException {
        for (Path file : SpoolDirectory.files(directory.path(), SegmentFile.TEMPORARY)) {
            disk.delete(file);
        }
        AckLog acks = AckLog.recover(disk, directory.path());
        QueueState queueState = new QueueState(settings, tuning, disk, directory, acks);
        new Recovery(queueState).run();
        return queueState;
    }

    private void run() throws IOException {
        Counters counters = queueState.counters;
        counters.acked = queueState.acks.acked();
        long now = System.nanoTime();
        for (Path path : SpoolDirectory.files(directory, SpoolDirectory.SEGMENT)) {
            SegmentFile file = new SegmentFile(queueState.disk, path);
            try {
                segment(file);
                long age = System.currentTimeMillis() - path.toFile().lastModified();
                queueState.arrivalTimes.mark(expected - 1, now - Math.max(0, age) * 1_000_000);
            } finally {
                file.close();
            }
        }
        expect(beyond + 1);
        counters.last = Math.max(expected - 1, counters.acked);
        counters.read = counters.acked;
        counters.written = counters.last;
        counters.forced = counters.last;
        queueState.close(queueState.segments.removeAcknowledged(counters.acked, null));
        counters.accepted = queueState.pending();
        if (counters.lost > 0) {
            System.getLogger(Recovery.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "the spool " + directory + " has lost " + counters.lost
                                    + " records; what is damaged is kept in files named " + SpoolDirectory.CORRUPT);
        }
    }

    private void segment(SegmentFile file) throws IOException {
        Optional<SegmentHeader> header = SegmentHeader.read(file);
        if (header.isEmpty()) {
            missing |= file.length() > 0;
            keepCorrupt(file, 0);
            delete(file);
            return;
        }
        queueState.acks.describe(header.get().entries());
        expect(header.get().first());
        FrameReader reader = new FrameReader(file, header.get());
        Sequences live = new Sequences();
        droppables = 0;
        for (long length = file.length(); reader.next(length); ) {
            take(reader, live);
        }
        long end = reader.position();
        if (reader.damaged()) {
            beyond = Math.max(beyond, DamagedTail.lastSequence(file, end, reader.expected()));
            keepCorrupt(file, end);
            file.truncate(end);
            file.force();
        }
        if (end == header.get().length()) {
            delete(file);
        } else {
            keep(file, header.get(), live, end, reader.expected());
        }
    }

    private void keep(SegmentFile file, SegmentHeader header, Sequences live, long end, long next) {
        Segment segment = new Segment(header, file);
        segment.append(live, Math.max(next, expected) - 1, end - header.length(), droppables);
        segment.markForced();
        queueState.segments.add(segment);
        expected = segment.last() + 1;
    }

    /** Records that an earlier segment holds as well were written twice, after a fault of the disk. */
    private void take(FrameReader reader, Sequences live) {
        if (reader.type() != Frame.SKIP && reader.sequence() >= expected) {
            live.add(reader.sequence(), reader.sequence());
            if (reader.type() == Frame.DROPPABLE) {
                droppables++;
            }
        }
    }

    /** What is missing between two segments is lost, unless it was acknowledged. */
    private void expect(long first) {
        long from = expected < 0 ? (missing ? queueState.counters.acked + 1 : first) : expected;
        queueState.counters.lost += Math.max(0, first - Math.max(from, queueState.counters.acked + 1));
        expected = Math.max(expected, first);
    }

    /** Keeps what follows a place in a file of its own, before it is cut off. */
    private void keepCorrupt(SegmentFile file, long from) throws IOException {
        long to = file.length();
        if (from == to) {
            return;
        }
        String name = file.path().getFileName() + "." + from + SpoolDirectory.CORRUPT;
        SegmentFile.create(queueState.disk, file.path().resolveSibling(name), copy -> file.copyTo(copy, from, to))
                .close();
    }

    private void delete(SegmentFile file) throws IOException {
        file.close();
        queueState.disk.delete(file.path());
        queueState.disk.forceDirectory(directory);
    }
}
