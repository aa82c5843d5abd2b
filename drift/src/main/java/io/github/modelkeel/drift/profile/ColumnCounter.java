package io.github.modelkeel.drift.profile;

import io.github.modelkeel.drift.column.Type;
import io.github.modelkeel.drift.source.MissingWords;
import io.github.modelkeel.drift.source.ValueCollector;
import org.jspecify.annotations.Nullable;

/** Counts the values of one column one by one, as a whole column would be counted. Not thread-safe. */
abstract class ColumnCounter {
    long missing;
    long invalid;
    private long numbers;
    private long texts;
    private long unreadable;

    /** Whether a row had the column, be it with a missing value. */
    private boolean present;

    /** Counts a number that is not NaN. */
    abstract void counted(double number);

    /** Counts a whole number that a double may not hold. */
    void counted(Number number) {
        counted(number.doubleValue());
    }

    /** Counts a text that does not mean a missing value. */
    abstract void counted(String text);

    /** How many values were counted as neither missing nor invalid. */
    abstract long values();

    /** The same bins or categories without anything counted. */
    abstract ColumnCounter fresh();

    /** What was counted, with further rows in which the column is missing. */
    abstract StoredColumn toColumn(long absent);

    /** Counts a number; NaN is missing. */
    final void number(double number) {
        present = true;
        if (Double.isNaN(number)) {
            missing++;
        } else {
            numbers++;
            counted(number);
        }
    }

    /** Counts any value, as {@link ValueCollector} reads it. */
    final void value(@Nullable Object value) {
        if (value instanceof Double || value instanceof Integer || value instanceof Float) {
            number(((Number) value).doubleValue());
            return;
        }
        present = true;
        if (value == null || (value instanceof CharSequence text && MissingWords.isMissing(text))) {
            missing++;
        } else if (value instanceof Number number) {
            whole(number);
        } else {
            String text = ValueCollector.text(value);
            if (text == null) {
                unreadable++;
                invalid++;
            } else {
                texts++;
                counted(text);
            }
        }
    }

    private void whole(Number number) {
        if (Double.isNaN(number.doubleValue())) {
            missing++;
        } else {
            numbers++;
            counted(number);
        }
    }

    /** Notes that a row has the column. */
    final void present() {
        present = true;
    }

    final boolean isPresent() {
        return present;
    }

    final long rows() {
        return missing + invalid + values();
    }

    /** What the values were before they were read as what the column is. */
    final Type type() {
        return texts > 0 ? Type.TEXT : numbers > 0 ? Type.NUMBER : unreadable > 0 ? Type.TEXT : Type.EMPTY;
    }

    /** Adds what another counter of the same bins or categories counted. */
    void add(ColumnCounter other) {
        missing += other.missing;
        invalid += other.invalid;
        numbers += other.numbers;
        texts += other.texts;
        unreadable += other.unreadable;
        present |= other.present;
    }
}
