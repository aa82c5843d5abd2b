package io.github.modelkeel.tracking.async;

import io.github.modelkeel.tracking.spool.frame.Entry;
import io.github.modelkeel.tracking.spool.frame.Fifo;
import org.jspecify.annotations.Nullable;

/**
 * Records of one kind, of one run, in order, that wait for their request. When a request of several is refused, halves of it find
 * the first one that the server does not take: after n requests for 2^n records, and one that asks about it alone.
 */
final class Backlog {
    private final Fifo<Entry> entries = new Fifo<>();
    private int suspects;
    private int cap = Integer.MAX_VALUE;

    void add(Entry entry) {
        entries.add(entry);
    }

    int size() {
        return entries.size();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    @Nullable Entry peek() {
        return entries.peek();
    }

    /** The record at a place; 0 is the first. */
    Entry get(int index) {
        return entries.get(index);
    }

    /** Whether a refused request is being taken apart. */
    boolean isSuspect() {
        return suspects > 0;
    }

    /** How many the next request may hold. */
    int next(int most) {
        int wanted = suspects == 0 ? Math.min(most, entries.size()) : Math.max(1, suspects / 2);
        return Math.min(wanted, cap);
    }

    /** Takes the first record away: it is done with. */
    Entry remove() {
        suspects = Math.max(0, suspects - 1);
        return entries.remove();
    }

    /** The server refused a request with the first {@code count} for what is in it. */
    void refused(int count) {
        suspects = count;
    }

    /** One of the suspects was found and taken away; the others need not be under suspicion. */
    void cleared() {
        suspects = 0;
    }

    /** A request with the first {@code count} was too large. */
    void tooLarge(int count) {
        cap = Math.max(1, count / 2);
    }
}
