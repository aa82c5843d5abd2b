package io.github.modelkeel.model;

/** What a column holds. Immutable, as every enum is. */
public enum ColumnType {
    /** A number; read as a {@code double}. */
    NUMBER,
    /** Text, compared exactly. */
    TEXT,
    /** True or false; read as 1 or 0. */
    BOOLEAN;

    /** {@return what such a value is called in a message: {@code "a number"}, {@code "text"} or {@code "a boolean"}} */
    public String description() {
        return switch (this) {
            case NUMBER -> "a number";
            case TEXT -> "text";
            case BOOLEAN -> "a boolean";
        };
    }
}
