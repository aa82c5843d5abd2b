package io.github.modelkeel.validation.check;

import java.util.Arrays;

/** A set of keys of 128 bits, of which each also has a mark: whether it came again. At most {@link #limit()} are kept. Not thread-safe. */
final class KeySet {
    /** Whether a key was there. */
    enum Found {
        NEW,
        ONCE,
        AGAIN,
        FULL
    }

    private static final int FIRST_CAPACITY = 1 << 10;

    private final int limit;

    /** Two longs each; all zero where there is no key, which the first long of a key never is. */
    private long[] table = new long[2 * FIRST_CAPACITY];

    private long[] marks = new long[FIRST_CAPACITY / Long.SIZE];
    private int size;
    private boolean full;

    KeySet(int limit) {
        this.limit = limit;
    }

    int limit() {
        return limit;
    }

    /** Whether a key was not kept. */
    boolean isFull() {
        return full;
    }

    /** Adds a key whose first long is not 0. */
    Found add(long high, long low) {
        int slot = find(table, high, low);
        if (table[2 * slot] != 0) {
            long bit = 1L << (slot % Long.SIZE);
            boolean marked = (marks[slot / Long.SIZE] & bit) != 0;
            marks[slot / Long.SIZE] |= bit;
            return marked ? Found.AGAIN : Found.ONCE;
        }
        if (size == limit) {
            full = true;
            return Found.FULL;
        }
        table[2 * slot] = high;
        table[2 * slot + 1] = low;
        size++;
        if (size > table.length / 2 / 5 * 4) {
            grow();
        }
        return Found.NEW;
    }

    private static int find(long[] table, long high, long low) {
        int mask = table.length / 2 - 1;
        int slot = mix(high, low) & mask;
        while (table[2 * slot] != 0 && (table[2 * slot] != high || table[2 * slot + 1] != low)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** The end of MurmurHash3 (A. Appleby). */
    private static int mix(long high, long low) {
        long mixed = low ^ (high * 0x9E3779B97F4A7C15L);
        mixed = (mixed ^ (mixed >>> 33)) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return (int) (mixed ^ (mixed >>> 33));
    }

    private void grow() {
        long[] larger = new long[table.length * 2];
        long[] moved = new long[marks.length * 2];
        Arrays.fill(moved, 0);
        for (int slot = 0; slot < table.length / 2; slot++) {
            if (table[2 * slot] != 0) {
                int to = find(larger, table[2 * slot], table[2 * slot + 1]);
                larger[2 * to] = table[2 * slot];
                larger[2 * to + 1] = table[2 * slot + 1];
                if ((marks[slot / Long.SIZE] & (1L << (slot % Long.SIZE))) != 0) {
                    moved[to / Long.SIZE] |= 1L << (to % Long.SIZE);
                }
            }
        }
        table = larger;
        marks = moved;
    }
}
