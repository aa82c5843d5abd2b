package io.github.modelkeel.drift;

/**
 * Something wrong with the values of a column that a drift score does not see. Immutable and safe for use by multiple threads.
 *
 * @param column the column
 * @param kind what is wrong
 * @param message a description with the figures
 */
public record DataQualityIssue(String column, Kind kind, String message) {
    /** What an alarm is about. */
    public enum Kind {
        /** The share of missing values changed. */
        MISSING_RATE,
        /** Numbers below the reference's smallest or above its largest. */
        OUT_OF_RANGE,
        /** Categories that the reference does not have. */
        UNSEEN_CATEGORIES,
        /** Infinite numbers, where the reference has none. */
        INFINITE_VALUES,
        /** Values that cannot be read as what the column holds in the reference. */
        INVALID_VALUES
    }
}
