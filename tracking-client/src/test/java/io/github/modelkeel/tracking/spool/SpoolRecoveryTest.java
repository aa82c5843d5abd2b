package io.github.modelkeel.tracking.spool;

import static io.github.modelkeel.tracking.spool.Spools.balanced;
import static io.github.modelkeel.tracking.spool.Spools.numbers;
import static io.github.modelkeel.tracking.spool.Spools.payload;
import static io.github.modelkeel.tracking.spool.Spools.readAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.tracking.Repetitions;
import io.github.modelkeel.tracking.spool.SpoolSettings.Overflow;
import io.github.modelkeel.tracking.spool.file.AckLog;
import io.github.modelkeel.tracking.spool.file.DirectoryOwner;
import io.github.modelkeel.tracking.spool.file.SpoolDirectory;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class SpoolRecoveryTest {
    @TempDir
    private Path root = Path.of("");

    private static final Logger WARNINGS = Logger.getLogger(Recovery.class.getName());

    @BeforeAll
    static void keepTenThousandWarningsQuiet() {
        WARNINGS.setLevel(Level.OFF);
    }

    @AfterAll
    static void warnAgain() {
        WARNINGS.setLevel(null);
    }

    /** A disk on which nothing is forced: these tests recover thousands of times. */
    private static final class UnforcedDisk extends SystemDisk {
        @Override
        public void force(RandomAccessFile file) {}

        @Override
        public void forceDirectory(Path directory) {}
    }

    private static DurableQueue adopt(Path directory) {
        return DurableQueue.adopt(
                        directory, Spools.settings(directory.resolveSibling("")), Spools.IMPATIENT, new UnforcedDisk())
                .orElseThrow();
    }

    /** A directory with records 1 to n that a process left behind without closing it. */
    private Path left(long records, int segmentBytes, int length) throws Exception {
        Path directory;
        try (DurableQueue queue =
                Spools.newQueue(Spools.settings(root, 1 << 20, 64 << 20, segmentBytes, Overflow.BLOCK))) {
            directory = queue.directory();
            for (long i = 1; i <= records; i++) {
                queue.append(length < 0 ? payload(i) : payload(i, length), i % 2 == 0);
            }
            assertThat(queue.sync(Duration.ofSeconds(20))).isTrue();
        }
        return directory;
    }

    private static Path copy(Path from, String name) throws IOException {
        Path to = from.resolveSibling(name);
        Files.createDirectory(to, DirectoryOwner.ownersOnly("rwx------"));
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    private static Path onlySegment(Path directory) throws IOException {
        List<Path> segments = SpoolDirectory.files(directory, SpoolDirectory.SEGMENT);
        assertThat(segments).hasSize(1);
        return segments.get(0);
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    @Test
    void aSegmentCutAtAnyByteGivesTheWholeRecordsBeforeIt() throws Exception {
        Path original = left(100, 1 << 20, -1);
        byte[] whole = Files.readAllBytes(onlySegment(original));
        NavigableMap<Integer, Long> ends = ends(whole, original);

        Path directory = copy(original, "cut");
        Path segment = directory.resolve(onlySegment(original).getFileName());
        for (int length = 0; length <= whole.length; length++) {
            Files.write(segment, Arrays.copyOf(whole, length));
            SpoolDirectory held = SpoolDirectory.adopt(directory).orElseThrow();
            QueueState queueState = Recovery.recover(Spools.settings(root), Spools.IMPATIENT, new UnforcedDisk(), held);
            long expected = ends.headMap(length, true).isEmpty()
                    ? 0
                    : ends.floorEntry(length).getValue();
            assertThat(queueState.pending()).as("cut at %s", length).isEqualTo(expected);
            assertThat(queueState.counters.lost).as("cut at %s", length).isZero();
            queueState.closeAll();
            held.release(queueState.disk, false);
            for (Path corrupt : SpoolDirectory.files(directory, SpoolDirectory.CORRUPT)) {
                Files.delete(corrupt);
            }
        }
    }

    /** Where each record ends, by a reader of its own. */
    private static NavigableMap<Integer, Long> ends(byte[] bytes, Path directory) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        NavigableMap<Integer, Long> ends = new TreeMap<>();
        int at = buffer.getInt(12);
        while (at < bytes.length) {
            int length = buffer.getInt(at);
            long sequence = buffer.getLong(at + 8);
            CRC32C crc = new CRC32C();
            crc.update(bytes, at, 4);
            crc.update(bytes, at + 8, 9 + length);
            assertThat(buffer.getInt(at + 4)).as("%s", directory).isEqualTo((int) crc.getValue());
            at += 17 + length;
            ends.put(at, sequence);
        }
        return ends;
    }

    @Test
    void whatIsCutOffIsKeptAndNothingIsReadTwice() throws Exception {
        Path directory = left(100, 1 << 20, 50);
        Path segment = onlySegment(directory);
        byte[] whole = Files.readAllBytes(segment);
        Files.write(segment, Arrays.copyOf(whole, whole.length - 5));

        try (DurableQueue queue = Spools.adopt(directory)) {
            assertThat(numbers(readAll(queue))).isEqualTo(upTo(99));
            assertThat(balanced(queue).lost()).isZero();
            List<Path> corrupt = SpoolDirectory.files(directory, SpoolDirectory.CORRUPT);
            assertThat(corrupt).hasSize(1);
            byte[] kept = Files.readAllBytes(corrupt.get(0));
            byte[] joined = Arrays.copyOf(Files.readAllBytes(segment), whole.length - 5);
            System.arraycopy(kept, 0, joined, whole.length - 5 - kept.length, kept.length);
            assertThat(joined).isEqualTo(Arrays.copyOf(whole, whole.length - 5));
            queue.acknowledge(99, 99);
        }
        assertThat(SpoolDirectory.files(directory, "")).hasSize(1);
    }

    @Test
    void aFlippedBitLosesAtMostWhatFollowsAndInventsNothing() throws Exception {
        int records = 100;
        Path original = left(records, 1 << 20, -1);
        byte[] whole = Files.readAllBytes(onlySegment(original));
        Path directory = copy(original, "flipped");
        Path segment = directory.resolve(onlySegment(original).getFileName());
        NavigableMap<Integer, Long> ends = ends(whole, original);
        int header = ByteBuffer.wrap(whole).getInt(12);
        Random random = new Random(20261121);
        for (int i = 0; i < Repetitions.of(1_000, 3_000, 10_000); i++) {
            int bit = random.nextInt(whole.length * 8);
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            Files.write(segment, flipped);
            long before = bit / 8 < header
                    ? 0
                    : ends.headMap(bit / 8, true).isEmpty()
                            ? 0
                            : ends.floorEntry(bit / 8).getValue();
            try (DurableQueue queue = adopt(directory)) {
                assertThat(numbers(readAll(queue))).as("bit %s", bit).isEqualTo(upTo(before));
                if (bit / 8 >= header && before < records - 1) {
                    assertThat(balanced(queue).lost()).as("bit %s", bit).isEqualTo(records - before);
                }
            }
            for (Path corrupt : SpoolDirectory.files(directory, SpoolDirectory.CORRUPT)) {
                Files.delete(corrupt);
            }
        }
    }

    @Test
    void aBadRecordInTheMiddleCostsTheRestOfItsSegmentOnly() throws Exception {
        Path directory = left(3000, 32 << 10, 100);
        List<Path> segments = SpoolDirectory.files(directory, SpoolDirectory.SEGMENT);
        assertThat(segments).hasSizeGreaterThan(5);
        Path second = segments.get(1);
        byte[] bytes = Files.readAllBytes(second);
        bytes[bytes.length / 2] ^= 4;
        Files.write(second, bytes);
        long next = Long.parseLong(segments.get(2).getFileName().toString().substring(0, 16), 16);

        List<Long> first;
        long lost;
        try (DurableQueue queue = Spools.adopt(directory)) {
            first = numbers(readAll(queue));
            lost = balanced(queue).lost();
        }
        assertThat(lost).isPositive();
        assertThat(first).hasSize((int) (3000 - lost)).contains(1L, next, 3000L).doesNotContain(next - 1);
        for (int i = 0; i < 3; i++) {
            try (DurableQueue queue = Spools.adopt(directory)) {
                assertThat(numbers(readAll(queue))).isEqualTo(first);
                assertThat(balanced(queue).lost()).isEqualTo(lost);
                assertThat(SpoolDirectory.files(directory, SpoolDirectory.CORRUPT))
                        .hasSize(1);
            }
        }
    }

    @Test
    void aDamagedHeaderCostsItsSegmentAndTheLossIsKnown() throws Exception {
        Path directory = left(3000, 32 << 10, 100);
        List<Path> segments = SpoolDirectory.files(directory, SpoolDirectory.SEGMENT);
        long next = Long.parseLong(segments.get(1).getFileName().toString().substring(0, 16), 16);
        byte[] bytes = Files.readAllBytes(segments.get(0));
        bytes[25] ^= 1;
        Files.write(segments.get(0), bytes);
        Files.write(directory.resolve(AckLog.NAME), new byte[] {1, 2, 3});

        try (DurableQueue queue = Spools.adopt(directory)) {
            assertThat(queue.header()).isEqualTo(Spools.HEADER);
            assertThat(numbers(readAll(queue)))
                    .isEqualTo(LongStream.rangeClosed(next, 3000).boxed().toList());
            assertThat(balanced(queue).lost()).isEqualTo(next - 1);
        }
    }

    @Test
    void aGapInTheSequenceIsCorruption() throws Exception {
        Path directory = left(10, 1 << 20, 20);
        Path segment = onlySegment(directory);
        byte[] whole = Files.readAllBytes(segment);
        NavigableMap<Integer, Long> ends = ends(whole, directory);
        int fifth = keyOf(ends, 4);
        int sixth = keyOf(ends, 5);
        byte[] gap = new byte[whole.length - (sixth - fifth)];
        System.arraycopy(whole, 0, gap, 0, fifth);
        System.arraycopy(whole, sixth, gap, fifth, whole.length - sixth);
        Files.write(segment, gap);

        try (DurableQueue queue = Spools.adopt(directory)) {
            assertThat(numbers(readAll(queue))).isEqualTo(upTo(4));
            assertThat(balanced(queue).lost()).isEqualTo(6);
            assertThat(queue.append(payload(11), false)).isEqualTo(11);
        }
    }

    private static int keyOf(NavigableMap<Integer, Long> ends, long sequence) {
        return ends.entrySet().stream()
                .filter(end -> end.getValue() == sequence)
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    @Test
    void anUnknownVersionIsRefusedByNameAndNothingIsTouched() throws Exception {
        Path directory = left(10, 1 << 20, 20);
        Path segment = onlySegment(directory);
        byte[] whole = Files.readAllBytes(segment);
        ByteBuffer buffer = ByteBuffer.wrap(whole).putInt(8, 7);
        CRC32C crc = new CRC32C();
        crc.update(whole, 0, buffer.getInt(12) - 4);
        buffer.putInt(buffer.getInt(12) - 4, (int) crc.getValue());
        Files.write(segment, whole);

        assertThatThrownBy(() -> Spools.adopt(directory))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("version 7")
                .hasMessageContaining(segment.getFileName().toString());
        assertThat(Files.readAllBytes(segment)).isEqualTo(whole);
        assertThat(SpoolDirectory.files(directory, SpoolDirectory.CORRUPT)).isEmpty();
        assertThat(DurableQueue.orphans(root)).containsExactly(directory);
    }

    @Test
    void theAcknowledgementLogCutOrFlippedAnywhereOnlyDeliversAgain() throws Exception {
        Path original;
        try (DurableQueue queue = Spools.newQueue(Spools.settings(root))) {
            original = queue.directory();
            for (long i = 1; i <= 20; i++) {
                queue.append(payload(i), true);
            }
            assertThat(queue.sync(Duration.ofSeconds(20))).isTrue();
            for (long i = 1; i < 20; i++) {
                queue.acknowledge(i, 1);
                queue.remember("k" + i % 5, "v" + i);
            }
        }
        byte[] whole = Files.readAllBytes(original.resolve(AckLog.NAME));
        Path directory = copy(original, "acks");
        Path log = directory.resolve(AckLog.NAME);
        Random random = new Random(7);
        for (int i = 0; i < 2 * whole.length; i++) {
            byte[] bad = Arrays.copyOf(whole, i < whole.length ? i : whole.length);
            if (i >= whole.length) {
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(log, bad);
            try (DurableQueue queue = adopt(directory)) {
                List<Long> read = numbers(readAll(queue));
                assertThat(read).isNotEmpty().endsWith(20L);
                assertThat(read)
                        .isEqualTo(
                                LongStream.rangeClosed(read.get(0), 20).boxed().toList());
                queue.remembered()
                        .forEach((key, value) -> assertThat(key.substring(1))
                                .isEqualTo(String.valueOf(Long.parseLong(value.substring(1)) % 5)));
            }
        }
        delete(directory);
    }

    @Test
    void theAcknowledgementLogStaysSmall() throws Exception {
        try (DurableQueue queue = Spools.newQueue(Spools.settings(root))) {
            queue.remember("a", "b");
            for (long i = 1; i <= 60_000; i++) {
                queue.append(new byte[1], true);
            }
            assertThat(queue.sync(Duration.ofSeconds(20))).isTrue();
            for (long i = 1; i < 60_000; i++) {
                queue.acknowledge(i, 1);
            }
            assertThat(Files.size(queue.directory().resolve(AckLog.NAME))).isLessThan((1 << 20) + 100);
            Path crashed = copy(queue.directory(), "crashed");
            try (DurableQueue again = adopt(crashed)) {
                assertThat(again.remembered()).containsEntry("a", "b");
                assertThat(balanced(again).pendingRecords()).isEqualTo(1);
            }
        }
    }

    @Test
    void whatCannotBeReadAnyMoreWhileTheQueueIsOpenIsDroppedAndCounted() throws Exception {
        try (DurableQueue queue = Spools.newQueue(Spools.settings(root, 1 << 20, 64 << 20, 32 << 10, Overflow.BLOCK))) {
            for (long i = 1; i <= 3000; i++) {
                queue.append(payload(i, 100), true);
            }
            assertThat(queue.sync(Duration.ofSeconds(20))).isTrue();
            Path third = SpoolDirectory.files(queue.directory(), SpoolDirectory.SEGMENT)
                    .get(2);
            byte[] bytes = Files.readAllBytes(third);
            bytes[bytes.length / 2] ^= 4;
            Files.write(third, bytes);

            List<Long> read = numbers(readAll(queue));
            Stats stats = balanced(queue);
            assertThat(stats.dropped()).isPositive();
            assertThat(read).hasSize((int) (3000 - stats.dropped())).endsWith(3000L);
            assertThat(stats.lastFault()).contains("cannot be read");
            queue.acknowledge(3000, read.size());
            assertThat(balanced(queue).acknowledged()).isEqualTo(read.size());
            assertThat(balanced(queue).dropped()).isEqualTo(stats.dropped());
        }
    }

    @Test
    void recoveryThatFailsOnTheDiskSaysSoAndGivesTheLockBack() throws Exception {
        Path directory = left(10, 1 << 20, 20);
        Path segment = onlySegment(directory);
        Files.write(segment, Arrays.copyOf(Files.readAllBytes(segment), 300));
        SystemDisk broken = new SystemDisk() {
            @Override
            public void force(RandomAccessFile file) throws IOException {
                throw new IOException("injected");
            }
        };
        assertThatThrownBy(() -> DurableQueue.adopt(directory, Spools.settings(root), Spools.IMPATIENT, broken))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(directory.toString())
                .hasRootCauseMessage("injected");
        try (DurableQueue queue = Spools.adopt(directory)) {
            assertThat(numbers(readAll(queue))).isNotEmpty().isEqualTo(upTo(queue.lastSequence()));
        }
    }
}
