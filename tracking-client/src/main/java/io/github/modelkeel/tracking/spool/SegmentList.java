package io.github.modelkeel.tracking.spool;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The segments of a queue, oldest first. Guarded by the queue's lock. */
final class SegmentList {
    private final List<Segment> segments = new ArrayList<>();
    private long bytes;

    void add(Segment segment) {
        segments.add(segment);
        bytes += segment.size();
    }

    /** Books that a segment's size has changed. */
    void resized(long by) {
        bytes += by;
    }

    long bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return segments.isEmpty();
    }

    int size() {
        return segments.size();
    }

    List<Segment> all() {
        return List.copyOf(segments);
    }

    /** The oldest segment with a record after a sequence number; null when there is none. */
    @Nullable Segment firstAfter(long sequence) {
        for (Segment segment : segments) {
            if (segment.last() > sequence && segment.countAfter(sequence) > 0) {
                return segment;
            }
        }
        return null;
    }

    /** The oldest segment with a record that may be dropped and that the consumer has not read. */
    @Nullable Segment firstDroppable(long after) {
        for (Segment segment : segments) {
            if (segment.hasDroppables() && segment.last() > after) {
                return segment;
            }
        }
        return null;
    }

    @Nullable Segment before(Segment segment) {
        int at = segments.indexOf(segment);
        return at <= 0 ? null : segments.get(at - 1);
    }

    void remove(Segment segment) {
        if (segments.remove(segment)) {
            bytes -= segment.size();
        }
    }

    /** Takes out what holds nothing that is still needed, but never the one being written. */
    List<Segment> removeAcknowledged(long acked, @Nullable Segment active) {
        List<Segment> removed = new ArrayList<>();
        for (Iterator<Segment> all = segments.iterator(); all.hasNext(); ) {
            Segment segment = all.next();
            boolean empty = segment.fileLast() < segment.first();
            if (segment != active && (empty || segment.fileLast() <= acked)) {
                all.remove();
                bytes -= segment.size();
                removed.add(segment);
            }
        }
        return removed;
    }

    /** About the size of the records after a sequence number. */
    long bytesAfter(long sequence) {
        long sum = 0;
        for (Segment segment : segments) {
            sum += segment.bytesAfter(sequence);
        }
        return sum;
    }

    long countAfter(long sequence) {
        long count = 0;
        for (Segment segment : segments) {
            count += segment.countAfter(sequence);
        }
        return count;
    }
}
