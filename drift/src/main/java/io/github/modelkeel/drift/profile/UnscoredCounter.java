package io.github.modelkeel.drift.profile;

import io.github.modelkeel.drift.column.ReadColumn;

/** Counts how many values a column has that is not compared. Not thread-safe. */
final class UnscoredCounter extends ColumnCounter {
    private final UnscoredColumn reference;
    private long values;

    UnscoredCounter(UnscoredColumn reference) {
        this.reference = reference;
    }

    @Override
    UnscoredCounter fresh() {
        return new UnscoredCounter(reference);
    }

    @Override
    void counted(double number) {
        values++;
    }

    @Override
    void counted(String text) {
        if (reference.numbers() && Double.isNaN(ReadColumn.number(text))) {
            invalid++;
        } else {
            values++;
        }
    }

    @Override
    long values() {
        return values;
    }

    @Override
    void add(ColumnCounter other) {
        super.add(other);
        values += ((UnscoredCounter) other).values;
    }

    @Override
    StoredColumn toColumn(long absent) {
        return new UnscoredColumn(
                reference.kind(), type(), reference.numbers(), missing + absent, invalid, values, reference.distinct());
    }
}
