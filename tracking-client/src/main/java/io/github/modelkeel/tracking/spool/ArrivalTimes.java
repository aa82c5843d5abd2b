package io.github.modelkeel.tracking.spool;

/** About when each record came: marks that thin out as they become many. Guarded by the queue's lock. */
final class ArrivalTimes {
    private static final int MAX = 1024;

    private final long[] sequences = new long[MAX];
    private final long[] nanos = new long[MAX];
    private int marks;

    /** All up to a sequence number came at this time or before, and those after the mark before it not much earlier. */
    void mark(long sequence, long nanoTime) {
        if (marks == MAX) {
            marks = MAX / 2;
            for (int i = 0; i < marks; i++) {
                sequences[i] = sequences[2 * i + 1];
                nanos[i] = nanos[2 * i];
            }
        }
        sequences[marks] = sequence;
        nanos[marks] = nanoTime;
        marks++;
    }

    /** When a record came, in the time of {@link System#nanoTime}. */
    long came(long sequence, long otherwise) {
        for (int i = 0; i < marks; i++) {
            if (sequences[i] >= sequence) {
                return nanos[i];
            }
        }
        return otherwise;
    }
}
