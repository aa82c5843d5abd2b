package io.github.modelkeel.model;

/** What a column holds. Immutable, as every enum is. */
public enum ColumnType {
    /** A number; read as a {@code double}. */
    NUMBER,
    /** Text, compared exactly. */
    TEXT,
    /** True or false; read as 1 or 0. */
    BOOLEAN
}
