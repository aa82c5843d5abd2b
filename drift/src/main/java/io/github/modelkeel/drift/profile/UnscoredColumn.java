package io.github.modelkeel.drift.profile;

import io.github.modelkeel.drift.column.ProfileColumn;
import io.github.modelkeel.drift.column.ReadColumn;
import io.github.modelkeel.drift.column.Type;

/**
 * Identifiers, free text, and columns without a value, of which nothing is kept but how many there are.
 *
 * @param numbers whether the reference has numbers, so that text is invalid
 * @param distinct how many categories the reference has; of numbers among which are infinite ones how many differ, else 0
 */
record UnscoredColumn(String kind, Type type, boolean numbers, long missing, long invalid, long values, long distinct)
        implements StoredColumn {
    static UnscoredColumn ofReference(String kind, ProfileColumn column) {
        boolean numbers = column.type() == Type.NUMBER;
        return new UnscoredColumn(kind, column.type(), numbers, 0, 0, 0, distinct(column)).count(column);
    }

    private static long distinct(ProfileColumn column) {
        if (column instanceof ProfileColumn.Categories categories) {
            return categories.counts().size();
        }
        return column instanceof ProfileColumn.Numbers numbers && numbers.infinite() > 0
                ? numbers.sorted().length
                        + Math.min(1, numbers.positiveInfinite())
                        + Math.min(1, numbers.negativeInfinite())
                : 0;
    }

    @Override
    public long rows() {
        return missing + invalid + values;
    }

    @Override
    public UnscoredColumn count(ProfileColumn data) {
        ProfileColumn read = numbers ? ReadColumn.asNumbers(data) : data;
        long there = read.rows() - read.missing() - read.invalid();
        return new UnscoredColumn(kind, data.type(), numbers, read.missing(), read.invalid(), there, distinct);
    }

    @Override
    public UnscoredColumn cleared(long missingRows) {
        return new UnscoredColumn(kind, Type.EMPTY, numbers, missingRows, 0, 0, distinct);
    }

    @Override
    public boolean fits(StoredColumn other) {
        return other instanceof UnscoredColumn column
                && column.kind.equals(kind)
                && column.numbers == numbers
                && column.distinct == distinct;
    }

    @Override
    public StoredColumn plus(StoredColumn other) {
        return new UnscoredColumn(
                kind,
                StoredColumn.both(type, other.type()),
                numbers,
                missing + other.missing(),
                invalid + other.invalid(),
                values + ((UnscoredColumn) other).values,
                distinct);
    }

    @Override
    public int layout() {
        return 31 * (31 * kind.hashCode() + Boolean.hashCode(numbers)) + Long.hashCode(distinct);
    }

    @Override
    public ProfileColumn toColumn() {
        return type == Type.EMPTY
                ? new ProfileColumn.Empty(missing)
                : new ProfileColumn.Unscored(type, missing, values, invalid);
    }
}
