package io.github.modelkeel.drift.profile;

import io.github.modelkeel.drift.column.FloatGrid;
import io.github.modelkeel.drift.column.ProfileColumn;
import io.github.modelkeel.drift.column.ReadColumn;
import io.github.modelkeel.drift.column.Type;
import java.util.Arrays;

/**
 * Numbers as counts over frozen bins.
 *
 * @param whole whether numbers with a fraction are invalid
 * @param floats whether the reference's numbers came from 32 bits
 * @param sums moments, which nothing is decided by
 * @param sample of the reference, evenly spaced by rank and ascending; of what was counted later empty
 */
@SuppressWarnings("ArrayRecordComponent") // within this package, never written to
record BinnedColumn(
        boolean whole,
        Type type,
        long missing,
        long invalid,
        long positiveInfinite,
        long negativeInfinite,
        boolean floats,
        Grid grid,
        long[] counts,
        Sums sums,
        double[] sample)
        implements StoredColumn {
    static final String NUMBER = "number";
    static final String INTEGER = "integer";
    static final int MAX_SAMPLE = 500;

    static BinnedColumn ofReference(String kind, ProfileColumn column) {
        boolean whole = kind.equals(INTEGER);
        Type type = column.type();
        ProfileColumn read = numbers(whole, column);
        boolean floats = read instanceof ProfileColumn.Numbers numbers && FloatGrid.isOfFloats(numbers);
        double[] sorted = read instanceof ProfileColumn.Numbers numbers ? numbers.sorted() : new double[0];
        BinnedColumn empty = new BinnedColumn(
                whole, type, 0, 0, 0, 0, floats, Grid.of(sorted), new long[0], Sums.NONE, sample(sorted));
        return empty.read(read, type, empty.sample);
    }

    private static ProfileColumn numbers(boolean whole, ProfileColumn column) {
        return whole ? ReadColumn.asIntegers(column) : ReadColumn.asNumbers(column);
    }

    private static double[] sample(double[] sorted) {
        int size = Math.min(sorted.length, MAX_SAMPLE);
        double[] sample = new double[size];
        for (int i = 0; i < size; i++) {
            sample[i] = sorted[size == 1 ? 0 : (int) ((long) i * (sorted.length - 1) / (size - 1))];
        }
        return sample;
    }

    @Override
    public String kind() {
        return whole ? INTEGER : NUMBER;
    }

    @Override
    public double[] edges() {
        return grid.edges();
    }

    @Override
    public long rows() {
        return missing
                + invalid
                + positiveInfinite
                + negativeInfinite
                + Arrays.stream(counts).sum();
    }

    @Override
    public BinnedColumn count(ProfileColumn data) {
        return read(numbers(whole, data), data.type(), new double[0]);
    }

    private BinnedColumn read(ProfileColumn read, Type of, double[] kept) {
        double[] finite = new double[0];
        long positive = 0;
        if (read instanceof ProfileColumn.Numbers numbers) {
            finite = Arrays.stream(numbers.sorted())
                    .map(value -> FloatGrid.onGrid(value, floats))
                    .toArray();
            positive = numbers.positiveInfinite();
        }
        return new BinnedColumn(
                whole,
                of,
                read.missing(),
                read.invalid(),
                positive,
                read.infinite() - positive,
                floats,
                grid,
                grid.count(finite),
                Sums.of(finite),
                kept);
    }

    @Override
    public BinnedColumn cleared(long missingRows) {
        return new BinnedColumn(
                whole, Type.EMPTY, missingRows, 0, 0, 0, floats, grid, new long[grid.size()], Sums.NONE, new double[0]);
    }

    @Override
    public boolean fits(StoredColumn other) {
        return other instanceof BinnedColumn binned
                && binned.grid.equals(grid)
                && binned.floats == floats
                && binned.whole == whole;
    }

    @Override
    public StoredColumn plus(StoredColumn other) {
        BinnedColumn more = (BinnedColumn) other;
        long[] both = counts.clone();
        for (int i = 0; i < both.length; i++) {
            both[i] += more.counts[i];
        }
        return new BinnedColumn(
                whole,
                StoredColumn.both(type, more.type),
                missing + more.missing,
                invalid + more.invalid,
                positiveInfinite + more.positiveInfinite,
                negativeInfinite + more.negativeInfinite,
                floats,
                grid,
                both,
                sums.plus(more.sums),
                new double[0]);
    }

    @Override
    public int layout() {
        return 31 * (31 * grid.hashCode() + Boolean.hashCode(floats)) + Boolean.hashCode(whole);
    }

    @Override
    public ProfileColumn toColumn() {
        if (type == Type.EMPTY) {
            return new ProfileColumn.Empty(missing);
        }
        return new ProfileColumn.Numbers(
                missing, positiveInfinite, negativeInfinite, grid.values(counts), null, false, invalid);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BinnedColumn column
                && fits(column)
                && type == column.type
                && missing == column.missing
                && invalid == column.invalid
                && positiveInfinite == column.positiveInfinite
                && negativeInfinite == column.negativeInfinite
                && Arrays.equals(counts, column.counts)
                && sums.equals(column.sums)
                && Arrays.equals(sample, column.sample);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(counts) + 31 * grid.hashCode();
    }
}
