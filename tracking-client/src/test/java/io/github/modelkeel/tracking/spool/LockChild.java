package io.github.modelkeel.tracking.spool;

import io.github.modelkeel.tracking.spool.frame.Entry;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * On "adopt", tries to adopt all that is below a root, and says how many it got and which records were in them; on "hold DIR",
 * tries to adopt that one and says whether it did; ends with its input.
 */
final class LockChild {
    private LockChild() {}

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        out.println("ready");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals("adopt")) {
                out.println(adoptAll(root));
            } else {
                Path directory = Path.of(line.substring("hold ".length()));
                Optional<DurableQueue> queue = DurableQueue.adopt(directory, SpoolSettings.ofDefaults(root));
                out.println(queue.isPresent() ? "held" : "refused");
            }
        }
    }

    private static String adoptAll(Path root) throws InterruptedException {
        StringBuilder said = new StringBuilder("got");
        for (Path directory : DurableQueue.orphans(root)) {
            Optional<DurableQueue> adopted = DurableQueue.adopt(directory, SpoolSettings.ofDefaults(root));
            if (adopted.isPresent()) {
                try (DurableQueue queue = adopted.get()) {
                    List<Entry> entries = queue.read(0, 1000, 1 << 20, Duration.ZERO);
                    for (Entry entry : entries) {
                        said.append(' ').append(new String(entry.payload(), StandardCharsets.US_ASCII));
                    }
                    queue.acknowledge(queue.lastSequence(), entries.size());
                }
            }
        }
        return said.toString();
    }
}
