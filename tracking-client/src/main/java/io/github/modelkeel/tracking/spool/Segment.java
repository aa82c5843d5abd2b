package io.github.modelkeel.tracking.spool;

import io.github.modelkeel.tracking.spool.file.SegmentFile;
import io.github.modelkeel.tracking.spool.file.SegmentHeader;
import io.github.modelkeel.tracking.spool.frame.Chunk;
import io.github.modelkeel.tracking.spool.frame.Sequences;

/** What is known of one segment. Guarded by the queue's lock, except for its file. */
final class Segment {
    final SegmentHeader header;
    private SegmentFile file;
    private Sequences live = new Sequences();
    /** All up to it are in this segment or were dropped. */
    private long last;
    /** The last sequence number that the file may hold, even if it is not read from it any more. */
    private long fileLast;
    /** Where the records end that are read. */
    private long readable;

    private long size;
    private int droppables;
    private long forcedLast;
    private long forcedReadable;
    private int generation;

    Segment(SegmentHeader header, SegmentFile file) {
        this.header = header;
        this.file = file;
        this.last = header.first() - 1;
        this.fileLast = last;
        this.readable = header.length();
        this.size = readable;
        markForced();
    }

    void append(Chunk chunk) {
        append(chunk.sequences(), chunk.last(), chunk.used(), chunk.droppables());
    }

    void append(Sequences sequences, long newLast, long bytes, int newDroppables) {
        try {
            live.addAll(sequences);
        } catch (OutOfMemoryError e) { // none of them is booked: they are written again
            live.removeAfter(last);
            throw e;
        }
        last = newLast;
        fileLast = newLast;
        readable += bytes;
        size = readable;
        droppables += newDroppables;
    }

    /** Another file with fewer records has taken the place of this one's. */
    void replace(SegmentFile smaller, Sequences kept, long bytes) {
        file.close();
        file = smaller;
        live = kept;
        readable = bytes;
        size = bytes;
        generation++;
        markForced();
    }

    void reopen(SegmentFile again) {
        file.close();
        file = again;
        generation++;
    }

    void markForced() {
        forcedLast = last;
        forcedReadable = readable;
    }

    boolean isForced() {
        return forcedLast == last && forcedReadable == readable;
    }

    /** What was not forced is not read from here any more, but stays in the file: it may be the only copy after a crash. */
    void rollBack() {
        live.removeAfter(forcedLast);
        last = forcedLast;
        readable = forcedReadable;
        generation++;
    }

    /** Nothing after a sequence number can be read; says how many records that are. */
    long cut(long after) {
        long lost = live.countAfter(after);
        live.removeAfter(after);
        droppables = 0;
        generation++;
        return lost;
    }

    void nothingDroppableLeft() {
        droppables = 0;
    }

    SegmentFile file() {
        return file;
    }

    long first() {
        return header.first();
    }

    long last() {
        return last;
    }

    long fileLast() {
        return fileLast;
    }

    long readable() {
        return readable;
    }

    long size() {
        return size;
    }

    boolean hasDroppables() {
        return droppables > 0;
    }

    int generation() {
        return generation;
    }

    long bytesAfter(long sequence) {
        long all = live.count();
        return all == 0 ? 0 : (readable - header.length()) * live.countAfter(sequence) / all;
    }

    long countAfter(long sequence) {
        return live.countAfter(sequence);
    }
}
