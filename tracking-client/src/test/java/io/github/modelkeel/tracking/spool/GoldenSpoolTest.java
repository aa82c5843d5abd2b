package io.github.modelkeel.tracking.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.tracking.spool.file.DeadLetters;
import io.github.modelkeel.tracking.spool.file.DirectoryLock;
import io.github.modelkeel.tracking.spool.frame.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A directory that an earlier build left: segment, acknowledgements and dead letters. It is read for ever, and the same queue is written
 * with the same bytes today. With {@code -Dgolden.update=true} it is written where it is absent; one that is there stays.
 */
@Timeout(60)
class GoldenSpoolTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden-spool/directory-v1");
    private static final Map<String, String> HEADER =
            Map.of("trackingUri", "https://mlflow.example.org", "workspace", "");
    private static final Path PARAM = Path.of("src/test/resources/golden-spool/records-v1/param.txt");

    @TempDir
    private Path root = Path.of("");

    private static List<byte[]> payloads() throws IOException {
        return List.of(
                "first".getBytes(UTF_8),
                HexFormat.of().parseHex(Files.readAllLines(PARAM).get(0)),
                "third".getBytes(UTF_8),
                "fourth".getBytes(UTF_8));
    }

    @Test
    void theSameQueueHasTheSameFiles() throws Exception {
        Path directory;
        try (DurableQueue queue =
                DurableQueue.create(Spools.settings(root), HEADER, Spools.IMPATIENT, new SystemDisk())) {
            directory = queue.directory();
            queue.writeThrough();
            for (byte[] payload : payloads()) {
                queue.append(payload, payload.length == 6);
            }
            assertThat(queue.sync(Duration.ofSeconds(20))).isTrue();
            queue.remember("run.1", "0123abcd");
            List<Entry> entries = queue.read(0, 2, 1 << 20, Duration.ZERO);
            queue.deadLetter(entries.get(1), "param depth = ä 3", "too \"long\"");
            queue.acknowledge(2, 1);
        }
        Map<String, byte[]> written = files(directory);
        if (Files.notExists(GOLDEN) && Boolean.getBoolean("golden.update")) {
            Files.createDirectories(GOLDEN);
            for (Map.Entry<String, byte[]> file : written.entrySet()) {
                Files.write(GOLDEN.resolve(file.getKey()), file.getValue());
            }
        }
        Map<String, byte[]> golden = files(GOLDEN);
        assertThat(text(written)).isEqualTo(text(golden));
    }

    /** The time of a dead letter is that of its writing. */
    private static Map<String, String> text(Map<String, byte[]> files) {
        Map<String, String> text = new TreeMap<>();
        files.forEach((name, content) -> text.put(
                name,
                name.equals(DeadLetters.NAME)
                        ? new String(content, UTF_8).replaceFirst("\"time\":\"[^\"]+\"", "\"time\":…")
                        : HexFormat.of().formatHex(content)));
        return text;
    }

    private static Map<String, byte[]> files(Path directory) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(directory)) {
            for (Path file : all.toList()) {
                String name = file.getFileName().toString();
                if (!name.equals(DirectoryLock.NAME)) {
                    files.put(name, Files.readAllBytes(file));
                }
            }
        }
        return files;
    }

    @Test
    void theDirectoryIsTakenOverWithAllThatItHolds() throws Exception {
        Path copy = Files.createDirectory(root.resolve("left"));
        if (Files.getFileStore(copy).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwx------"));
        }
        for (Map.Entry<String, byte[]> file : files(GOLDEN).entrySet()) {
            Files.write(copy.resolve(file.getKey()), file.getValue());
        }
        try (DurableQueue queue = Spools.adopt(copy)) {
            assertThat(queue.header()).isEqualTo(HEADER);
            assertThat(queue.remembered()).containsExactly(Map.entry("run.1", "0123abcd"));
            List<Entry> left = queue.read(0, 10, 1 << 20, Duration.ZERO);
            assertThat(left.stream().map(Entry::sequence)).containsExactly(3L, 4L);
            assertThat(left.stream().map(entry -> new String(entry.payload(), UTF_8)))
                    .containsExactly("third", "fourth");
            assertThat(left.stream().map(Entry::droppable)).containsExactly(false, true);
            queue.acknowledge(4, 2);
        }
    }
}
