package io.github.modelkeel.tracking.spool;

import java.time.Duration;

/**
 * Times that users have no need to set. Immutable.
 *
 * @param write how long a record is in memory only, at most, while the disk is healthy
 * @param force how long after the write it is forced, at most
 * @param firstRetry pause after the second failure in a row; it doubles with each further one
 * @param longestRetry where doubling ends
 */
record Tuning(Duration write, Duration force, Duration firstRetry, Duration longestRetry) {
    static final Tuning DEFAULT =
            new Tuning(Duration.ofMillis(25), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMinutes(1));
}
