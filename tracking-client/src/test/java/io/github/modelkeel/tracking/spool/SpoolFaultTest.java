package io.github.modelkeel.tracking.spool;

import static io.github.modelkeel.tracking.spool.Spools.balanced;
import static io.github.modelkeel.tracking.spool.Spools.numbers;
import static io.github.modelkeel.tracking.spool.Spools.payload;
import static io.github.modelkeel.tracking.spool.Spools.readAll;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.tracking.Repetitions;
import io.github.modelkeel.tracking.spool.SpoolSettings.Durability;
import io.github.modelkeel.tracking.spool.SpoolSettings.Overflow;
import io.github.modelkeel.tracking.spool.file.DeadLetters;
import io.github.modelkeel.tracking.spool.file.DirectoryOwner;
import io.github.modelkeel.tracking.spool.file.SpoolDirectory;
import io.github.modelkeel.tracking.spool.frame.Entry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
@SuppressWarnings("try") // closed in the middle to look at what is left; closing twice does nothing
class SpoolFaultTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Logger LOGGER = Logger.getLogger(DiskHealth.class.getName());
    private static final Logger CLOSING = Logger.getLogger(QueueState.class.getName());

    @TempDir
    private Path root = Path.of("");

    private final FaultyDisk disk = new FaultyDisk();
    private final List<LogRecord> warnings = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public synchronized void publish(LogRecord record) {
            if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
                warnings.add(record);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOGGER.addHandler(handler);
        LOGGER.setUseParentHandlers(false);
        CLOSING.setLevel(Level.OFF);
    }

    @AfterEach
    void stopListening() {
        LOGGER.removeHandler(handler);
        LOGGER.setUseParentHandlers(true);
        CLOSING.setLevel(null);
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waiting too long").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static void append(DurableQueue queue, long from, long to, boolean droppable) {
        for (long i = from; i <= to; i++) {
            queue.append(payload(i), droppable);
        }
    }

    @ParameterizedTest(name = "no memory for operation {0}")
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 17, 20})
    void withoutMemoryForAMomentNothingIsLostAndTheThreadWritesOn(int operation) throws Exception {
        try (DurableQueue queue = Spools.newQueue(Spools.patient(Spools.settings(root)), disk)) {
            append(queue, 1, 3000, true);
            disk.memoryFor.set(operation);
            List<Long> read = new ArrayList<>();
            long last = 0;
            for (long next = 3001; read.size() < 6000; next += next < 6001 ? 100 : 0) {
                if (next < 6001) {
                    append(queue, next, next + 99, true);
                    queue.sync(LONG);
                }
                try {
                    for (Entry entry : queue.read(last, 170, 1 << 20, Duration.ofMillis(5))) {
                        read.add(Spools.number(entry.payload()));
                        last = entry.sequence();
                    }
                } catch (OutOfMemoryError e) { // the consumer's own: it reads again
                    assertThat(e).hasMessage("Java heap space");
                }
            }
            assertThat(read).isEqualTo(upTo(6000));
            assertThat(disk.memoryFor).as("it happened").hasNegativeValue();
            assertThat(queue.sync(LONG)).isTrue();
            assertThat(balanced(queue).dropped()).isZero();
        }
    }

    @Test
    void whatCannotBeReadForAMomentIsReadLater() throws Exception {
        try (DurableQueue queue = Spools.newQueue(Spools.settings(root), disk)) {
            append(queue, 1, 2000, true);
            assertThat(queue.sync(LONG)).isTrue();
            disk.failingReads.set(5);
            List<Long> read = new ArrayList<>();
            while (read.size() < 2000) {
                long last = read.isEmpty() ? 0 : read.get(read.size() - 1);
                read.addAll(numbers(queue.read(last, 300, 1 << 20, Duration.ZERO)));
            }
            assertThat(read).isEqualTo(upTo(2000));
            assertThat(balanced(queue).dropped()).isZero();
            assertThat(queue.stats().lastFault()).contains("Too many open files");
        }
    }

    @ParameterizedTest(name = "no memory for operation {0}")
    @ValueSource(ints = {0, 1, 2, 3, 50, 90})
    void withoutMemoryForTheLogOfWhatWasDeliveredNothingIsForgotten(int operation) {
        String value = "x".repeat(20_000);
        DurableQueue queue = Spools.newQueue(Spools.settings(root), disk);
        append(queue, 1, 10, false);
        int remembered = 0;
        for (int failures = 0; remembered < 200; ) {
            if (remembered == 50 && failures == 0) { // the log is rewritten when it has a megabyte
                disk.memoryFor.set(operation + 2);
                failures++;
            }
            try {
                queue.remember("run." + remembered, value);
                remembered++;
            } catch (OutOfMemoryError e) {
                failures++;
            }
        }
        assertThat(queue.sync(LONG)).isTrue();
        disk.memoryFor.set(-1);
        queue.close();
        try (DurableQueue again = Spools.adopt(queue.directory())) {
            assertThat(again.remembered())
                    .hasSize(200)
                    .allSatisfy((key, kept) -> assertThat(kept).isEqualTo(value));
        }
    }

    @Test
    void aFullDiskMeansMemoryAndThenTheDiskAgainInOrder() throws Exception {
        try (DurableQueue queue = Spools.newQueue(Spools.settings(root), disk)) {
            append(queue, 1, 2000, true);
            assertThat(queue.sync(LONG)).isTrue();
            disk.room.set(10_007);
            append(queue, 2001, 4000, true);
            assertThat(queue.sync(LONG)).isFalse();
            assertThat(balanced(queue).degraded()).isTrue();
            assertThat(queue.stats().lastFault()).contains("No space left on device");
            assertThat(numbers(readAll(queue))).isEqualTo(upTo(4000));

            disk.room.set(Long.MAX_VALUE / 2);
            await(() -> !queue.stats().degraded());
            append(queue, 4001, 5000, true);
            assertThat(queue.sync(LONG)).isTrue();
            assertThat(numbers(readAll(queue))).isEqualTo(upTo(5000));
            assertThat(balanced(queue).dropped()).isZero();
        }
        assertThat(warnings).hasSize(1);
        try (DurableQueue queue = Spools.adopt(DurableQueue.orphans(root).get(0))) {
            assertThat(SpoolDirectory.files(queue.directory(), SpoolDirectory.SEGMENT))
                    .as("failed tries leave no files")
                    .hasSizeLessThan(6);
            assertThat(numbers(readAll(queue))).isEqualTo(upTo(5000));
            assertThat(balanced(queue).lost()).isZero();
        }
    }

    @Test
    void aDiskThatFillsUpAtAnyByteNeverLeavesACorruptPrefix() throws Exception {
        Random random = new Random(13);
        for (int i = 0; i < Repetitions.of(100, 200, 1000); i++) {
            FaultyDisk small = new FaultyDisk();
            small.room.set(2000 + random.nextInt(100_000));
            SpoolSettings settings =
                    Spools.settings(root, 1 << 20, 64 << 20, 8192 + random.nextInt(65536), Overflow.BLOCK);
            DurableQueue queue = Spools.newQueue(settings, small);
            append(queue, 1, 2000, random.nextBoolean());
            boolean synced = queue.sync(LONG);
            Path directory = queue.directory();
            assertThat(balanced(queue).dropped()).isZero();
            assertThat(numbers(readAll(queue))).isEqualTo(upTo(2000));
            queue.close();
            Stats closed = balanced(queue);
            assertThat(closed.dropped() == 0).isEqualTo(synced);
            if (closed.pendingRecords() == 0) {
                assertThat(closed.dropped()).isEqualTo(2000);
                continue;
            }
            try (DurableQueue again = Spools.adopt(directory)) {
                assertThat(numbers(readAll(again))).as("round %s", i).isEqualTo(upTo(2000 - closed.dropped()));
                assertThat(balanced(again).lost()).isZero();
                again.acknowledge(again.lastSequence(), 2000 - closed.dropped());
            }
            assertThat(directory).doesNotExist();
        }
    }

    @Test
    void memoryIsBoundedWhenTheDiskIsGoneAndTheDropsAreCounted() throws Exception {
        int queueBytes = 256 << 10;
        SpoolSettings settings = Spools.settings(root, queueBytes, 64 << 20, 1 << 20, Overflow.DROP_OLDEST_METRICS);
        try (DurableQueue queue = Spools.newQueue(settings, disk)) {
            append(queue, 1, 100, true);
            assertThat(queue.sync(LONG)).isTrue();
            disk.room.set(0);
            TreeSet<Long> kept = new TreeSet<>(upTo(100));
            for (long i = 101; i <= 50_000; i++) {
                boolean param = i % 500 == 0;
                assertThat(queue.append(payload(i), !param)).isEqualTo(i);
                if (param) {
                    kept.add(i);
                }
            }
            Stats stats = balanced(queue);
            assertThat(stats.dropped()).isPositive();
            assertThat(stats.pendingBytes()).isLessThan(queueBytes + 20_000);
            List<Long> read = numbers(readAll(queue));
            assertThat(read)
                    .hasSize((int) stats.pendingRecords())
                    .isSorted()
                    .containsAll(kept)
                    .endsWith(50_000L);
            assertThat(balanced(queue).dropped()).isEqualTo(50_000 - read.size());

            disk.room.set(Long.MAX_VALUE / 2);
            await(() -> !queue.stats().degraded());
            assertThat(numbers(readAll(queue))).isEqualTo(read);
            queue.close();
            try (DurableQueue again = Spools.adopt(queue.directory())) {
                assertThat(numbers(readAll(again))).isEqualTo(read);
                assertThat(balanced(again).lost()).isZero();
            }
        }
    }

    @Test
    void whatTheConsumerHasReadFromMemoryIsNotDroppedUnderIt() throws Exception {
        SpoolSettings settings = Spools.settings(root, 64 << 10, 64 << 20, 1 << 20, Overflow.DROP_OLDEST_METRICS);
        disk.readOnly = true;
        try (DurableQueue queue = Spools.newQueue(settings, disk)) {
            append(queue, 1, 300, true);
            List<Entry> read = queue.read(0, 200, 1 << 20, LONG);
            assertThat(numbers(read)).isEqualTo(upTo(200));
            append(queue, 301, 10_000, true);
            long dropped = balanced(queue).dropped();
            assertThat(dropped).isPositive();
            queue.acknowledge(200, 200);
            assertThat(balanced(queue).acknowledged()).isEqualTo(200);
            assertThat(balanced(queue).dropped()).isEqualTo(dropped);
            List<Long> rest = numbers(readAll(queue));
            assertThat(rest.get(0)).isGreaterThan(300);
            assertThat(rest).hasSize((int) (10_000 - 200 - dropped));
        }
    }

    @Test
    void aMetricThatFindsNoRoomInTimeIsDroppedAndAParameterIsKept() {
        SpoolSettings settings = Spools.settings(root, 8192, 64 << 20, 1 << 20, Overflow.BLOCK);
        disk.readOnly = true;
        try (DurableQueue queue = Spools.newQueue(settings, disk)) {
            long last = 0;
            while (last >= 0) {
                last = queue.append(payload(1, 500), true);
            }
            assertThat(balanced(queue).dropped()).isEqualTo(1);
            assertThat(queue.append(payload(2, 500), false)).isPositive();
            assertThat(balanced(queue).dropped()).isEqualTo(1);
        }
    }

    @Test
    void aReadOnlyDirectoryMeansMemoryUntilItCanBeWritten() throws Exception {
        Path parent = Files.createDirectory(root.resolve("parent"), DirectoryOwner.ownersOnly("rwx------"));
        if (run("chattr", "+i", parent.toString()) != 0) {
            assertThat(parent.toFile().setWritable(false)).isTrue();
        }
        Assumptions.assumeFalse(canWrite(parent), "this user writes into read-only directories");
        DurableQueue queue = Spools.newQueue(Spools.settings(parent.resolve("spool")));
        try {
            append(queue, 1, 1000, true);
            assertThat(queue.sync(Duration.ofSeconds(1))).isFalse();
            assertThat(balanced(queue).degraded()).isTrue();
            assertThat(numbers(readAll(queue))).isEqualTo(upTo(1000));
            queue.acknowledge(500, 500);
        } finally {
            int changed = run("chattr", "-i", parent.toString());
            assertThat(changed).isGreaterThanOrEqualTo(0);
            assertThat(parent.toFile().setWritable(true)).isTrue();
        }
        await(() -> !queue.stats().degraded());
        assertThat(queue.sync(LONG)).isTrue();
        assertThat(numbers(readAll(queue)))
                .isEqualTo(LongStream.rangeClosed(501, 1000).boxed().toList());
        queue.close();
        assertThat(balanced(queue).dropped()).isZero();
        assertThat(warnings).hasSize(1);
        try (DurableQueue again = Spools.adopt(queue.directory())) {
            assertThat(again.header()).isEqualTo(Spools.HEADER);
            assertThat(numbers(readAll(again)))
                    .isEqualTo(LongStream.rangeClosed(501, 1000).boxed().toList());
        }
    }

    /** The status of a command; root is not stopped by permissions, but by this attribute. */
    private static int run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command).start().waitFor();
        } catch (IOException e) {
            return 127;
        }
    }

    private static boolean canWrite(Path directory) {
        try {
            Files.delete(Files.createFile(directory.resolve("probe")));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aDirectoryDeletedWhileInUseIsPutBack() throws Exception {
        SpoolSettings settings = Spools.settings(root, 1 << 20, 64 << 20, 32 << 10, Overflow.BLOCK);
        try (DurableQueue queue = Spools.newQueue(settings)) {
            queue.remember("run", "1234");
            append(queue, 1, 3000, true);
            assertThat(queue.sync(LONG)).isTrue();
            queue.acknowledge(700, 700);
            deleteAll(queue.directory());
            append(queue, 3001, 4000, true);
            await(() -> queue.stats().lastFault() != null);
            await(() -> !queue.stats().degraded());
            assertThat(queue.sync(LONG)).isTrue();
            assertThat(balanced(queue).dropped()).isZero();
            assertThat(numbers(readAll(queue)))
                    .isEqualTo(LongStream.rangeClosed(701, 4000).boxed().toList());
            assertThat(DurableQueue.orphans(root)).isEmpty();
            queue.close();
            try (DurableQueue again = Spools.adopt(queue.directory())) {
                assertThat(again.remembered()).containsEntry("run", "1234");
                assertThat(numbers(readAll(again)))
                        .isEqualTo(LongStream.rangeClosed(701, 4000).boxed().toList());
                assertThat(balanced(again).lost()).isZero();
            }
        }
        assertThat(warnings).hasSize(1);
    }

    private static void deleteAll(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    @ParameterizedTest(name = "{0} failed forces")
    @ValueSource(ints = {1, 2, 7})
    void aFailedForceMeansANewSegmentWithEverythingSinceTheLastGoodOne(int failures) throws Exception {
        SpoolSettings settings = Spools.with(Spools.settings(root), Durability.POWER_LOSS, false);
        try (DurableQueue queue = Spools.newQueue(settings, disk)) {
            append(queue, 1, 300, true);
            int before = SpoolDirectory.files(queue.directory(), SpoolDirectory.SEGMENT)
                    .size();
            disk.failingForces.set(failures);
            append(queue, 301, 600, false);
            await(() -> disk.failingForces.get() == 0);
            await(() -> !queue.stats().degraded());
            append(queue, 601, 700, true);
            assertThat(queue.sync(LONG)).isTrue();
            assertThat(queue.stats().lastFault()).contains("Input/output error");
            assertThat(SpoolDirectory.files(queue.directory(), SpoolDirectory.SEGMENT))
                    .hasSizeGreaterThan(before);
            assertThat(numbers(readAll(queue))).isEqualTo(upTo(700));
            queue.acknowledge(50, 50);
            assertThat(balanced(queue).dropped()).isZero();
            queue.close();
            try (DurableQueue again = Spools.adopt(queue.directory())) {
                assertThat(numbers(readAll(again)))
                        .isEqualTo(LongStream.rangeClosed(51, 700).boxed().toList());
                assertThat(balanced(again).lost()).isZero();
            }
        }
    }

    @Test
    void aDiskThatIsNeverForcedDegradesAndContinues() throws Exception {
        SpoolSettings settings = Spools.with(Spools.settings(root), Durability.POWER_LOSS, false);
        try (DurableQueue queue = Spools.newQueue(settings, disk)) {
            append(queue, 1, 100, true);
            disk.failingForces.set(Integer.MAX_VALUE);
            append(queue, 101, 2000, true);
            assertThat(queue.sync(Duration.ofMillis(200))).isFalse();
            assertThat(balanced(queue).degraded()).isTrue();
            assertThat(numbers(readAll(queue))).isEqualTo(upTo(2000));
            queue.acknowledge(1500, 1500);
            assertThat(numbers(readAll(queue)))
                    .isEqualTo(LongStream.rangeClosed(1501, 2000).boxed().toList());
            assertThat(balanced(queue).dropped()).isZero();
            await(() -> disk.diskHealth.get() > 5);
            assertThat(warnings).hasSize(1);
            disk.failingForces.set(0);
            await(() -> !queue.stats().degraded());
            assertThat(numbers(readAll(queue)))
                    .isEqualTo(LongStream.rangeClosed(1501, 2000).boxed().toList());
        }
    }

    @Test
    void theFullDeviceOfTheSystemIsLikeAFullDisk() throws Exception {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full), "needs /dev/full");
        SystemDisk onFull = new SystemDisk() {
            @Override
            public RandomAccessFile create(Path path) throws IOException {
                super.create(path).close();
                return path.toString().contains(SpoolDirectory.SEGMENT)
                        ? new RandomAccessFile(full.toFile(), "rw")
                        : open(path);
            }
        };
        try (DurableQueue queue = Spools.newQueue(Spools.settings(root), onFull)) {
            append(queue, 1, 1000, true);
            assertThat(queue.sync(LONG)).isFalse();
            Stats stats = balanced(queue);
            assertThat(stats.degraded()).isTrue();
            assertThat(stats.lastFault()).contains("No space left on device");
            assertThat(numbers(readAll(queue))).isEqualTo(upTo(1000));
            assertThat(SpoolDirectory.files(queue.directory(), SpoolDirectory.SEGMENT))
                    .isEmpty();
            queue.acknowledge(400, 400);
            queue.close();
            assertThat(balanced(queue).dropped()).isEqualTo(600);
        }
        assertThat(warnings).hasSize(1);
    }

    @Test
    void deadLettersAndMarksWaitInMemoryWhileTheDiskIsFull() throws Exception {
        try (DurableQueue queue = Spools.newQueue(Spools.settings(root), disk)) {
            append(queue, 1, 10, true);
            assertThat(queue.sync(LONG)).isTrue();
            List<Entry> read = readAll(queue);
            disk.room.set(0);
            queue.deadLetter(read.get(0), "a", "first");
            queue.remember("k", "v");
            queue.acknowledge(5, 4);
            assertThat(balanced(queue).deadLettered()).isEqualTo(1);
            assertThat(queue.stats().lastFault()).contains("No space left");
            disk.room.set(Long.MAX_VALUE / 2);
            queue.deadLetter(read.get(5), "b", "second");
            queue.acknowledge(7, 1);
            queue.close();
            assertThat(Files.readAllLines(queue.directory().resolve(DeadLetters.NAME)))
                    .hasSize(2);
            try (DurableQueue again = Spools.adopt(queue.directory())) {
                assertThat(again.remembered()).containsEntry("k", "v");
                assertThat(numbers(readAll(again))).containsExactly(8L, 9L, 10L);
            }
        }
    }

    @Test
    void whatIsForcedWhileTheMarksAreRepairedIsNotWrittenAgain() throws Exception {
        Duration never = Duration.ofHours(1);
        Tuning tuning = new Tuning(Duration.ofMillis(5), never, Duration.ofMillis(5), Duration.ofMillis(20));
        try (DurableQueue queue = DurableQueue.create(Spools.settings(root), Spools.HEADER, tuning, disk)) {
            append(queue, 1, 10, true);
            assertThat(queue.sync(LONG)).as("written, not forced").isTrue();
            disk.failingForces.set(1);
            queue.remember("k", "v"); // finds the fault, and the writer repairs what it left
            append(queue, 11, 20, true);
            assertThat(queue.sync(LONG)).isTrue();
            assertThat(balanced(queue).pendingRecords()).isEqualTo(20);
            disk.failingForces.set(1);
            append(queue, 21, 5000, true); // a quarter of the buffer: the writer forces, and cannot
            await(() -> disk.failingForces.get() == 0);
            assertThat(queue.sync(LONG)).isTrue();
            assertThat(balanced(queue).pendingRecords()).isEqualTo(5000);
            assertThat(numbers(readAll(queue))).isEqualTo(upTo(5000));
        }
    }

    @ParameterizedTest(name = "{0} KiB")
    @ValueSource(ints = {1, 20, 100})
    void aLimitOnTheSizeOfFilesMeansMoreSegmentsOrMemory(int limit) throws Exception {
        Assumptions.assumeTrue(Files.exists(Path.of("/bin/bash")), "needs bash");
        String[] said;
        try (ChildProcess child = ChildProcess.start(
                List.of("ulimit", "-f", Integer.toString(limit)), FaultChild.class, root.toString())) {
            said = child.line().split(" ", 4);
            assertThat(child.exitStatus()).isZero();
        }
        assertThat(said[3]).contains("File too large");
        long dropped = Long.parseLong(said[1]);
        long pending = Long.parseLong(said[2]);
        assertThat(dropped + pending).isEqualTo(FaultChild.RECORDS - 1000);
        assertThat(said[0]).isEqualTo(String.valueOf(limit == 100));
        assertThat(dropped == 0).as("nothing is dropped when all is on disk").isEqualTo(limit == 100);
        if (pending > 0) {
            try (DurableQueue queue = Spools.adopt(DurableQueue.orphans(root).get(0))) {
                List<Long> found = numbers(readAll(queue));
                assertThat(found)
                        .hasSize((int) pending)
                        .isEqualTo(LongStream.rangeClosed(1001, 1000 + pending)
                                .boxed()
                                .toList());
                assertThat(balanced(queue).lost()).isZero();
            }
        }
    }
}
