package io.github.modelkeel.tracking.spool;

import io.github.modelkeel.tracking.spool.frame.Entry;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Waits to be killed. On "append", writes records from two threads and says of each that it was acknowledged, after it was; and
 * delivers some, until its server is dead, which it says before it acknowledges. A line counts when it is whole. On "recover", adopts what is below the
 * root.
 */
final class CrashChild {
    private CrashChild() {}

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[1]);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        if (arguments[0].equals("append")) {
            append(root, SpoolSettings.Durability.valueOf(arguments[2]), Long.parseLong(arguments[3]), out);
        } else {
            recover(root, out);
        }
    }

    private static void append(Path root, SpoolSettings.Durability durability, long most, PrintStream out)
            throws InterruptedException {
        SpoolSettings settings = new SpoolSettings(
                root,
                durability,
                true,
                1 << 20,
                64 << 20,
                32 << 10,
                SpoolSettings.Overflow.BLOCK,
                Duration.ofSeconds(20));
        DurableQueue queue = DurableQueue.create(settings, Map.of("uri", "crash"));
        out.println("ready.");
        AtomicLong numbers = new AtomicLong();
        for (int i = 0; i < 2; i++) {
            new Thread(() -> produce(queue, numbers, out)).start();
        }
        long delivered = 0;
        while (delivered < most) {
            List<Entry> entries = queue.read(delivered, 50, 1 << 20, Duration.ofSeconds(20));
            delivered = entries.get(entries.size() - 1).sequence();
            out.println("delivered " + delivered + ".");
            queue.remember("delivered", Long.toString(delivered));
            queue.acknowledge(delivered, entries.size());
        }
    }

    private static void produce(DurableQueue queue, AtomicLong numbers, PrintStream out) {
        while (true) {
            long number = numbers.incrementAndGet();
            long sequence = queue.append(Spools.payload(number), number % 2 == 0);
            Stats stats = queue.stats();
            if (sequence < 0 || stats.lastFault() != null) {
                out.println("failed " + stats + ".");
                return;
            }
            out.println("acked " + number + " " + sequence + ".");
        }
    }

    private static void recover(Path root, PrintStream out) {
        out.println("ready.");
        for (Path directory : DurableQueue.orphans(root)) {
            DurableQueue.adopt(directory, SpoolSettings.ofDefaults(root))
                    .ifPresent(queue -> out.println("recovered " + queue.stats().accepted() + "."));
        }
        out.println("done.");
    }
}
