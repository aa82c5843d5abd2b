package io.github.modelkeel.tracking.spool;

import static io.github.modelkeel.tracking.spool.Spools.balanced;
import static io.github.modelkeel.tracking.spool.Spools.numbers;
import static io.github.modelkeel.tracking.spool.Spools.payload;
import static io.github.modelkeel.tracking.spool.Spools.readAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.tracking.spool.SpoolSettings.Overflow;
import io.github.modelkeel.tracking.spool.file.SpoolDirectory;
import io.github.modelkeel.tracking.spool.frame.Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SpoolQuotaTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final long QUOTA = 512 << 10;

    @TempDir
    private Path root = Path.of("");

    private DurableQueue queue(Overflow overflow) {
        return Spools.newQueue(Spools.settings(root, 128 << 10, QUOTA, 64 << 10, overflow));
    }

    /** One whose appends wait for a disk that is slow today, so that only the quota makes room. */
    private DurableQueue patientQueue(Overflow overflow) {
        return Spools.newQueue(Spools.patient(Spools.settings(root, 128 << 10, QUOTA, 64 << 10, overflow)));
    }

    private static long filesOf(DurableQueue queue) throws Exception {
        long sum = 0;
        for (Path file : SpoolDirectory.files(queue.directory(), SpoolDirectory.SEGMENT)) {
            sum += Files.size(file);
        }
        return sum;
    }

    @Test
    void theOldestMetricsGoAndParametersStay() throws Exception {
        Set<Long> params = new TreeSet<>();
        List<Long> read;
        try (DurableQueue queue = patientQueue(Overflow.DROP_OLDEST_METRICS)) {
            for (long i = 1; i <= 40_000; i++) {
                boolean param = i % 100 == 0;
                assertThat(queue.append(payload(i, 80), !param)).isEqualTo(i);
                if (param) {
                    params.add(i);
                }
            }
            assertThat(queue.sync(LONG)).isTrue();
            Stats stats = balanced(queue);
            assertThat(stats.dropped()).isPositive();
            assertThat(stats.lastFault()).isNull();
            assertThat(stats.spooledBytes()).isLessThanOrEqualTo(QUOTA).isEqualTo(filesOf(queue));
            read = numbers(readAll(queue));
            assertThat(read).hasSize((int) stats.pendingRecords()).isSorted().containsAll(params);
            List<Long> metrics = read.stream().filter(i -> i % 100 != 0).toList();
            assertThat(metrics).hasSizeGreaterThan(1000);
            assertThat(metrics.get(metrics.size() - 1) - metrics.get(0))
                    .as("the newest metrics are kept, without a hole")
                    .isLessThan(metrics.size() * 100L / 99 + 2);
            assertThat(read).endsWith(40_000L);
        }
        try (DurableQueue again = Spools.adopt(DurableQueue.orphans(root).get(0))) {
            assertThat(numbers(readAll(again))).isEqualTo(read);
            assertThat(balanced(again).lost()).isZero();
        }
    }

    @Test
    void whatTheConsumerHasReadIsNotDroppedUnderIt() throws Exception {
        try (DurableQueue queue = queue(Overflow.DROP_OLDEST_METRICS)) {
            for (long i = 1; i <= 1000; i++) {
                queue.append(payload(i, 80), true);
            }
            assertThat(queue.sync(LONG)).isTrue();
            List<Entry> inFlight = queue.read(0, 700, 1 << 20, LONG);
            assertThat(inFlight).hasSize(700);
            for (long i = 1001; i <= 20_000; i++) {
                queue.append(payload(i, 80), true);
            }
            assertThat(queue.sync(LONG)).isTrue();
            long dropped = balanced(queue).dropped();
            assertThat(dropped).isPositive();
            assertThat(numbers(queue.read(0, 700, 1 << 20, LONG))).isEqualTo(numbers(inFlight));
            queue.acknowledge(700, 700);
            assertThat(balanced(queue).acknowledged()).isEqualTo(700);
            assertThat(balanced(queue).dropped()).isEqualTo(dropped);
            assertThat(readAll(queue)).hasSize((int) (20_000 - 700 - dropped));
        }
    }

    @Test
    void aConsumerThatKeepsUpSeesEverythingExactlyOnceWhileMetricsAreDropped() throws Exception {
        try (DurableQueue queue = queue(Overflow.DROP_OLDEST_METRICS)) {
            Thread producer = new Thread(() -> {
                for (long i = 1; i <= 100_000; i++) {
                    queue.append(payload(i, 60), i % 50 != 0);
                }
            });
            producer.start();
            List<Long> read = new ArrayList<>();
            long last = 0;
            while (true) {
                List<Entry> some = queue.read(last, 300, 1 << 20, Duration.ofMillis(50));
                if (some.isEmpty()
                        && !producer.isAlive()
                        && queue.sync(LONG)
                        && queue.read(last, 1, 100, Duration.ZERO).isEmpty()) {
                    break;
                }
                for (Entry entry : some) {
                    last = entry.sequence();
                    read.add(Spools.number(entry.payload()));
                }
                queue.acknowledge(last, some.size());
                balanced(queue);
            }
            Stats stats = balanced(queue);
            assertThat(stats.acknowledged()).isEqualTo(read.size());
            assertThat(stats.dropped()).isEqualTo(100_000 - read.size());
            assertThat(read).isSorted().doesNotHaveDuplicates();
            assertThat(read.stream().filter(i -> i % 50 == 0)).hasSize(2000);
        }
    }

    @Test
    void blockingWaitsForTheConsumer() throws Exception {
        try (DurableQueue queue = patientQueue(Overflow.BLOCK)) {
            Thread producer = new Thread(() -> {
                for (long i = 1; i <= 50_000; i++) {
                    queue.append(payload(i, 80), true);
                }
            });
            producer.start();
            long last = 0;
            while (last < 50_000) {
                List<Entry> some = queue.read(last, 500, 1 << 20, LONG);
                for (Entry entry : some) {
                    assertThat(Spools.number(entry.payload())).isEqualTo(++last);
                }
                queue.acknowledge(last, some.size());
                assertThat(queue.stats().spooledBytes()).isLessThanOrEqualTo(QUOTA + (64 << 10));
            }
            assertThat(balanced(queue).dropped()).isZero();
        }
    }

    @Test
    void aMetricThatWaitedTooLongIsDroppedAndAParameterGoesBeyondTheQuota() throws Exception {
        try (DurableQueue queue = queue(Overflow.BLOCK)) {
            long appended = 0;
            while (queue.append(payload(1, 80), true) > 0) {
                appended++;
            }
            assertThat(balanced(queue).dropped()).isEqualTo(1);
            assertThat(queue.append(payload(2, 80), false)).isEqualTo(appended + 1);
            assertThat(queue.sync(LONG)).isTrue();
            assertThat(numbers(readAll(queue, appended))).containsExactly(2L);
        }
    }

    @Test
    void failingNamesTheQuotaAndCountsNothing() throws Exception {
        try (DurableQueue queue = queue(Overflow.FAIL)) {
            assertThatThrownBy(() -> {
                        while (true) {
                            assertThat(queue.append(payload(1, 80), false)).isPositive();
                        }
                    })
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("quota of " + QUOTA + " bytes")
                    .hasMessageContaining(queue.directory().toString());
            assertThat(queue.sync(LONG)).isTrue();
            Stats stats = balanced(queue);
            assertThat(stats.accepted()).isEqualTo(stats.pendingRecords());
            assertThat(stats.dropped()).isZero();
            queue.acknowledge(queue.lastSequence(), stats.pendingRecords());
            assertThat(queue.append(payload(2), false)).isEqualTo(stats.accepted() + 1);
        }
    }
}
