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
            @Nullable Output output) implements LogEntry {}

    /**
     * What became of a row later.
     *
     * @param id the prediction's id
     * @param millis when it was reported
     * @param actual a number, text or boolean
     */
    record Outcome(String id, long millis, Object actual) implements LogEntry {}

    /**
     * The values of a row as the caller gave them.
     *
     * @param columns the model's columns
     * @param values the value of each, or null when they are not known or not wanted; not changed any more
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Inputs(List<Column> columns, @Nullable Object @Nullable [] values) {}
}
