package io.github.modelkeel.serving.log;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.Output;
import io.github.modelkeel.serving.version.Provenance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is written as one line. */
sealed interface LogEntry {
    /** When it happened, in milliseconds since 1970. */
    long millis();

    /** The characters of its long texts, which take memory beside the row itself while it waits. */
    long textLength();

    /** Of short texts there are as many as rows, and these are bounded. */
    private static long longText(@Nullable Object value) {
        return value instanceof String text && text.length() > 100 ? text.length() : 0;
    }

    /**
     * A row that was answered.
     *
     * @param id its id
     * @param millis when
     * @param row what the caller gave
     * @param provenance the version that answered
     * @param value the value
     * @param output everything it said, or null where the value is all
     */
    record Answered(
            EntryId id,
            long millis,
            Inputs row,
            Provenance provenance,
            double value,
            @Nullable Output output) implements LogEntry {
        @Override
        public long textLength() {
            @Nullable Object[] values = row.values();
            long length = 0;
            for (int i = 0; values != null && i < values.length; i++) {
                length += longText(values[i]);
            }
            return length;
        }
    }

    /**
     * What became of a row later.
     *
     * @param id the prediction's id
     * @param millis when it was reported
     * @param actual a number, text or boolean
     */
    record Outcome(String id, long millis, Object actual) implements LogEntry {
        @Override
        public long textLength() {
            return longText(id) + longText(actual);
        }
    }

    /**
     * The values of a row as the caller gave them.
     *
     * @param columns the model's columns
     * @param values the value of each, or null when they are not known or not wanted; not changed any more
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Inputs(List<Column> columns, @Nullable Object @Nullable [] values) {}
}
