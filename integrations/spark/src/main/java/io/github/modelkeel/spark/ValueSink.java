package io.github.modelkeel.spark;

import org.jspecify.annotations.Nullable;

/** What takes the values of one column, in the order of the rows but for missing ones. */
interface ValueSink {
    /** What a profile takes for a value that cannot be read: an array, a struct, bytes. */
    Object UNREADABLE = new Object();

    /** A number, which a column of whole numbers has as such; NaN is missing. */
    void number(double value);

    /** Numbers one after the other. What is in the array afterwards is not specified. */
    default void numbers(double[] values, int count) {
        for (int i = 0; i < count; i++) {
            number(values[i]);
        }
    }

    /** Missing values. */
    void missing(int count);

    /** Any value, as a profile reads it. */
    void value(@Nullable Object value);
}
