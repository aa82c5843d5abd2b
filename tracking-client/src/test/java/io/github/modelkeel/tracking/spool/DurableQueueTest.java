package io.github.modelkeel.tracking.spool;

import static io.github.modelkeel.tracking.spool.Spools.balanced;
import static io.github.modelkeel.tracking.spool.Spools.newQueue;
import static io.github.modelkeel.tracking.spool.Spools.numbers;
import static io.github.modelkeel.tracking.spool.Spools.payload;
import static io.github.modelkeel.tracking.spool.Spools.readAll;
import static io.github.modelkeel.tracking.spool.Spools.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.tracking.spool.SpoolSettings.Durability;
import io.github.modelkeel.tracking.spool.SpoolSettings.Overflow;
import io.github.modelkeel.tracking.spool.file.DirectoryOwner;
import io.github.modelkeel.tracking.spool.file.SpoolDirectory;
import io.github.modelkeel.tracking.spool.frame.Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DurableQueueTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    private Path root = Path.of("");

    @Test
    void whatIsAppendedIsReadInOrderAndGoneWhenAcknowledged() throws Exception {
        try (DurableQueue queue = newQueue(settings(root))) {
            for (long i = 1; i <= 5000; i++) {
                assertThat(queue.append(payload(i), i % 3 > 0)).isEqualTo(i);
            }
            assertThat(queue.sync(LONG)).isTrue();

            List<Entry> first = queue.read(0, 1000, 1 << 20, Duration.ZERO);
            assertThat(numbers(first))
                    .isEqualTo(LongStream.rangeClosed(1, 1000).boxed().toList());
            assertThat(first.get(0).droppable()).isTrue();
            assertThat(first.get(2).droppable()).isFalse();
            assertThat(queue.read(0, 7, 1 << 20, Duration.ZERO)).hasSize(7);

            queue.acknowledge(1000, 1000);
            assertThat(numbers(readAll(queue)))
                    .isEqualTo(LongStream.rangeClosed(1001, 5000).boxed().toList());
            queue.acknowledge(5000, 4000);

            Stats stats = balanced(queue);
            assertThat(stats.acknowledged()).isEqualTo(5000);
            assertThat(stats.pendingRecords()).isZero();
            assertThat(stats.oldestPendingAgeMillis()).isZero();
            assertThat(stats.lastFault()).isNull();
            assertThat(queue.lastSequence()).isEqualTo(5000);
        }
        assertThat(list(root)).isEmpty();
    }

    @Test
    void aReadKeepsToItsLimitsAndOneRecordAlwaysFits() throws Exception {
        try (DurableQueue queue = newQueue(settings(root))) {
            queue.append(payload(1, 3000), false);
            queue.append(payload(2, 100), false);
            queue.append(payload(3, 100), false);
            queue.append(payload(4, 1 << 19), false);
            assertThat(queue.sync(LONG)).isTrue();

            assertThat(numbers(queue.read(0, 10, 50, Duration.ZERO))).containsExactly(1L);
            assertThat(numbers(queue.read(1, 10, 300, Duration.ZERO))).containsExactly(2L, 3L);
            assertThat(numbers(queue.read(3, 10, 300, Duration.ZERO))).containsExactly(4L);
            assertThat(queue.read(4, 10, 300, Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void aReaderWaitsForARecord() throws Exception {
        try (DurableQueue queue = newQueue(settings(root))) {
            List<Entry> read = new ArrayList<>();
            Thread reader = new Thread(() -> {
                try {
                    read.addAll(queue.read(0, 10, 1000, LONG));
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            reader.start();
            while (reader.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            queue.append(payload(1), false);
            reader.join();
            assertThat(numbers(read)).containsExactly(1L);
        }
    }

    @Test
    void aReaderCanBeInterruptedAndTheQueueContinues() throws Exception {
        try (DurableQueue queue = newQueue(settings(root))) {
            queue.append(payload(1), false);
            assertThat(queue.sync(LONG)).isTrue();
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> queue.read(0, 10, 1000, LONG)).isInstanceOf(InterruptedException.class);
            Thread.currentThread().interrupt();
            queue.remember("run", "abc");
            queue.deadLetter(new Entry(1, payload(1), false), "a", "b");
            queue.acknowledge(1, 0);
            assertThat(queue.append(payload(2), false)).isEqualTo(2);
            assertThat(queue.sync(LONG)).isTrue();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(balanced(queue).lastFault()).isNull();
            assertThat(numbers(readAll(queue))).containsExactly(2L);
        }
    }

    @Test
    void anotherProcessFindsWhatWasLeft() throws Exception {
        Path directory;
        try (DurableQueue queue = newQueue(settings(root))) {
            directory = queue.directory();
            for (long i = 1; i <= 3000; i++) {
                queue.append(payload(i), true);
            }
            queue.remember("local-1", "0123");
            queue.remember("local-2", "x");
            queue.remember("local-1", "4567");
            assertThat(queue.sync(LONG)).isTrue();
            queue.read(0, 1200, 1 << 20, Duration.ZERO);
            queue.acknowledge(1200, 1200);
            assertThat(DurableQueue.orphans(root)).isEmpty();
        }
        assertThat(DurableQueue.orphans(root)).containsExactly(directory);

        try (DurableQueue queue = Spools.adopt(directory)) {
            assertThat(queue.header()).isEqualTo(Spools.HEADER);
            assertThat(queue.remembered()).isEqualTo(Map.of("local-1", "4567", "local-2", "x"));
            assertThat(balanced(queue).accepted()).isEqualTo(1800);
            assertThat(balanced(queue).lost()).isZero();
            assertThat(numbers(readAll(queue)))
                    .isEqualTo(LongStream.rangeClosed(1201, 3000).boxed().toList());
            assertThat(queue.append(payload(3001), false)).isEqualTo(3001);
            assertThat(queue.sync(LONG)).isTrue();
            assertThat(numbers(readAll(queue, 2999))).containsExactly(3000L, 3001L);
            queue.acknowledge(3001, 1801);
            assertThat(balanced(queue).acknowledged()).isEqualTo(1801);
        }
        assertThat(list(root)).isEmpty();
    }

    @Test
    void segmentsAreFreedWhenTheyAreAcknowledged() throws Exception {
        try (DurableQueue queue = newQueue(settings(root, 1 << 20, 64 << 20, 16 << 10, Overflow.BLOCK))) {
            for (long i = 1; i <= 3000; i++) {
                queue.append(payload(i, 100), true);
            }
            assertThat(queue.sync(LONG)).isTrue();
            long before = queue.stats().spooledBytes();
            assertThat(before).isGreaterThan(3000 * 100);
            queue.acknowledge(1500, 1500);
            assertThat(queue.stats().spooledBytes()).isBetween(before / 3, before * 2 / 3);
            assertThat(SpoolDirectory.files(queue.directory(), ".seg")).hasSizeBetween(5, 20);
            assertThat(numbers(readAll(queue)))
                    .isEqualTo(LongStream.rangeClosed(1501, 3000).boxed().toList());
            assertThat(queue.stats().pendingBytes()).isBetween(1500L * 100, 1500L * 150);
        }
    }

    @Test
    void filesAreTheirOwnersAlone() throws Exception {
        Assumptions.assumeTrue(DirectoryOwner.POSIX, "needs POSIX permissions");
        try (DurableQueue queue = newQueue(settings(root.resolve("a/b")))) {
            queue.append(payload(1), false);
            queue.deadLetter(new Entry(1, payload(1), false), "metric", "no");
            assertThat(queue.sync(LONG)).isTrue();
            for (Path directory : List.of(root.resolve("a"), root.resolve("a/b"), queue.directory())) {
                assertThat(permissions(directory)).isEqualTo("rwx------");
            }
            List<Path> files = list(queue.directory());
            assertThat(files).hasSize(4);
            for (Path file : files) {
                assertThat(permissions(file)).as(file.toString()).isEqualTo("rw-------");
            }
        }
    }

    @Test
    void aRootIntoWhichOthersWriteIsRefused() throws Exception {
        Assumptions.assumeTrue(DirectoryOwner.POSIX, "needs POSIX permissions");
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxrwx---"));
        assertThatThrownBy(() -> newQueue(settings(root)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("others may write");
    }

    @Test
    void aRootOfAnotherUserIsRefused() throws Exception {
        Assumptions.assumeTrue(DirectoryOwner.POSIX, "needs POSIX owners");
        Assumptions.assumeTrue(
                Integer.valueOf(0).equals(Files.getAttribute(root, "unix:uid")), "only root gives files away");
        Files.setAttribute(root, "unix:uid", 12345);
        try {
            assertThatThrownBy(() -> newQueue(settings(root)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("belongs to user 12345");
        } finally {
            Files.setAttribute(root, "unix:uid", 0);
        }
    }

    @Test
    void deadLettersAreLinesThatSurvive() throws Exception {
        Path directory;
        try (DurableQueue queue = newQueue(settings(root))) {
            directory = queue.directory();
            queue.append(payload(1), true);
            queue.append(payload(2), true);
            assertThat(queue.sync(LONG)).isTrue();
            List<Entry> entries = readAll(queue);
            queue.deadLetter(entries.get(0), "metric \"loss\"\n", "HTTP 400: \\ no");
            assertThat(balanced(queue).deadLettered()).isEqualTo(1);
            assertThat(balanced(queue).pendingRecords()).isEqualTo(1);
            queue.acknowledge(2, 1);
            assertThat(balanced(queue).acknowledged()).isEqualTo(1);
            assertThat(balanced(queue).pendingRecords()).isZero();
        }
        assertThat(list(directory)).extracting(Path::getFileName).containsExactly(Path.of("dead-letter.jsonl"));
        assertThat(Files.readString(directory.resolve("dead-letter.jsonl")))
                .startsWith("{\"sequence\":1,\"time\":\"20")
                .contains("\"reason\":\"HTTP 400: \\\\ no\",\"record\":\"metric \\\"loss\\\"\\u000a\",\"payload\":\"")
                .endsWith("\"}\n");
        assertThat(DurableQueue.orphans(root)).isEmpty();
    }

    @Test
    void whatIsNeitherDeliveredNorDeadLetteredCountsAsDropped() throws Exception {
        try (DurableQueue queue = newQueue(settings(root))) {
            for (long i = 1; i <= 10; i++) {
                queue.append(payload(i), false);
            }
            assertThat(queue.sync(LONG)).isTrue();
            queue.acknowledge(10, 7);
            assertThat(balanced(queue).acknowledged()).isEqualTo(7);
            assertThat(balanced(queue).dropped()).isEqualTo(3);
        }
    }

    @Test
    void appendsAfterCloseAreCountedAndCloseIsIdempotent() {
        DurableQueue queue = newQueue(settings(root));
        queue.append(payload(1), false);
        queue.close();
        queue.close();
        assertThat(queue.append(payload(2), false)).isEqualTo(-1);
        assertThat(queue.sync(Duration.ofMillis(1))).isTrue();
        Stats stats = balanced(queue);
        assertThat(stats.dropped()).isEqualTo(1);
        assertThat(stats.pendingRecords()).isEqualTo(1);
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("modelkeel-spool");
    }

    @Test
    void aRecordLargerThanTheCapIsRefused() {
        try (DurableQueue queue = newQueue(settings(root))) {
            assertThat(queue.append(new byte[1 << 20], false)).isEqualTo(1);
            assertThatThrownBy(() -> queue.append(new byte[(1 << 20) + 1], false))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a record must have at most 1048576 bytes, not 1048577");
            assertThat(balanced(queue).accepted()).isEqualTo(1);
        }
    }

    @Test
    void acknowledgedWritesAreInTheFileWhenAppendReturns() throws Exception {
        for (Durability durability : Durability.values()) {
            try (DurableQueue queue = newQueue(Spools.with(settings(root), durability, true))) {
                for (long i = 1; i <= 50; i++) {
                    queue.append(payload(i), true);
                    assertThat(numbers(queue.read(i - 1, 10, 1000, Duration.ZERO)))
                            .containsExactly(i);
                }
            }
        }
    }

    @Test
    void manyThreadsAppendAndEachKeepsItsOrder() throws Exception {
        int threads = 4;
        int each = 50_000;
        try (DurableQueue queue = newQueue(Spools.patient(settings(root)))) {
            CountDownLatch done = new CountDownLatch(threads);
            for (int t = 0; t < threads; t++) {
                long base = t * (long) each;
                new Thread(() -> {
                            for (long i = 0; i < each; i++) {
                                queue.append(payload(base + i, 30), true);
                            }
                            done.countDown();
                        })
                        .start();
            }
            List<Entry> read = new ArrayList<>();
            long last = 0;
            while (read.size() < threads * each) {
                List<Entry> some = queue.read(last, 5000, 1 << 20, LONG);
                assertThat(some).isNotEmpty();
                read.addAll(some);
                last = some.get(some.size() - 1).sequence();
                queue.acknowledge(last, some.size());
            }
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
            long[] next = LongStream.range(0, threads).map(t -> t * each).toArray();
            for (Entry entry : read) {
                long number = Spools.number(entry.payload());
                assertThat(number).isEqualTo(next[(int) (number / each)]++);
            }
            assertThat(balanced(queue).acknowledged()).isEqualTo(threads * (long) each);
            assertThat(balanced(queue).dropped()).isZero();
        }
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static List<Path> list(Path directory) throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }
}
