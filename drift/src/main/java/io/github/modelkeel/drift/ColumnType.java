package io.github.modelkeel.drift;

/** What a column of a {@link Profile} holds. Immutable. */
public enum ColumnType {
    /** Numbers; compared by distribution. */
    NUMBER,
    /** Text; each distinct value is a category. */
    TEXT,
    /** Nothing but missing values, so that the type is unknown. Agrees with both other types. */
    EMPTY
}
