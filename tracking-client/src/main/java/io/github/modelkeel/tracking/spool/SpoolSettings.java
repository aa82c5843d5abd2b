package io.github.modelkeel.tracking.spool;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * Where a queue lives, what it promises and how much it may use. Immutable.
 *
 * @param root the directory that holds one directory a process
 * @param durability what {@link DurableQueue#sync} and acknowledged writes survive
 * @param acknowledgeOnWrite whether an append returns only after its record was handed to the operating system; with
 *     {@link Durability#POWER_LOSS} an append always waits until its record is on the disk
 * @param queueBytes most memory of records that are not on disk yet
 * @param quotaBytes most disk space of records that are not acknowledged yet
 * @param segmentBytes size at which a new segment file is started
 * @param overflow what happens when the quota, or the memory once the disk is gone, is full
 * @param blockTimeout how long an append may wait for room
 */
public record SpoolSettings(
        Path root,
        Durability durability,
        boolean acknowledgeOnWrite,
        long queueBytes,
        long quotaBytes,
        int segmentBytes,
        Overflow overflow,
        Duration blockTimeout) {
    private static final int LEAST = 4096;

    /** What a record that is on disk survives. */
    public enum Durability {
        /** The end of the process: the operating system has the record. */
        PROCESS_CRASH,
        /** The end of the machine: the disk has the record. */
        POWER_LOSS
    }

    /** What happens when there is no room. Parameters, tags and states of runs are never dropped for the quota. */
    public enum Overflow {
        /** An append waits; a metric that still finds no room is dropped and counted. */
        BLOCK,
        /** The oldest metrics are dropped and counted. */
        DROP_OLDEST_METRICS,
        /** An append throws {@link IllegalStateException}. */
        FAIL
    }

    /** Checks the limits. */
    public SpoolSettings {
        Objects.requireNonNull(root, "root");
        Objects.requireNonNull(durability, "durability");
        Objects.requireNonNull(overflow, "overflow");
        atLeast("queueBytes", queueBytes);
        atLeast("quotaBytes", quotaBytes);
        atLeast("segmentBytes", segmentBytes);
        if (blockTimeout.isNegative()) {
            throw new IllegalArgumentException("blockTimeout must not be negative: " + blockTimeout);
        }
    }

    /**
     * The usual settings: {@link Durability#PROCESS_CRASH}, 8 MiB of memory, 1 GiB of disk in segments of 16 MiB, the oldest metrics
     * are dropped when that is full, and an append waits at most 50 milliseconds for a slow disk.
     *
     * @param root the directory that holds one directory a process
     * @return the settings
     */
    public static SpoolSettings ofDefaults(Path root) {
        return new SpoolSettings(
                root,
                Durability.PROCESS_CRASH,
                false,
                8L << 20,
                1L << 30,
                16 << 20,
                Overflow.DROP_OLDEST_METRICS,
                Duration.ofMillis(50));
    }

    private static void atLeast(String name, long value) {
        if (value < LEAST) {
            throw new IllegalArgumentException(name + " must be at least " + LEAST + ": " + value);
        }
    }
}
