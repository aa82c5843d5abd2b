package io.github.modelkeel.tracking;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of what was logged. Immutable. Counts are records since the tracker was opened: a point, a parameter, a tag, a dataset,
 * the start or a status of a run is one.
 *
 * @param delivered records that the server has taken
 * @param spooled of the pending ones, those that are on disk and survive the process
 * @param deadLettered records that the server refused; they are kept with the reason, see {@link Spool#deadLetters}
 * @param dropped metrics that were dropped because there was no room
 * @param pending of the records logged before the call, those that still wait for the server
 * @param firstError why something was refused, dropped or still waits; null when {@link #isComplete()}
 */
public record FlushResult(
        long delivered,
        long spooled,
        long deadLettered,
        long dropped,
        long pending,
        @Nullable String firstError) {
    static final FlushResult NOTHING = new FlushResult(0, 0, 0, 0, 0, null);

    /**
     * Checks that an incomplete result has a reason and a complete one has none.
     *
     * @param delivered records that the server has taken
     * @param spooled of the pending ones, those that are on disk and survive the process
     * @param deadLettered records that the server refused
     * @param dropped metrics that were dropped because there was no room
     * @param pending of the records logged before the call, those that still wait for the server
     * @param firstError why something was refused, dropped or still waits; null when {@link #isComplete()}
     */
    public FlushResult {
        if (deadLettered == 0 && dropped == 0 && pending == 0) {
            firstError = null;
        } else {
            Objects.requireNonNull(firstError, "firstError");
        }
    }

    /**
     * Whether the server has everything: nothing waits, nothing was refused, nothing was dropped.
     *
     * @return true when nothing failed
     */
    public boolean isComplete() {
        return pending == 0 && deadLettered == 0 && dropped == 0;
    }

    FlushResult plus(FlushResult other) {
        return new FlushResult(
                delivered + other.delivered,
                spooled + other.spooled,
                deadLettered + other.deadLettered,
                dropped + other.dropped,
                pending + other.pending,
                firstError != null ? firstError : other.firstError);
    }
}
