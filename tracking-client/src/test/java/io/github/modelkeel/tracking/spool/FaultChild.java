package io.github.modelkeel.tracking.spool;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Appends under a limit on the size of files, reads everything back, acknowledges a part, and says what came of it. */
final class FaultChild {
    static final int RECORDS = 5000;

    private FaultChild() {}

    public static void main(String[] arguments) throws Exception {
        SpoolSettings settings = Spools.settings(Path.of(arguments[0]));
        DurableQueue queue = Spools.newQueue(settings);
        for (long i = 1; i <= RECORDS; i++) {
            queue.append(Spools.payload(i), i % 2 == 0);
        }
        boolean synced = queue.sync(Duration.ofSeconds(20));
        List<Long> read = Spools.numbers(Spools.readAll(queue));
        for (int i = 0; i < RECORDS; i++) {
            if (read.size() != RECORDS || read.get(i) != i + 1) {
                throw new IllegalStateException("read " + read.size() + " records, out of order at " + i);
            }
        }
        queue.acknowledge(1000, 1000);
        Stats before = Spools.balanced(queue);
        queue.close();
        Stats stats = Spools.balanced(queue);
        System.out.println(synced + " " + stats.dropped() + " " + stats.pendingRecords() + " " + before.lastFault());
    }
}
