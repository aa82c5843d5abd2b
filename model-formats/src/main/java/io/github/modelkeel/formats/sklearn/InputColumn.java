package io.github.modelkeel.formats.sklearn;

import io.github.modelkeel.model.Column;

/**
 * A column of the model's input while a model is read: the steps that read it decide whether a row may go without it and, where no
 * signature says so, whether it is text. Not thread-safe.
 */
final class InputColumn {
    /** What a column holds. */
    enum Kind {
        NUMBER,
        WHOLE,
        BOOLEAN,
        TEXT,
        UNKNOWN
    }

    private final String name;
    private final boolean single;
    private boolean mayMiss;
    private Kind kind;
    private boolean required;

    /**
     * A column.
     *
     * @param mayMiss whether the source accepts a row without a value, before any step
     * @param single whether the source holds it as 32-bit floats
     */
    InputColumn(String name, Kind kind, boolean mayMiss, boolean single) {
        this.name = name;
        this.kind = kind;
        this.mayMiss = mayMiss;
        this.single = single;
    }

    /** A column of which no signature says anything. */
    static InputColumn unknown(String name) {
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

    /** Settles what it holds, if that was open. */
    void settle(Kind settled) {
        if (kind == Kind.UNKNOWN) {
            kind = settled;
        }
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
            case NUMBER, WHOLE, UNKNOWN -> Column.number(name);
            case BOOLEAN -> Column.bool(name);
            case TEXT -> Column.text(name);
        };
        return required || !mayMiss ? column : column.asOptional();
    }
}
