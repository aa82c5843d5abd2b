package io.github.modelkeel.tracking.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.tracking.Repetitions;
import io.github.modelkeel.tracking.spool.SpoolSettings.Overflow;
import io.github.modelkeel.tracking.spool.file.AckLog;
import io.github.modelkeel.tracking.spool.file.DeadLetters;
import io.github.modelkeel.tracking.spool.frame.Entry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random operations on a queue and on a map that is so simple that it must be right; both must agree after each. */
@Timeout(3600)
class SpoolModelTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private static final Logger FAULTS = Logger.getLogger(DiskHealth.class.getName());

    @TempDir
    private Path root = Path.of("");

    @BeforeAll
    static void keepInjectedFaultsQuiet() {
        FAULTS.setLevel(Level.OFF);
    }

    @AfterAll
    static void warnAgain() {
        FAULTS.setLevel(null);
    }

    static List<Long> seeds() {
        List<Long> seeds = new ArrayList<>();
        for (long seed = 1; seed <= Repetitions.of(20, 60, 2000); seed++) {
            seeds.add(seed);
        }
        return seeds;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theQueueDoesWhatTheModelDoes(long seed) throws Exception {
        new Round(seed).run();
    }

    /** A disk that is quick, since no power is cut here, and that fails now and then. */
    private static final class QuickFaultyDisk extends FaultyDisk {
        @Override
        public void force(RandomAccessFile file) throws IOException {
            if (failingForces.get() > 0) {
                super.force(file);
            }
        }

        @Override
        public void forceDirectory(Path directory) {}
    }

    private final class Round {
        private final Random random;
        private final SpoolSettings settings;
        private final QuickFaultyDisk disk = new QuickFaultyDisk();
        /** What is pending: records by sequence number. */
        private final TreeMap<Long, Long> model = new TreeMap<>();

        private final Map<String, String> remembered = new HashMap<>();
        private DurableQueue queue;
        private long numbers;
        private long accepted;
        private long acknowledged;
        private long deadLettered;
        private long dead;
        private long read;

        Round(long seed) {
            random = new Random(seed);
            settings = Spools.settings(
                    root,
                    4 << 20,
                    64 << 20,
                    4096 << random.nextInt(6),
                    random.nextBoolean() ? Overflow.BLOCK : Overflow.DROP_OLDEST_METRICS);
            queue = Spools.newQueue(settings, disk);
        }

        void run() throws Exception {
            for (int i = 0; i < 400; i++) {
                step();
                check();
            }
            disk.room.set(Long.MAX_VALUE / 2);
            disk.failingForces.set(0);
            assertThat(reopen()).isTrue();
            assertThat(numbersAfter(0)).isEqualTo(List.copyOf(model.values()));
            queue.close();
        }

        private void step() throws Exception {
            switch (random.nextInt(14)) {
                case 0, 1, 2, 3, 4 -> append(1 + random.nextInt(60));
                case 5, 6, 7 -> readSome();
                case 8 -> acknowledge();
                case 9 -> deadLetter();
                case 10 -> remember();
                case 11 ->
                    assertThat(queue.sync(LONG)
                                    || queue.stats().degraded()
                                    || queue.stats().lastFault() != null)
                            .isTrue();
                case 12 -> fault();
                default -> reopen();
            }
        }

        private void append(int records) {
            for (int i = 0; i < records; i++) {
                long number = ++numbers;
                int length = random.nextInt(50) == 0 ? random.nextInt(9000) : random.nextInt(120);
                long sequence = queue.append(Spools.payload(number, length), random.nextInt(3) > 0);
                assertThat(sequence).isPositive();
                assertThat(model.put(sequence, number)).isNull();
                accepted++;
            }
        }

        private void readSome() throws Exception {
            long after = model.isEmpty() || random.nextBoolean() ? read : random.nextLong(model.lastKey() + 1);
            settle();
            int most = 1 + random.nextInt(100);
            List<Entry> entries = queue.read(after, most, 1 + random.nextInt(20_000), Duration.ZERO);
            List<Long> expected = List.copyOf(model.tailMap(after, false).values());
            assertThat(Spools.numbers(entries)).isEqualTo(expected.subList(0, entries.size()));
            assertThat(entries.isEmpty()).isEqualTo(expected.isEmpty());
            if (!entries.isEmpty()) {
                read = Math.max(read, entries.get(entries.size() - 1).sequence());
            }
        }

        /** Waits until what was appended can be read: on disk, or in memory once that is known to be gone. */
        private void settle() {
            while (!queue.sync(LONG)) {
                if (queue.stats().degraded()) {
                    return;
                }
            }
        }

        private void acknowledge() {
            if (read == 0 || model.isEmpty()) {
                return;
            }
            long upTo = Math.max(0, read - random.nextInt(20));
            long records = model.headMap(upTo, true).size();
            long ofThemDead = dead <= upTo && model.containsKey(dead) ? 1 : 0;
            queue.acknowledge(upTo, records - ofThemDead);
            acknowledged += records - ofThemDead;
            dead = ofThemDead > 0 ? 0 : dead;
            model.headMap(upTo, true).clear();
        }

        private void deadLetter() {
            if (dead == 0 && !model.isEmpty() && model.firstKey() <= read) {
                dead = model.firstKey();
                byte[] payload = Spools.payload(model.firstEntry().getValue(), 1);
                queue.deadLetter(new Entry(dead, payload, true), "x", "y");
                deadLettered++;
            }
        }

        private void remember() {
            String key = "k" + random.nextInt(5);
            remembered.put(key, "v" + random.nextInt());
            queue.remember(key, remembered.get(key));
        }

        private void fault() {
            switch (random.nextInt(4)) {
                case 0 -> disk.failingForces.set(1 + random.nextInt(3));
                case 1 -> disk.room.set(random.nextInt(20_000));
                default -> {
                    disk.room.set(Long.MAX_VALUE / 2);
                    disk.failingForces.set(0);
                }
            }
        }

        /** Closes the queue and takes it over; only while the disk is well, else records are lost for good. */
        private boolean reopen() throws Exception {
            if (disk.room.get() < Long.MAX_VALUE / 4 || disk.failingForces.get() > 0) {
                return false;
            }
            while (!queue.sync(LONG) || queue.stats().degraded()) {
                Thread.onSpinWait();
            }
            Path directory = queue.directory();
            queue.close();
            if (model.isEmpty()) {
                assertThat(directory.resolve(AckLog.NAME)).doesNotExist();
                remembered.clear();
                queue = Spools.newQueue(settings, disk);
                read = 0;
            } else {
                queue = DurableQueue.adopt(directory, settings, Spools.IMPATIENT, disk)
                        .orElseThrow();
            }
            accepted = model.size();
            acknowledged = 0;
            deadLettered = 0;
            dead = 0;
            Files.deleteIfExists(directory.resolve(DeadLetters.NAME));
            return true;
        }

        private List<Long> numbersAfter(long after) throws Exception {
            return Spools.numbers(Spools.readAll(queue, after));
        }

        private void check() {
            Stats stats = Spools.balanced(queue);
            assertThat(stats.accepted()).isEqualTo(accepted);
            assertThat(stats.acknowledged()).isEqualTo(acknowledged);
            assertThat(stats.deadLettered()).isEqualTo(deadLettered);
            assertThat(stats.dropped()).isZero();
            assertThat(stats.lost()).isZero();
            assertThat(stats.pendingRecords()).isEqualTo(model.size() - (dead > 0 ? 1 : 0));
            assertThat(queue.remembered()).isEqualTo(remembered);
        }
    }
}
