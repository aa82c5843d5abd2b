package io.github.modelkeel.driftmonitor;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A column that drifted, or that did and has come back. Immutable and safe for use by multiple threads.
 *
 * @param model the name of the model
 * @param version the version that answered, empty if none was named
 * @param column the name of the column
 * @param score of the last window, NaN of a column that is gone or of another type
 * @param reason why the column has its state, as the report of the window says
 * @param startsAt when the first window started that counted for the alert
 * @param endsAt when the alert was resolved, null while it is firing
 */
public record Alert(
        String model,
        String version,
        String column,
        double score,
        String reason,
        Instant startsAt,
        @Nullable Instant endsAt) {
    /** {@return whether the column drifts still} */
    public boolean firing() {
        return endsAt == null;
    }
}
