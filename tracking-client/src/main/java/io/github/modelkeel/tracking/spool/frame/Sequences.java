package io.github.modelkeel.tracking.spool.frame;

import java.util.Arrays;

/** Which sequence numbers a segment holds: ascending ranges, usually one. Not thread-safe. */
public final class Sequences {
    private long[] first = new long[1];
    private long[] last = new long[1];
    /** How many numbers are before each range. */
    private long[] before = new long[1];

    private int ranges;

    /** Adds a range that starts after all that is held. */
    public void add(long from, long to) {
        if (ranges > 0 && last[ranges - 1] + 1 == from) {
            last[ranges - 1] = to;
            return;
        }
        long count = count();
        if (ranges == first.length) {
            long[] moreFirst = Arrays.copyOf(first, ranges * 2); // all three, or none when there is no memory
            long[] moreLast = Arrays.copyOf(last, ranges * 2);
            before = Arrays.copyOf(before, ranges * 2);
            first = moreFirst;
            last = moreLast;
        }
        first[ranges] = from;
        last[ranges] = to;
        before[ranges] = count;
        ranges++;
    }

    public void addAll(Sequences later) {
        for (int i = 0; i < later.ranges; i++) {
            add(later.first[i], later.last[i]);
        }
    }

    public long count() {
        return ranges == 0 ? 0 : before[ranges - 1] + last[ranges - 1] - first[ranges - 1] + 1;
    }

    /** How many numbers are held that are not larger. */
    long countUpTo(long sequence) {
        int at = Arrays.binarySearch(first, 0, ranges, sequence);
        int range = at >= 0 ? at : -at - 2;
        return range < 0 ? 0 : before[range] + Math.min(sequence, last[range]) - first[range] + 1;
    }

    public long countAfter(long sequence) {
        return count() - countUpTo(sequence);
    }

    public void removeAfter(long sequence) {
        while (ranges > 0 && first[ranges - 1] > sequence) {
            ranges--;
        }
        if (ranges > 0) {
            last[ranges - 1] = Math.min(last[ranges - 1], sequence);
        }
    }
}
