package io.github.modelkeel.tracking.spool;

import org.jspecify.annotations.Nullable;

/**
 * Counters of a queue: {@code accepted = acknowledged + deadLettered + dropped + pendingRecords} at all times. Immutable.
 *
 * @param accepted records that were offered, those found by {@link DurableQueue#adopt} included
 * @param acknowledged records that were delivered
 * @param deadLettered records that no server takes
 * @param dropped records that were dropped because there was no room, or that became unreadable while the queue was open
 * @param lost records known to be missing from a directory that was adopted: not part of the other counters
 * @param pendingRecords records that wait for the consumer
 * @param pendingBytes their size
 * @param spooledBytes size of the files that hold them
 * @param oldestPendingAgeMillis how long the oldest has been waiting
 * @param degraded whether the disk cannot be written and new records are kept in memory
 * @param lastFault the last thing that went wrong with the disk, or null
 */
public record Stats(
        long accepted,
        long acknowledged,
        long deadLettered,
        long dropped,
        long lost,
        long pendingRecords,
        long pendingBytes,
        long spooledBytes,
        long oldestPendingAgeMillis,
        boolean degraded,
        @Nullable String lastFault) {}
