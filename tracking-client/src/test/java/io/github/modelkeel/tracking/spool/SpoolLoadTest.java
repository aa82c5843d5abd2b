package io.github.modelkeel.tracking.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.tracking.Repetitions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Millions of records through a JVM of 64 MB, with a consumer that is slow and then dead. */
@Timeout(600)
class SpoolLoadTest {
    private static final long RECORDS = Repetitions.of(1_000_000, 1_000_000, 10_000_000);
    private static final Pattern PAIR = Pattern.compile("(\\w+)=(\\d+)");

    @TempDir
    private Path root = Path.of("");

    private Map<String, Long> load(long quota) throws Exception {
        try (ChildProcess child =
                ChildProcess.start(LoadChild.class, root.toString(), Long.toString(RECORDS), Long.toString(quota))) {
            String line = child.line();
            System.out.println("load: " + line);
            assertThat(child.exitStatus()).isZero();
            Map<String, Long> said = new HashMap<>();
            for (Matcher pairs = PAIR.matcher(line); pairs.find(); ) {
                said.put(pairs.group(1), Long.valueOf(pairs.group(2)));
            }
            assertThat(said).containsEntry("accepted", RECORDS);
            assertThat(value(said, "heapKiB")).as("heap in use at the end").isLessThan(24 << 10);
            assertThat(value(said, "residentKiB") - value(said, "residentBeforeKiB"))
                    .as("growth of the process")
                    .isLessThan(64 << 10);
            return said;
        }
    }

    private static long value(Map<String, Long> said, String name) {
        return Objects.requireNonNull(said.get(name), name);
    }

    @Test
    void memoryStaysFlatWithRoomOnDisk() throws Exception {
        Map<String, Long> said = load(4L << 30);
        assertThat(said).containsEntry("dropped", 0L);
        assertThat(value(said, "acknowledged")).isPositive();
        assertThat(value(said, "spooled")).isGreaterThan(value(said, "pending") * 100);
    }

    @Test
    void memoryAndDiskStayBoundedWithAQuota() throws Exception {
        long quota = RECORDS * 115 / 4;
        Map<String, Long> said = load(quota);
        assertThat(value(said, "dropped")).isPositive();
        assertThat(value(said, "spooled")).isLessThanOrEqualTo(quota);
    }
}
