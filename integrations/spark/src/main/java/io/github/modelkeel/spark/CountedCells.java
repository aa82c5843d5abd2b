package io.github.modelkeel.spark;

import io.github.modelkeel.drift.profile.TableCounter;
import org.jspecify.annotations.Nullable;

/**
 * Counts the values of a column over the bins or categories of a reference.
 *
 * @param counter of all columns
 * @param place of this one among the reference's
 */
record CountedCells(TableCounter counter, int place) implements ValueSink {
    @Override
    public void number(double value) {
        counter.number(place, value);
    }

    @Override
    public void numbers(double[] values, int count) {
        counter.numbers(place, values, count);
    }

    @Override
    public void missing(int count) {
        counter.missing(place, count);
    }

    @Override
    public void value(@Nullable Object value) {
        counter.value(place, value);
    }
}
