package io.github.modelkeel.drift.profile;

import io.github.modelkeel.drift.column.FloatGrid;
import io.github.modelkeel.drift.column.ReadColumn;
import java.util.Arrays;

/**
 * Counts numbers over frozen bins. Moments are those of stretches, each taken from the mean of all values before it and at most as long as all of
 * them together, up to {@value #MAX_STRETCH}: what a stretch is far from is then in the moments already, so that these keep their digits wherever
 * the values are. Not thread-safe.
 */
final class NumberCounter extends ColumnCounter {
    private static final int MAX_STRETCH = 4096;

    /** What two threads write is this many longs apart: two lines of the processor's cache. */
    private static final int APART = 16;

    private static final int SUM = APART;
    private static final int SQUARES = APART + 1;
    private static final int MIN = APART + 2;
    private static final int MAX = APART + 3;
    private static final int COUNT = APART + 4;
    private static final int ORIGIN = APART + 5;

    private final BinnedColumn reference;
    private final BinIndex index;
    private final boolean whole;
    private final boolean floats;

    private final long[] counts;

    /** Of the stretch that is being counted: sums of what differs from its origin, least and largest value, how many there are. */
    private final double[] sums = new double[2 * APART + 6];

    /** Of the stretches before it. */
    private Sums before = Sums.NONE;

    private long longest = 1;
    private long positiveInfinite;
    private long negativeInfinite;

    NumberCounter(BinnedColumn reference) {
        this(reference, new BinIndex(reference.edges()));
    }

    private NumberCounter(BinnedColumn reference, BinIndex index) {
        this.reference = reference;
        this.index = index;
        this.whole = reference.whole();
        this.floats = reference.floats();
        this.counts = new long[2 * APART + reference.grid().size()];
        start();
    }

    /** Starts a stretch; the first of all has one value, from which it is taken. */
    private void start() {
        Arrays.fill(sums, 0);
        sums[MIN] = Double.POSITIVE_INFINITY;
        sums[MAX] = Double.NEGATIVE_INFINITY;
        sums[ORIGIN] = before.mean();
        longest = Math.min(MAX_STRETCH, Math.max(1, before.count()));
    }

    private void endOfStretch() {
        before = moments();
        start();
    }

    @Override
    NumberCounter fresh() {
        return new NumberCounter(reference, index);
    }

    @Override
    void counted(double number) {
        if (whole && Double.isFinite(number) && !ReadColumn.isWhole(number)) {
            invalid++;
        } else if (Math.abs(number) <= Double.MAX_VALUE) {
            finite(FloatGrid.onGrid(number, floats) + 0.0); // -0.0 and 0.0 are one number
        } else if (number > 0) {
            positiveInfinite++;
        } else {
            negativeInfinite++;
        }
    }

    /** The same operations in the same order, with the sums at hand. */
    @Override
    void counted(double[] values, int count) {
        int next = 0;
        while (next < count) {
            next = before.count() == 0 ? one(values, next) : stretch(values, next, count);
        }
    }

    private int one(double[] values, int place) {
        counted(values[place]);
        return place + 1;
    }

    /** As many as the stretch may have at most. */
    private int stretch(double[] values, int start, int count) {
        double origin = sums[ORIGIN];
        double sum = sums[SUM];
        double squares = sums[SQUARES];
        double min = sums[MIN];
        double max = sums[MAX];
        int end = (int) Math.min(count, start + longest - (long) sums[COUNT]);
        int others = 0;
        for (int i = start; i < end; i++) {
            double number = values[i];
            if (Math.abs(number) <= Double.MAX_VALUE && (!whole || ReadColumn.isWhole(number))) {
                double value = FloatGrid.onGrid(number, floats) + 0.0;
                counts[APART + index.bin(value)]++;
                double distance = value - origin;
                sum += distance;
                squares += distance * distance;
                min = value < min ? value : min;
                max = value > max ? value : max;
            } else {
                others++;
                counted(number); // which is not finite, or invalid, and leaves the sums as they are
            }
        }
        sums[SUM] = sum;
        sums[SQUARES] = squares;
        sums[MIN] = min;
        sums[MAX] = max;
        lengthen(end - start - others);
        return end;
    }

    private void lengthen(int more) {
        sums[COUNT] += more;
        if (sums[COUNT] == longest) {
            endOfStretch();
        }
    }

    private void finite(double value) {
        counts[APART + index.bin(value)]++;
        if (before.count() == 0) {
            sums[ORIGIN] = value;
        }
        double distance = value - sums[ORIGIN];
        sums[SUM] += distance;
        sums[SQUARES] += distance * distance;
        if (value < sums[MIN]) {
            sums[MIN] = value;
        }
        if (value > sums[MAX]) {
            sums[MAX] = value;
        }
        lengthen(1);
    }

    @Override
    void counted(String text) {
        double number = ReadColumn.number(text);
        if (Double.isNaN(number)) {
            invalid++;
        } else {
            counted(number);
        }
    }

    @Override
    long values() {
        return positiveInfinite + negativeInfinite + Arrays.stream(counts).sum();
    }

    @Override
    void add(ColumnCounter other) {
        super.add(other);
        NumberCounter more = (NumberCounter) other;
        for (int i = 0; i < counts.length; i++) {
            counts[i] += more.counts[i];
        }
        before = moments().plus(more.moments());
        start();
        positiveInfinite += more.positiveInfinite;
        negativeInfinite += more.negativeInfinite;
    }

    @Override
    StoredColumn toColumn(long absent) {
        long[] counted = Arrays.copyOfRange(counts, APART, counts.length - APART);
        return new BinnedColumn(
                whole,
                type(),
                missing + absent,
                invalid,
                positiveInfinite,
                negativeInfinite,
                floats,
                reference.grid(),
                counted,
                moments(),
                new double[0]);
    }

    /** Of all values so far. */
    private Sums moments() {
        long count = (long) sums[COUNT];
        if (count == 0) {
            return before;
        }
        double shift = sums[SUM] / count;
        double squares = Math.max(0, sums[SQUARES] - shift * sums[SUM]);
        return before.plus(Sums.of(count, sums[ORIGIN] + shift, squares, sums[MIN], sums[MAX]));
    }
}
