package io.github.modelkeel.sklearn.program;

import io.github.modelkeel.model.Column;

/**
 * A column of the model's input while a model is read: the steps that read it decide whether a row may go without it and, where no
 * signature says so, whether it is text. Not thread-safe.
 */
public final class InputColumn {
    /** What a column holds. */
    public enum Kind {
        NUMBER,
        WHOLE,
        BOOLEAN,
        TEXT,
        /** A whole number that is compared as a long, and no more than compared. */
        WIDE,
        UNKNOWN
    }

    private final String name;
    private final boolean single;
    private final boolean wide;
    private boolean mayMiss;
    private Kind kind;
    private boolean required;

    /**
     * A column.
     *
     * @param mayMiss whether the source accepts a row without a value, before any step
     * @param single whether the source holds it as 32-bit floats
     * @param wide whether the source holds it as 64-bit integers
     */
    public InputColumn(String name, Kind kind, boolean mayMiss, boolean single, boolean wide) {
        this.name = name;
        this.kind = kind;
        this.mayMiss = mayMiss;
        this.single = single;
        this.wide = wide;
    }

    /** A column without 64-bit integers. */
    public InputColumn(String name, Kind kind, boolean mayMiss, boolean single) {
        this(name, kind, mayMiss, single, false);
    }

    /** A column of which no signature says anything. */
    public static InputColumn unknown(String name) {
        return new InputColumn(name, Kind.UNKNOWN, true, false);
    }

    String name() {
        return name;
    }

    Kind kind() {
        return kind;
    }

    boolean mayMiss() {
        return mayMiss;
    }

    boolean isSingle() {
        return single;
    }

    /** Whether the source holds it as 64-bit integers. */
    boolean isLong() {
        return wide;
    }

    /** Settles what it holds, if that was open. */
    void settle(Kind settled) {
        if (kind == Kind.UNKNOWN) {
            kind = settled;
        }
    }

    /** Look-ups compare its whole numbers as longs. */
    void widen() {
        kind = Kind.WIDE;
    }

    /** The first step that reads it takes a missing value for one. */
    void acceptMissing() {
        mayMiss = true;
    }

    /** A step refuses a missing value. */
    void require() {
        required = true;
    }

    Column column() {
        Column column = switch (kind) {
            case NUMBER, WHOLE, WIDE, UNKNOWN -> Column.number(name);
            case BOOLEAN -> Column.bool(name);
            case TEXT -> Column.text(name);
        };
        return required || !mayMiss ? column : column.asOptional();
    }
}
