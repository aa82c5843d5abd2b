package io.github.modelkeel.model;

import java.io.Serial;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A row does not fit the model. The message names the column, what was wrong with its value and what to do; {@link #violations()} has
 * everything that is wrong with the row, not only the first. It is the caller's mistake, not the model's: a service answers it with
 * "bad request". Immutable apart from what every {@link Throwable} carries.
 */
public final class InvalidInputException extends IllegalArgumentException {
    /** Which rule a value breaks. Immutable, as every enum is. */
    public enum Kind {
        /** A required value is absent, {@code null} or NaN. */
        MISSING,
        /** The value is of another type than the column. */
        WRONG_TYPE,
        /** The number is infinite. */
        NOT_FINITE,
        /** The text is not one that training saw. */
        UNKNOWN_CATEGORY,
        /** The number is outside the range that training saw. */
        OUT_OF_RANGE,
        /** The row has a column that the model does not know. */
        UNKNOWN_COLUMN,
        /** Each value may be right, but the model cannot compute with them, or the row cannot be read at all. */
        NOT_COMPUTABLE,
        /** Each value is right, but what the model gives for them is NaN or infinite. */
        NOT_FINITE_RESULT
    }

    /**
     * One rule that a row breaks. Immutable.
     *
     * @param column the name of the column at fault, {@code null} when the row as a whole is
     * @param kind the rule
     * @param value a description of the value, cut to a short length; {@code null} when there is none
     * @param message a sentence that names the column, the value and the rule
     */
    public record Violation(
            @Nullable String column, Kind kind, @Nullable String value, String message) {
        /**
         * Checks the parts.
         *
         * @param column the name of the column at fault, {@code null} when the row as a whole is
         * @param kind the rule
         * @param value a description of the value, cut to a short length; {@code null} when there is none
         * @param message a sentence that names the column, the value and the rule
         */
        public Violation {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(message, "message");
        }
    }

    @Serial
    private static final long serialVersionUID = 2L;

    private static final int MAX_SHOWN = 8;

    /** What is wrong, in the order of the columns, at least one; it is not sent along when the exception is. */
    private final transient @Nullable List<Violation> violations;

    /** The index of the row among many, or -1. */
    private final int row;

    /**
     * Makes an exception for a row that the model cannot compute with, which is a {@link Kind#NOT_COMPUTABLE}.
     *
     * @param column the column at fault, or {@code null} when the row as a whole is wrong
     * @param message names the column and what is wrong
     */
    public InvalidInputException(@Nullable String column, String message) {
        this(new Violation(column, Kind.NOT_COMPUTABLE, null, message));
    }

    /**
     * The same with a cause.
     *
     * @param column the column at fault, or {@code null} when the row as a whole is wrong
     * @param message names the column and what is wrong
     * @param cause what was seen
     */
    public InvalidInputException(@Nullable String column, String message, Throwable cause) {
        super(message, cause);
        this.violations = List.of(new Violation(column, Kind.NOT_COMPUTABLE, null, message));
        this.row = -1;
    }

    /**
     * Makes an exception for one violation.
     *
     * @param violation what is wrong
     */
    public InvalidInputException(Violation violation) {
        this(List.of(violation));
    }

    /**
     * Makes an exception for all that is wrong with a row.
     *
     * @param violations at least one, in the order of the columns
     * @throws IllegalArgumentException if there is none
     */
    public InvalidInputException(List<Violation> violations) {
        super(message(violations));
        this.violations = List.copyOf(violations);
        this.row = -1;
    }

    private InvalidInputException(InvalidInputException of, int row) {
        super("row " + row + ": " + of.getMessage(), of);
        this.violations = of.violations;
        this.row = row;
    }

    private static String message(List<Violation> violations) {
        if (violations.isEmpty()) {
            throw new IllegalArgumentException("an exception for a row needs a violation");
        }
        if (violations.size() == 1) {
            return violations.get(0).message();
        }
        String shown =
                violations.stream().limit(MAX_SHOWN).map(Violation::message).collect(Collectors.joining("; "));
        int more = violations.size() - MAX_SHOWN;
        return violations.size() + " violations: " + shown + (more > 0 ? "; and " + more + " more" : "");
    }

    /** {@return the first column at fault, or {@code null} when the row as a whole is wrong} */
    public @Nullable String column() {
        return violations().get(0).column();
    }

    /**
     * All that is wrong with the row. What can only be seen once every value fits, such as a logarithm of a number below 0, is reported
     * alone.
     *
     * @return at least one violation, in the order of the model's columns, unknown columns last
     */
    public List<Violation> violations() {
        List<Violation> known = violations;
        return known == null
                ? List.of(new Violation(null, Kind.NOT_COMPUTABLE, null, String.valueOf(getMessage())))
                : known;
    }

    /**
     * Which row of many it is.
     *
     * @return the index from 0, or -1 when the row was given alone
     */
    public int row() {
        return row;
    }

    /**
     * The same, for one row of many.
     *
     * @param index the row's index, from 0
     * @return an exception whose message starts with the index
     */
    public InvalidInputException inRow(int index) {
        return new InvalidInputException(this, index);
    }
}
