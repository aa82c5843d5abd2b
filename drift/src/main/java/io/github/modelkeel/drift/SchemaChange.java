package io.github.modelkeel.drift;

import org.jspecify.annotations.Nullable;

/**
 * A difference between the columns of the two profiles. Immutable and safe for use by multiple threads.
 *
 * @param column the column
 * @param kind what differs
 * @param reference the type in the reference, null for an added column
 * @param current the type in the current data, null for a removed column
 */
public record SchemaChange(
        String column,
        Kind kind,
        @Nullable ColumnType reference,
        @Nullable ColumnType current) {
    /** How a column differs. */
    public enum Kind {
        /** The column is only in the current data. */
        ADDED,
        /** The column is only in the reference. */
        REMOVED,
        /**
         * The column holds numbers on one side and text on the other; or both are of one type, and not one of the current values can be read as
         * what the reference has: a date, true or false, a text instead of a list.
         */
        TYPE_CHANGED
    }

    private static final String UNREADABLE = "not one of the current values can be read as what the reference has";

    /** Whether a model that reads the column cannot be given the current data: it is gone, or of another type. */
    boolean isBreak() {
        return kind != Kind.ADDED;
    }

    /** The change without the column's name. */
    String reason() {
        return switch (kind) {
            case ADDED -> "added (" + current + ")";
            case REMOVED -> "removed (" + reference + ")";
            case TYPE_CHANGED ->
                reference == current
                        ? UNREADABLE
                        : "the type differs: " + reference + " in the reference, " + current + " in the current data";
        };
    }

    /**
     * A description of the change.
     *
     * @return for instance {@code price: NUMBER became TEXT}
     */
    public String message() {
        return switch (kind) {
            case ADDED -> column + ": added (" + current + ")";
            case REMOVED -> column + ": removed (" + reference + ")";
            case TYPE_CHANGED -> column + ": " + (reference == current ? UNREADABLE : reference + " became " + current);
        };
    }
}
