package io.github.modelkeel.drift.profile;

import io.github.modelkeel.drift.column.FloatGrid;
import io.github.modelkeel.drift.column.ReadColumn;
import java.util.Arrays;

/** Counts numbers over frozen bins. Not thread-safe. */
final class NumberCounter extends ColumnCounter {
    /** What two threads write is this many longs apart: two lines of the processor's cache. */
    private static final int APART = 16;

    private static final int SUM = APART;
    private static final int SQUARES = APART + 1;
    private static final int MIN = APART + 2;
    private static final int MAX = APART + 3;

    private final BinnedColumn reference;
    private final BinIndex index;
    private final boolean whole;
    private final boolean floats;

    /** Near the middle of the values, so that the sums of what differs from it keep their digits. */
    private final double origin;

    private final long[] counts;
    private final double[] sums = new double[2 * APART + 4];
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
        this.origin = reference.sums().mean();
        this.counts = new long[2 * APART + reference.grid().size()];
        sums[MIN] = Double.POSITIVE_INFINITY;
        sums[MAX] = Double.NEGATIVE_INFINITY;
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
        double sum = sums[SUM];
        double squares = sums[SQUARES];
        double min = sums[MIN];
        double max = sums[MAX];
        for (int i = 0; i < count; i++) {
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
                counted(number); // which is not finite, or invalid, and leaves the sums as they are
            }
        }
        sums[SUM] = sum;
        sums[SQUARES] = squares;
        sums[MIN] = min;
        sums[MAX] = max;
    }

    private void finite(double value) {
        counts[APART + index.bin(value)]++;
        double distance = value - origin;
        sums[SUM] += distance;
        sums[SQUARES] += distance * distance;
        if (value < sums[MIN]) {
            sums[MIN] = value;
        }
        if (value > sums[MAX]) {
            sums[MAX] = value;
        }
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
        sums[SUM] += more.sums[SUM];
        sums[SQUARES] += more.sums[SQUARES];
        sums[MIN] = Math.min(sums[MIN], more.sums[MIN]);
        sums[MAX] = Math.max(sums[MAX], more.sums[MAX]);
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
                moments(Arrays.stream(counted).sum()),
                new double[0]);
    }

    private Sums moments(long count) {
        if (count == 0) {
            return Sums.NONE;
        }
        double shift = sums[SUM] / count;
        double mean = Math.min(Math.max(origin + shift, sums[MIN]), sums[MAX]); // large numbers overflow
        double squares = Math.max(0, sums[SQUARES] - shift * sums[SUM]);
        return new Sums(count, mean, Double.isFinite(squares) ? squares : Double.MAX_VALUE, sums[MIN], sums[MAX]);
    }
}
