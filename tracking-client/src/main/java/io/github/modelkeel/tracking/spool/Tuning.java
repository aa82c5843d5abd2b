package io.github.modelkeel.tracking.spool;

import java.time.Duration;

/**
 * Times that users have no need to set. Immutable.
 *
 * @param write a record lies in memory at most so long while the disk is well
 * @param force what is written is forced after at most so long
 * @param firstRetry pause after the second failure in a row; it doubles with each further one
 * @param longestRetry where doubling ends
 */
record Tuning(Duration write, Duration force, Duration firstRetry, Duration longestRetry) {
    static final Tuning DEFAULT =
            new Tuning(Duration.ofMillis(25), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMinutes(1));
}
