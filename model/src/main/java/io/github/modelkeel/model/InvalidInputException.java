package io.github.modelkeel.model;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A row does not fit the model. The message names the column, what was wrong with its value and what to do. It is the caller's
 * mistake, not the model's: a service answers it with "bad request". Immutable apart from what every {@link Throwable} carries.
 */
public final class InvalidInputException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** The name of the column at fault, if one is. */
    private final @Nullable String column;

    /**
     * Makes an exception.
     *
     * @param column the column at fault, or {@code null} when the row as a whole is wrong
     * @param message names the column and what is wrong
     */
    public InvalidInputException(@Nullable String column, String message) {
        super(message);
        this.column = column;
    }

    InvalidInputException(@Nullable String column, String message, Throwable cause) {
        super(message, cause);
        this.column = column;
    }

    /**
     * The column at fault.
     *
     * @return its name, or {@code null} when the row as a whole is wrong
     */
    public @Nullable String column() {
        return column;
    }

    /** The same, for one row of many. */
    InvalidInputException inRow(int row) {
        return new InvalidInputException(column, "row " + row + ": " + getMessage(), this);
    }
}
