package io.github.modelkeel.tracking.spool;

import java.util.TreeSet;

/** A queue's counters and marks. Guarded by the queue's lock. */
final class Counters {
    long accepted;
    long acknowledged;
    long deadLettered;
    long dropped;
    long lost;
    /** The last sequence number given out. */
    long last;
    /** All up to it are in segments. */
    long written;
    /** All up to it are on the disk. */
    long forced;
    /** All up to it were acknowledged. */
    long acked;
    /** All up to it were handed to the consumer, who may be delivering them. */
    long read;

    /** Dead letters that are not acknowledged yet. */
    final TreeSet<Long> deadAhead = new TreeSet<>();

    /** Books an acknowledgement of everything up to a sequence number, with the numbers of records and of delivered ones among them. */
    void acknowledge(long sequence, long records, long delivered) {
        int dead = deadAhead.headSet(sequence, true).size();
        deadAhead.headSet(sequence, true).clear();
        long sent = Math.min(delivered, records - dead);
        acknowledged += sent;
        dropped += records - dead - sent;
        acked = sequence;
        read = Math.max(read, sequence);
    }

    void deadLetter(long sequence) {
        if (sequence > acked && deadAhead.add(sequence)) {
            deadLettered++;
        }
    }

    /** Counts records that are dropped. */
    void drop(long records) {
        dropped += records;
    }
}
