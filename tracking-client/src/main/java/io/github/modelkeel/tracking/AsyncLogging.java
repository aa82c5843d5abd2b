package io.github.modelkeel.tracking;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.tracking.async.Backoff;
import io.github.modelkeel.tracking.async.Pace;
import io.github.modelkeel.tracking.spool.SpoolSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How a tracker logs asynchronously. Immutable.
 *
 * <p>What is logged goes to a queue in memory and from there to files in a directory of this process, the spool, and a background thread
 * brings it to the server. The promises:
 * <ul>
 * <li>Logging makes no request on the caller's thread and throws nothing for the server's or the network's sake.
 * <li>What the server could not take yet stays on disk, also when the process ends, and is delivered later: by the next tracker that is
 *     opened for the same server on the same directory, or by {@link Spool#recover}. Of a process that is killed, what was logged in
 *     about the last 100 milliseconds may be missing, nothing that {@link Tracker#sync} confirmed, and nothing at all with
 *     {@link Builder#acknowledgeOnWrite}.
 * <li>Each run's values arrive in order, at least once. Time stamps are taken at the call, so a repeated transmission changes nothing on
 *     MLflow's SQL stores and on the embedded server; MLflow's file store may show a point twice.
 * <li>No answer, 408, 429 and 5xx: tried again indefinitely. 401 and 403, and responses that are not a tracking server's: kept, tried again from
 *     time to time. What the server refuses goes, alone, to {@code dead-letter.jsonl} in the spool with the reason.
 * </ul>
 *
 * <p>Limits of MLflow that show: identical points are one point, an infinite value is stored as the largest finite one, the last value of
 * a tag wins. Values that MLflow would cut silently are refused at the call.
 *
 * <p>The files hold parameters and tags; they are readable by their owner only.
 */
public final class AsyncLogging {
    /** Within the spool's limit of a record, with room for the artifact's path. */
    private static final int MAX_SPOOLED_ARTIFACT = 1_000_000;

    private final @Nullable Path directory;
    private final SpoolSettings.Durability durability;
    private final boolean acknowledgeOnWrite;
    private final long queueBytes;
    private final long quotaBytes;
    private final SpoolSettings.Overflow overflow;
    private final Duration blockTimeout;
    private final Duration closeTimeout;
    private final Duration shutdownTimeout;
    private final Duration serverTimeout;
    private final int spooledArtifactBytes;
    private final @Nullable Duration maxAge;
    final int segmentBytes;
    private final Pace pace;
    final InstantSource clock;

    private AsyncLogging(Builder b) {
        directory = b.directory;
        durability = b.durability;
        acknowledgeOnWrite = b.acknowledgeOnWrite;
        queueBytes = b.queueBytes;
        quotaBytes = b.quotaBytes;
        overflow = b.overflow;
        blockTimeout = b.blockTimeout;
        closeTimeout = b.closeTimeout;
        shutdownTimeout = b.shutdownTimeout;
        serverTimeout = b.serverTimeout;
        spooledArtifactBytes = b.spooledArtifactBytes;
        maxAge = b.maxAge;
        segmentBytes = b.segmentBytes;
        pace = new Pace(b.linger, b.bounds, b.random, b.nanoTime);
        clock = b.clock;
    }

    /**
     * Figures to watch, each cheap to read at any time. Safe for use by multiple threads. They count records: a point, a parameter, a
     * tag, a dataset, an artifact, the start or a status of a run is one. When nothing moves,
     * {@code accepted = delivered + pending + deadLettered + dropped}.
     */
    public interface Counters {
        /** {@return records that were logged} */
        long accepted();

        /** {@return records that the server has taken} */
        long delivered();

        /** {@return records that wait and are on disk} */
        long spooled();

        /** {@return attempts that failed and were, or will be, repeated} */
        long retried();

        /** {@return records that the server refused, kept in {@code dead-letter.jsonl}} */
        long deadLettered();

        /** {@return metrics that were dropped because there was no room} */
        long dropped();

        /** {@return records that wait, in memory or on disk} */
        long pending();

        /** {@return size of the files that hold them, in bytes} */
        long bytes();

        /** {@return how long the oldest record has been waiting; zero when none waits} */
        Duration oldestPendingAge();
    }

    /**
     * The defaults, as the {@linkplain Builder builder} states them.
     *
     * @return the settings
     */
    public static AsyncLogging defaults() {
        return builder().build();
    }

    /**
     * Starts settings.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    SpoolSettings spoolSettings(ClientConfig config) {
        return new SpoolSettings(
                directory != null ? directory : TrackerSettings.spoolDirectory(TrackerSettings.environment(config)),
                durability,
                acknowledgeOnWrite,
                queueBytes,
                quotaBytes,
                segmentBytes,
                overflow,
                blockTimeout);
    }

    Pace pace() {
        return pace;
    }

    Duration closeTimeout() {
        return closeTimeout;
    }

    Duration shutdownTimeout() {
        return shutdownTimeout;
    }

    Duration serverTimeout() {
        return serverTimeout;
    }

    int spooledArtifactBytes() {
        return spooledArtifactBytes;
    }

    @Nullable Duration maxAge() {
        return maxAge;
    }

    /** The figures in one line. */
    static String words(Counters c) {
        return "Counters[accepted=" + c.accepted() + ", delivered=" + c.delivered() + ", pending=" + c.pending()
                + ", spooled=" + c.spooled() + ", retried=" + c.retried() + ", deadLettered=" + c.deadLettered()
                + ", dropped=" + c.dropped() + ", bytes=" + c.bytes() + ", oldestPendingAge=" + c.oldestPendingAge()
                + "]";
    }

    @Override
    public String toString() {
        return "AsyncLogging[directory=" + directory + ", durability=" + durability + ", acknowledgeOnWrite="
                + acknowledgeOnWrite + ", queueBytes=" + queueBytes + ", quotaBytes=" + quotaBytes + ", overflow="
                + overflow + ", linger=" + pace.linger() + "]";
    }

    /**
     * Builds {@link AsyncLogging}. The defaults: the directory that {@code MODELKEEL_SPOOL_DIR} names, values on disk that survive
     * the process but not the machine, no waiting for the write, 8 MiB of memory, a quota of 1 GiB on disk, then the oldest metrics are dropped, at most a
     * second of waiting for room when the disk is slower than the callers, 500 milliseconds for a request to fill, 30 seconds for closing, 5 seconds at the end of the JVM,
     * 10 seconds for what needs a run's id, artifacts of up to 1,000,000 bytes through the spool, and no age at which records are dropped. Not thread-safe.
     */
    public static final class Builder {
        private @Nullable Path directory;
        private SpoolSettings.Durability durability = SpoolSettings.Durability.PROCESS_CRASH;
        private boolean acknowledgeOnWrite;
        private long queueBytes = 8L << 20;
        private long quotaBytes = 1L << 30;
        private SpoolSettings.Overflow overflow = SpoolSettings.Overflow.DROP_OLDEST_METRICS;
        private Duration blockTimeout = Duration.ofSeconds(1);
        private Duration linger = Duration.ofMillis(500);
        private Duration closeTimeout = Duration.ofSeconds(30);
        private Duration shutdownTimeout = Duration.ofSeconds(5);
        private Duration serverTimeout = Duration.ofSeconds(10);
        private int spooledArtifactBytes = MAX_SPOOLED_ARTIFACT;
        private @Nullable Duration maxAge;
        private int segmentBytes = 16 << 20;
        private Backoff.Bounds bounds = Backoff.Bounds.DEFAULT;
        private RandomGenerator random = new java.util.Random();
        private LongSupplier nanoTime = System::nanoTime;
        private InstantSource clock = InstantSource.system();

        private Builder() {}

        /**
         * Sets where the spool is. Each process makes a directory of its own in it.
         *
         * @param root the directory, on a local file system; made when it is missing
         * @return this builder
         */
        public Builder directory(Path root) {
            directory = Objects.requireNonNull(root, "root");
            return this;
        }

        /**
         * Sets whether a value that is on disk survives the end of the machine as well. The end of the process, also by
         * {@code kill -9}, it survives in any case. With true, writing waits for the disk.
         *
         * @param survive true to force each write to the disk
         * @return this builder
         */
        public Builder survivePowerLoss(boolean survive) {
            durability = survive ? SpoolSettings.Durability.POWER_LOSS : SpoolSettings.Durability.PROCESS_CRASH;
            return this;
        }

        /**
         * Sets whether logging waits until the operating system has the value, so that a killed process loses nothing.
         *
         * @param wait true to wait
         * @return this builder
         */
        public Builder acknowledgeOnWrite(boolean wait) {
            acknowledgeOnWrite = wait;
            return this;
        }

        /**
         * Sets the most memory for values that are not on disk yet.
         *
         * @param bytes 64 KiB or more
         * @return this builder
         * @throws IllegalArgumentException if it is less
         */
        public Builder queueBytes(long bytes) {
            queueBytes = atLeast("queueBytes", bytes);
            return this;
        }

        /**
         * Sets the most disk space for values that are not delivered yet.
         *
         * @param bytes 64 KiB or more
         * @return this builder
         * @throws IllegalArgumentException if it is less
         */
        public Builder quotaBytes(long bytes) {
            quotaBytes = atLeast("quotaBytes", bytes);
            return this;
        }

        /**
         * When the spool is full, the oldest metrics are dropped and counted. This is the default. Parameters, tags and the states of
         * runs are never dropped.
         *
         * @return this builder
         */
        public Builder dropOldestMetricsWhenFull() {
            overflow = SpoolSettings.Overflow.DROP_OLDEST_METRICS;
            return this;
        }

        /**
         * When the spool is full, the caller waits, at most {@link #blockTimeout}; a metric that still finds no room is dropped and
         * counted.
         *
         * @return this builder
         */
        public Builder blockWhenFull() {
            overflow = SpoolSettings.Overflow.BLOCK;
            return this;
        }

        /**
         * When the spool is full, the caller gets an {@link IllegalStateException}.
         *
         * @return this builder
         */
        public Builder failWhenFull() {
            overflow = SpoolSettings.Overflow.FAIL;
            return this;
        }

        /**
         * Sets how long a caller waits for room at most.
         *
         * @param timeout not negative
         * @return this builder
         * @throws IllegalArgumentException if the time is negative
         */
        public Builder blockTimeout(Duration timeout) {
            Objects.requireNonNull(timeout, "timeout");
            blockTimeout = notNegative("blockTimeout", timeout);
            return this;
        }

        /**
         * Sets how long an incomplete request waits for more; flushing and closing cut it short.
         *
         * @param time not negative
         * @return this builder
         * @throws IllegalArgumentException if the time is negative
         */
        public Builder linger(Duration time) {
            Objects.requireNonNull(time, "time");
            linger = notNegative("linger", time);
            return this;
        }

        /**
         * Sets how long {@link Tracker#close()} waits for the server at most.
         *
         * @param timeout not negative
         * @return this builder
         * @throws IllegalArgumentException if the time is negative
         */
        public Builder closeTimeout(Duration timeout) {
            Objects.requireNonNull(timeout, "timeout");
            closeTimeout = notNegative("closeTimeout", timeout);
            return this;
        }

        /**
         * Sets how long the end of the JVM waits at most for a tracker that was not closed.
         *
         * @param timeout not negative
         * @return this builder
         * @throws IllegalArgumentException if the time is negative
         */
        public Builder shutdownTimeout(Duration timeout) {
            Objects.requireNonNull(timeout, "timeout");
            shutdownTimeout = notNegative("shutdownTimeout", timeout);
            return this;
        }

        /**
         * Sets the age at which records that still cannot be delivered go to the dead letters.
         *
         * @param age positive
         * @return this builder
         * @throws IllegalArgumentException if the age is not positive
         */
        public Builder maxAge(Duration age) {
            Objects.requireNonNull(age, "age");
            if (notNegative("maxAge", age).isZero()) {
                throw new IllegalArgumentException("maxAge must be positive: " + age);
            }
            maxAge = age;
            return this;
        }

        /**
         * Sets how long a call that needs what the server calls the run waits for it at most: {@link Run#id()}, {@link Run#uri()}, models,
         * large artifacts, reading artifacts. Once attempts to reach the server have failed it waits a quarter of a second only. Then it
         * throws a {@link io.github.modelkeel.client.ServerUnavailableException}.
         *
         * @param timeout not negative
         * @return this builder
         * @throws IllegalArgumentException if the time is negative
         */
        public Builder serverTimeout(Duration timeout) {
            Objects.requireNonNull(timeout, "timeout");
            serverTimeout = notNegative("serverTimeout", timeout);
            return this;
        }

        /**
         * Sets the size up to which an artifact goes through the spool, as metrics do: texts, documents, figures, images, tables, single
         * files. Larger ones, and directories, are sent while the caller waits.
         *
         * @param bytes from 0, which still takes empty files, to 1,000,000
         * @return this builder
         * @throws IllegalArgumentException if it is less or more
         */
        public Builder spooledArtifactBytes(int bytes) {
            if (bytes < 0 || bytes > MAX_SPOOLED_ARTIFACT) {
                throw new IllegalArgumentException(
                        "spooledArtifactBytes must be between 0 and " + MAX_SPOOLED_ARTIFACT + ": " + bytes);
            }
            spooledArtifactBytes = bytes;
            return this;
        }

        Builder segmentBytes(int bytes) {
            segmentBytes = bytes;
            return this;
        }

        Builder pace(Backoff.Bounds pauses, RandomGenerator generator) {
            bounds = pauses;
            random = generator;
            return this;
        }

        Builder clocks(InstantSource wall, LongSupplier ticker) {
            clock = wall;
            nanoTime = ticker;
            return this;
        }

        /**
         * Makes the settings.
         *
         * @return the settings
         */
        public AsyncLogging build() {
            return new AsyncLogging(this);
        }

        private static long atLeast(String name, long bytes) {
            if (bytes < 64 << 10) {
                throw new IllegalArgumentException(name + " must be at least 65536: " + bytes);
            }
            return bytes;
        }

        private static Duration notNegative(String name, Duration time) {
            if (time.isNegative() || time.compareTo(Duration.ofDays(3650)) > 0) {
                throw new IllegalArgumentException(name + " must not be negative, and at most ten years: " + time);
            }
            return time;
        }
    }
}
