package io.github.modelkeel.tracking.spool;

import io.github.modelkeel.tracking.spool.frame.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Appends records from four threads as fast as it can, while a consumer is slow and then dead, and says what came of it: the counters,
 * the rate, the heap in use at the end and the most memory the process ever had.
 */
final class LoadChild {
    private static final int THREADS = 4;
    private static final int PAYLOAD = 98;

    private LoadChild() {}

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        long records = Long.parseLong(arguments[1]);
        long quota = Long.parseLong(arguments[2]);
        SpoolSettings defaults = SpoolSettings.ofDefaults(root);
        SpoolSettings settings = new SpoolSettings(
                root,
                defaults.durability(),
                false,
                defaults.queueBytes(),
                quota,
                defaults.segmentBytes(),
                defaults.overflow(),
                Duration.ofSeconds(60));
        try (DurableQueue queue = DurableQueue.create(settings, Spools.HEADER)) {
            for (int i = 0; i < 1000; i++) {
                queue.append(new byte[PAYLOAD], true);
            }
            long residentBefore = peakResidentKiB();
            Thread consumer = new Thread(() -> consume(queue, records / 10));
            consumer.setDaemon(true);
            consumer.start();
            long start = System.nanoTime();
            appendAll(queue, records - 1000);
            double seconds = (System.nanoTime() - start) / 1e9;
            if (!queue.sync(Duration.ofMinutes(2))) {
                throw new IllegalStateException("not on disk: " + queue.stats());
            }
            consumer.join();
            Stats stats = Spools.balanced(queue);
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            System.out.printf(
                    "accepted=%d acknowledged=%d dropped=%d pending=%d spooled=%d perSecond=%.0f heapKiB=%d residentBeforeKiB=%d residentKiB=%d%n",
                    stats.accepted(),
                    stats.acknowledged(),
                    stats.dropped(),
                    stats.pendingRecords(),
                    stats.spooledBytes(),
                    records / seconds,
                    (runtime.totalMemory() - runtime.freeMemory()) >> 10,
                    residentBefore,
                    peakResidentKiB());
        }
    }

    private static void appendAll(DurableQueue queue, long records) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            long share = records / THREADS + (t < records % THREADS ? 1 : 0);
            Thread thread = new Thread(() -> {
                for (long i = 0; i < share; i++) {
                    queue.append(new byte[PAYLOAD], true);
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** A server that takes a thousand records in two milliseconds, and dies. */
    private static void consume(DurableQueue queue, long most) {
        try {
            long after = 0;
            for (long delivered = 0; delivered < most; ) {
                List<Entry> entries = queue.read(after, 1000, 1 << 20, Duration.ofSeconds(5));
                if (entries.isEmpty()) {
                    return;
                }
                LockSupport.parkNanos(2_000_000);
                after = entries.get(entries.size() - 1).sequence();
                queue.acknowledge(after, entries.size());
                delivered += entries.size();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long peakResidentKiB() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status, StandardCharsets.US_ASCII).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}
