package io.github.modelkeel.drift.profile;

import io.github.modelkeel.drift.column.Type;
import io.github.modelkeel.drift.source.MissingWords;
import io.github.modelkeel.drift.source.OptionalValue;
import io.github.modelkeel.drift.source.ValueCollector;
import org.jspecify.annotations.Nullable;

/** Counts the values of one column one by one, as a whole column would be counted. Not thread-safe. */
abstract class ColumnCounter {
    long missing;
    long invalid;
    private boolean numbers;
    private boolean texts;
    private boolean unreadable;

    /** Whether a value came, be it a missing one. */
    private boolean present;

    /** The last row that had the column, as they are numbered from 1. */
    private long last;

    /** Counts a number that is not NaN. */
    abstract void counted(double number);

    /** Counts numbers that are not NaN one after the other. */
    void counted(double[] values, int count) {
        for (int i = 0; i < count; i++) {
            counted(values[i]);
        }
    }

    /** Counts a whole number that a double may not hold. */
    void counted(Number number) {
        counted(number.doubleValue());
    }

    /** Counts a text that does not mean a missing value. */
    abstract void counted(String text);

    /** Counts a text or truth value that is known as a category of the reference as it is; false if it is not. */
    boolean countedAsKnown(Object value) {
        return false;
    }

    /** How many values were counted as neither missing nor invalid. */
    abstract long values();

    /** The same bins or categories without anything counted. */
    abstract ColumnCounter fresh();

    /** What was counted, with further rows in which the column is missing. */
    abstract StoredColumn toColumn(long absent);

    /** Counts a number; NaN is missing. */
    final void number(double number) {
        present = true;
        read(number);
    }

    /** Counts numbers one after the other; NaN is missing. What is in the array afterwards is not specified. */
    final void numbers(double[] values, int count) {
        int there = 0;
        for (int i = 0; i < count; i++) {
            double value = values[i];
            values[there] = value;
            there += Double.isNaN(value) ? 0 : 1;
        }
        present |= count > 0;
        numbers |= there > 0;
        missing += count - there;
        counted(values, there);
    }

    /** Counts any value, as {@link ValueCollector} reads it. */
    final void value(@Nullable Object value) {
        present = true;
        read(value);
    }

    /** Counts missing values. */
    final void missing(long count) {
        present |= count > 0;
        missing += count;
    }

    /** Counts the value of a row. */
    final void value(long row, @Nullable Object value) {
        last = row;
        read(value);
    }

    /** Counts a row that does not have the column. */
    final void missingUnless(long row) {
        if (last != row) {
            missing++;
        }
    }

    private void read(double number) {
        if (Double.isNaN(number)) {
            missing++;
        } else {
            numbers = true;
            counted(number);
        }
    }

    private void read(@Nullable Object value) {
        if (value instanceof Double || value instanceof Integer || value instanceof Float) {
            read(((Number) value).doubleValue());
        } else if (value == null) {
            missing++;
        } else if ((value instanceof String || value instanceof Boolean) && countedAsKnown(value)) {
            texts = true;
        } else if (value instanceof CharSequence text && MissingWords.isMissing(text)) {
            missing++;
        } else if (value instanceof Number number) {
            whole(number);
        } else {
            other(value);
        }
    }

    private void other(Object value) {
        String text = ValueCollector.text(value);
        if (text != null) {
            texts = true;
            counted(text);
            return;
        }
        Object content = OptionalValue.content(value);
        if (content == value) {
            unreadable = true;
            invalid++;
        } else {
            read(content);
        }
    }

    private void whole(Number number) {
        if (Double.isNaN(number.doubleValue())) {
            missing++;
        } else {
            numbers = true;
            counted(number);
        }
    }

    final boolean isPresent() {
        return present || last > 0;
    }

    final long rows() {
        return missing + invalid + values();
    }

    /** What the values were before they were read as what the column is. */
    final Type type() {
        return texts ? Type.TEXT : numbers ? Type.NUMBER : unreadable ? Type.TEXT : Type.EMPTY;
    }

    /** Adds what another counter of the same bins or categories counted. */
    void add(ColumnCounter other) {
        missing += other.missing;
        invalid += other.invalid;
        numbers |= other.numbers;
        texts |= other.texts;
        unreadable |= other.unreadable;
        present |= other.isPresent();
    }
}
