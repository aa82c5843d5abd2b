package io.github.modelkeel.spark;

import io.github.modelkeel.drift.column.FloatGrid;
import io.github.modelkeel.drift.column.ProfileColumn;
import io.github.modelkeel.drift.column.WholeNumbers;

/**
 * What decides, of all finite numbers of a column together, how they are compared with those of another one: as {@link WholeNumbers} and
 * {@link FloatGrid} decide it on one machine. Immutable.
 *
 * @param count how many there are
 * @param whole whether all are whole numbers that a long holds
 * @param wide whether one is a whole number that a double does not hold
 * @param least the least of whole numbers
 * @param greatest the greatest of whole numbers
 * @param floats whether 32 bits hold each of them
 * @param widened whether one has digits that only a widened float has
 */
record NumberFacts(
        long count, boolean whole, boolean wide, long least, long greatest, boolean floats, boolean widened) {
    static final NumberFacts NONE = new NumberFacts(0, true, false, Long.MAX_VALUE, Long.MIN_VALUE, true, false);

    /** As a task sends them. */
    long[] toLongs() {
        return new long[] {count, bit(whole), bit(wide), least, greatest, bit(floats), bit(widened)};
    }

    static NumberFacts ofLongs(long[] sent) {
        return new NumberFacts(sent[0], sent[1] == 1, sent[2] == 1, sent[3], sent[4], sent[5] == 1, sent[6] == 1);
    }

    private static long bit(boolean truth) {
        return truth ? 1 : 0;
    }

    static NumberFacts of(ProfileColumn.Numbers numbers) {
        double[] sorted = numbers.sorted();
        long[] longs = numbers.longs();
        boolean floats = FloatGrid.areFloats(sorted);
        return new NumberFacts(
                sorted.length,
                longs != null,
                numbers.whole() != null,
                longs == null || longs.length == 0 ? Long.MAX_VALUE : longs[0],
                longs == null || longs.length == 0 ? Long.MIN_VALUE : longs[longs.length - 1],
                floats,
                floats && FloatGrid.hasWidened(sorted));
    }

    NumberFacts plus(NumberFacts more) {
        return new NumberFacts(
                count + more.count,
                whole && more.whole,
                wide || more.wide,
                Math.min(least, more.least),
                Math.max(greatest, more.greatest),
                floats && more.floats,
                widened || more.widened);
    }

    /** What to subtract from the numbers of both. */
    long origin(NumberFacts other) {
        boolean asLongs = whole && other.whole && (wide || other.wide);
        return asLongs ? WholeNumbers.origin(Math.min(least, other.least), Math.max(greatest, other.greatest)) : 0;
    }

    /** Whether these are to be rounded to 32 bits, as the others came from there. */
    boolean isFinerThan(NumberFacts other) {
        return !hasLongs() && !other.hasLongs() && other.floats && other.widened && !floats;
    }

    private boolean hasLongs() {
        return whole && wide;
    }
}
