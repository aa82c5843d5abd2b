package io.github.modelkeel.tracking.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.tracking.spool.SpoolSettings.Durability;
import io.github.modelkeel.tracking.spool.SpoolSettings.Overflow;
import io.github.modelkeel.tracking.spool.file.Disk;
import io.github.modelkeel.tracking.spool.frame.Entry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/** What the tests of the queue share. */
final class Spools {
    static final Tuning IMPATIENT =
            new Tuning(Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMillis(5), Duration.ofMillis(20));
    static final Map<String, String> HEADER = Map.of("uri", "https://mlflow.example.org", "user", "ada");

    private Spools() {}

    static SpoolSettings settings(Path root) {
        return settings(root, 1 << 20, 64 << 20, 1 << 20, Overflow.DROP_OLDEST_METRICS);
    }

    static SpoolSettings settings(Path root, long queueBytes, long quotaBytes, int segmentBytes, Overflow overflow) {
        return new SpoolSettings(
                root,
                Durability.PROCESS_CRASH,
                false,
                queueBytes,
                quotaBytes,
                segmentBytes,
                overflow,
                Duration.ofMillis(100));
    }

    /** So that appends wait for a disk that is slow today, and nothing is dropped. */
    static SpoolSettings patient(SpoolSettings settings) {
        return new SpoolSettings(
                settings.root(),
                settings.durability(),
                settings.acknowledgeOnWrite(),
                settings.queueBytes(),
                settings.quotaBytes(),
                settings.segmentBytes(),
                settings.overflow(),
                Duration.ofSeconds(60));
    }

    static SpoolSettings with(SpoolSettings settings, Durability durability, boolean acknowledgeOnWrite) {
        return new SpoolSettings(
                settings.root(),
                durability,
                acknowledgeOnWrite,
                settings.queueBytes(),
                settings.quotaBytes(),
                settings.segmentBytes(),
                settings.overflow(),
                settings.blockTimeout());
    }

    static DurableQueue newQueue(SpoolSettings settings) {
        return DurableQueue.create(settings, HEADER, IMPATIENT, new SystemDisk());
    }

    static DurableQueue newQueue(SpoolSettings settings, Disk disk) {
        return DurableQueue.create(settings, HEADER, IMPATIENT, disk);
    }

    static DurableQueue adopt(Path directory) {
        return DurableQueue.adopt(
                        directory, settings(directory.toAbsolutePath().resolveSibling("")), IMPATIENT, new SystemDisk())
                .orElseThrow();
    }

    /** A record that says which it is, and shows whether it is as it was made. */
    static byte[] payload(long number, int length) {
        StringBuilder text = new StringBuilder(length + 40).append(number).append(':');
        while (text.length() < length) {
            text.append((char) ('a' + (number + text.length()) % 26));
        }
        CRC32 crc = new CRC32();
        crc.update(text.toString().getBytes(StandardCharsets.US_ASCII));
        return (text + "#" + Long.toHexString(crc.getValue())).getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] payload(long number) {
        return payload(number, (int) (number * 31 % 90));
    }

    /** The number of a record; fails when it was not made here. */
    static long number(byte[] payload) {
        String text = new String(payload, StandardCharsets.US_ASCII);
        int hash = text.lastIndexOf('#');
        assertThat(hash).as(text).isPositive();
        CRC32 crc = new CRC32();
        crc.update(payload, 0, hash);
        assertThat(text.substring(hash + 1)).as(text).isEqualTo(Long.toHexString(crc.getValue()));
        return Long.parseLong(text.substring(0, text.indexOf(':')));
    }

    /** Reads all that can be read, acknowledging nothing. */
    static List<Entry> readAll(DurableQueue queue) throws InterruptedException {
        return readAll(queue, 0);
    }

    static List<Entry> readAll(DurableQueue queue, long after) throws InterruptedException {
        List<Entry> all = new ArrayList<>();
        long last = after;
        while (true) {
            List<Entry> some = queue.read(last, 1000, 1 << 20, Duration.ZERO);
            if (some.isEmpty()) {
                balanced(queue);
                return all;
            }
            all.addAll(some);
            last = some.get(some.size() - 1).sequence();
        }
    }

    static List<Long> numbers(List<Entry> entries) {
        return entries.stream().map(entry -> number(entry.payload())).toList();
    }

    /** The invariant of the counters; pending records are counted where they lie, the others where they went. */
    static Stats balanced(DurableQueue queue) {
        Stats stats = queue.stats();
        assertThat(stats.acknowledged() + stats.pendingRecords() + stats.deadLettered() + stats.dropped())
                .as("%s", stats)
                .isEqualTo(stats.accepted());
        return stats;
    }
}
