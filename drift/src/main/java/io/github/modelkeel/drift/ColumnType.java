package io.github.modelkeel.drift;

import io.github.modelkeel.drift.column.Type;

/** What a column of a {@link Profile} holds. Immutable. */
public enum ColumnType {
    /** Numbers; compared by distribution. */
    NUMBER,
    /** Text; each distinct value is a category. */
    TEXT,
    /** Nothing but missing values, so that the type is unknown. Agrees with both other types. */
    EMPTY;

    static ColumnType of(Type type) {
        return switch (type) {
            case NUMBER -> NUMBER;
            case TEXT -> TEXT;
            case EMPTY -> EMPTY;
        };
    }

    Type type() {
        return switch (this) {
            case NUMBER -> Type.NUMBER;
            case TEXT -> Type.TEXT;
            case EMPTY -> Type.EMPTY;
        };
    }
}
