package io.github.modelkeel.serving.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.serving.CapturedLog;
import io.github.modelkeel.serving.time.TimeSource;
import io.github.modelkeel.serving.version.Provenance;
import io.github.modelkeel.serving.version.Reason;
import io.github.modelkeel.serving.version.VersionId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Files that end, are compressed, deleted and completed; disks that fail. */
class LogFilesTest {
    private static final Provenance HOUSE = new Provenance(new VersionId("house", 1, "", null), null, Reason.LIVE);
    private static final List<Column> COLUMNS = List.of(Column.number("number"), Column.text("text"));
    private static final int SMALL = 16 * 1024;

    private final AtomicLong nanos = new AtomicLong();
    private final TimeSource time =
            new TimeSource(nanos::get, () -> Instant.parse("2026-03-01T12:00:00Z"), new Random(1));

    @RegisterExtension
    final CapturedLog messages = new CapturedLog();

    @TempDir
    Path directory;

    private LogSettings settings(long rotateBytes, long totalBytes, boolean gzip) {
        return new LogSettings(
                directory,
                new LogSettings.Sample(1, null),
                new LogSettings.Files(rotateBytes, Duration.ofHours(1), totalBytes, gzip),
                new LogSettings.Fields(true, Set.of(), Set.of(), new byte[0]),
                1 << 14);
    }

    private LogWriter start(LogSettings settings) {
        return LogWriter.start(settings, "models:/house", time);
    }

    private static boolean log(LogWriter writer, Object... values) {
        return writer.answered(COLUMNS, values, HOUSE, 1, null) != null;
    }

    private static void log(LogWriter writer, int from, int to) {
        for (int i = from; i < to; i++) {
            assertThat(log(writer, i, "some text to fill the file")).isTrue();
        }
    }

    private List<Integer> logged() throws IOException {
        return LogLines.all(directory, "prediction").stream()
                .map(line -> line.path("inputs").path("number").asInt())
                .toList();
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    @Test
    void aFileEndsAtItsSize() throws IOException {
        try (LogWriter writer = start(settings(SMALL, 1 << 20, false))) {
            log(writer, 0, 1000);
        }
        assertThat(LogLines.files(directory)).hasSizeGreaterThan(5).allMatch(file -> size(file) <= SMALL);
        assertThat(logged()).isEqualTo(range(0, 1000));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aFileEndsAtItsAgeAndIsCompressed() throws IOException {
        try (LogWriter writer = start(settings(1 << 20, 1 << 21, true))) {
            log(writer, 0, 5);
            await().until(() -> writer.counts().written() == 5);
            assertThat(LogLines.files(directory)).singleElement().asString().endsWith("-000001.jsonl");
            nanos.addAndGet(Duration.ofHours(1).toNanos());
            await().until(() -> LogLines.names(directory).stream().anyMatch(name -> name.endsWith("-000001.jsonl.gz")));
            log(writer, 5, 7);
        }
        assertThat(LogLines.files(directory))
                .hasSize(2)
                .allMatch(file -> file.toString().endsWith(".gz"));
        assertThat(logged()).isEqualTo(range(0, 7));
    }

    @Test
    void theOldestFilesAreDeleted() throws IOException {
        long total = 4L * SMALL;
        Files.writeString(directory.resolve("notes.txt"), "x".repeat(SMALL * 5));
        try (LogWriter writer = start(settings(SMALL, total, false))) {
            log(writer, 0, 3000);
        }
        long taken = 0;
        for (Path file : LogLines.files(directory)) {
            taken += Files.size(file);
        }
        assertThat(taken).isLessThanOrEqualTo(total).isGreaterThan(total / 2);
        List<Integer> left = logged();
        assertThat(left).isEqualTo(range(3000 - left.size(), 3000));
        assertThat(directory.resolve("notes.txt")).exists();
    }

    @Test
    void filesOfAnotherProgramAreLeftAloneThatAreCalledAlike() throws IOException {
        List<String> others = List.of(
                "predictions-2024.jsonl.gz",
                "predictions-batch.jsonl",
                "predictions-batch.lock",
                "predictions-20260228T000000Z-0123456789ab.jsonl");
        for (String other : others) {
            Files.writeString(directory.resolve(other), "x".repeat(SMALL));
        }
        Files.createDirectories(directory.resolve("predictions-parts.jsonl/part"));
        try (LogWriter writer = start(settings(SMALL, 2 * SMALL, true))) {
            log(writer, 0, 1000);
        }
        assertThat(others).allMatch(other -> size(directory.resolve(other)) == SMALL);
        assertThat(directory.resolve("predictions-parts.jsonl/part")).isDirectory();
    }

    @Test
    void aDirectoryThatIsTakenAwayIsMadeAgain() throws IOException {
        try (LogWriter writer = start(settings(SMALL, 1 << 20, false))) {
            log(writer, 0, 5);
            await().until(() -> writer.counts().written() == 5);
            for (String name : LogLines.names(directory)) {
                Files.delete(directory.resolve(name));
            }
            Files.delete(directory);
            nanos.addAndGet(Duration.ofHours(1).toNanos());
            await().until(() -> {
                nanos.addAndGet(Duration.ofSeconds(2).toNanos());
                log(writer, 5, 6);
                return Files.exists(directory)
                        && LogLines.names(directory).stream().anyMatch(name -> name.endsWith(".lock"));
            });
        }
        assertThat(logged()).contains(5).doesNotContain(0);
    }

    @Test
    void whatAnotherProcessDeletedIsNotCompressed() throws IOException {
        Path gone = directory.resolve("predictions-20260228T000000Z-0123456789ab-000001.jsonl");
        LogDirectory.compressIfThere(gone);
        assertThat(LogLines.names(directory)).isEmpty();
        Files.writeString(gone, "x");
        LogDirectory.compressIfThere(gone);
        assertThat(LogLines.names(directory)).containsExactly(gone.getFileName() + ".gz");
    }

    @Test
    void aFileThatAnotherProcessWritesIsNotDeleted() throws IOException {
        try (LogWriter quiet = start(settings(SMALL, 2 * SMALL, false))) {
            log(quiet, 0, 20);
            await().until(() -> quiet.counts().written() == 20);
            try (LogWriter busy = start(settings(SMALL, 2 * SMALL, false))) {
                log(busy, 1000, 3000);
            }
            log(quiet, 20, 25);
        }
        assertThat(logged()).containsAll(range(0, 25));
    }

    @Test
    void whatAnEndedProcessLeftIsCompleted() throws IOException {
        String dead = "predictions-20260228T000000Z-0123456789ab";
        Files.createFile(directory.resolve(dead + ".lock"));
        String whole = "{\"kind\":\"start\"}\n{\"kind\":\"prediction\",\"inputs\":{\"number\":1}}\n";
        Files.writeString(directory.resolve(dead + "-000001.jsonl"), whole);
        Files.writeString(
                directory.resolve(dead + "-000002.jsonl"), whole + "{\"kind\":\"predic" + "x".repeat(100_000));
        Files.writeString(directory.resolve(dead + "-000003.jsonl"), "{\"kind\":\"sta");
        Files.writeString(directory.resolve(dead + "-000001.jsonl.gz.tmp"), "half");
        Path other =
                Files.writeString(directory.resolve("predictions-20260228T000000Z-ba9876543210-000001.jsonl"), "{\"ki");
        start(settings(SMALL, 1 << 20, true)).close();
        assertThat(LogLines.names(directory))
                .containsExactly(
                        dead + "-000001.jsonl.gz",
                        dead + "-000002.jsonl.gz",
                        other.getFileName().toString());
        assertThat(LogLines.text(directory.resolve(dead + "-000001.jsonl.gz"))).isEqualTo(whole);
        assertThat(LogLines.text(directory.resolve(dead + "-000002.jsonl.gz"))).isEqualTo(whole);
    }

    @Test
    void aFileThatWasCompressedBeforeTheProcessEndedIsThereOnce() throws IOException {
        String dead = "predictions-20260228T000000Z-0123456789ab";
        Files.createFile(directory.resolve(dead + ".lock"));
        String whole = "{\"kind\":\"start\"}\n";
        LogDirectory.compress(Files.writeString(directory.resolve(dead + "-000001.jsonl"), whole));
        Files.writeString(directory.resolve(dead + "-000001.jsonl"), whole);
        start(settings(SMALL, 1 << 20, true)).close();
        assertThat(LogLines.names(directory)).containsExactly(dead + "-000001.jsonl.gz");
    }

    @Test
    void aLiveProcessIsLeftAlone() throws IOException {
        try (LogWriter alive = start(settings(SMALL, 1 << 20, true))) {
            log(alive, 0, 10);
            await().until(() -> alive.counts().written() == 10);
            List<String> before = LogLines.names(directory);
            start(settings(SMALL, 1 << 20, true)).close();
            assertThat(LogLines.names(directory)).isEqualTo(before).hasSize(2);
            log(alive, 10, 20);
        }
        assertThat(logged()).isEqualTo(range(0, 20));
    }

    /** A disk that is full for a while: what was written before and what comes after is whole, and the rest is counted. */
    @Test
    void aFullDiskCostsLines() throws IOException {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full), "needs /dev/full");
        AtomicBoolean isFull = new AtomicBoolean(true);
        LogFiles.Opener opener = path -> isFull.get()
                ? LogFile.of(path, FileChannel.open(full, StandardOpenOption.WRITE))
                : LogFile.create(path);
        try (LogWriter writer = LogWriter.start(settings(SMALL, 1 << 20, false), "models:/house", time, opener)) {
            log(writer, 0, 10);
            await().until(() -> writer.counts().failed() == 10);
            isFull.set(false);
            log(writer, 10, 20);
            await().until(() -> writer.counts().failed() == 20); // it pauses after a fault
            nanos.addAndGet(Duration.ofSeconds(2).toNanos());
            log(writer, 20, 30);
            await().until(() -> writer.counts().written() == 10);
            assertThat(writer.counts().lost()).isEqualTo(20);
            assertThat(messages.messages(Level.WARNING))
                    .singleElement()
                    .asString()
                    .contains("cannot be written", "No space left on device");
            assertThat(messages.messages(Level.INFO)).singleElement().asString().contains("written again");
        }
        assertThat(logged()).isEqualTo(range(20, 30));
    }

    @Test
    void halfALineIsTakenBackWhereTheDiskAllowsIt() throws IOException {
        List<FailingChannel> channels = new ArrayList<>();
        LogFiles.Opener opener = path -> LogFile.of(path, FailingChannel.of(path, channels));
        try (LogWriter writer = LogWriter.start(settings(SMALL, 1 << 20, false), "models:/house", time, opener)) {
            log(writer, 0, 10);
            await().until(() -> writer.counts().written() == 10);
            channels.get(0).fails = true;
            log(writer, 10, 20);
            await().until(() -> writer.counts().failed() == 10);
            channels.get(0).fails = false;
            nanos.addAndGet(Duration.ofSeconds(2).toNanos());
            log(writer, 20, 30);
        }
        assertThat(channels).hasSize(1);
        assertThat(logged())
                .containsExactlyElementsOf(IntStream.concat(IntStream.range(0, 10), IntStream.range(20, 30))
                        .boxed()
                        .toList());
    }

    @Test
    void nothingIsWrittenBehindHalfALine() throws IOException {
        List<FailingChannel> channels = new ArrayList<>();
        LogFiles.Opener opener = path -> LogFile.of(path, FailingChannel.of(path, channels));
        try (LogWriter writer = LogWriter.start(settings(SMALL, 1 << 20, false), "models:/house", time, opener)) {
            log(writer, 0, 10);
            await().until(() -> writer.counts().written() == 10);
            channels.get(0).fails = true;
            channels.get(0).truncates = false;
            log(writer, 10, 20);
            await().until(() -> writer.counts().failed() == 10);
            nanos.addAndGet(Duration.ofSeconds(2).toNanos());
            log(writer, 20, 30);
            await().until(() -> writer.counts().written() == 20);
            assertThat(LogLines.text(LogLines.files(directory).get(0))).doesNotEndWith("\n");
        }
        assertThat(LogLines.files(directory)).hasSize(2);
        // the end completes the first file, which holds more lines than were counted as written; the line that was cut
        // is in none
        assertThat(logged())
                .isSorted()
                .doesNotHaveDuplicates()
                .containsAll(range(0, 10))
                .doesNotContain(19)
                .containsAll(range(20, 30));
    }

    @Test
    void longTextsThatWaitAreBoundedByTheirLength() throws IOException {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch opening = new CountDownLatch(1);
        LogFiles.Opener opener = stuckOpener(opening, stuck);
        String megabyte = "x".repeat(1 << 20);
        try (LogWriter writer = LogWriter.start(settings(1 << 26, 1 << 28, false), "models:/house", time, opener)) {
            assertThat(log(writer, -1, "first")).isTrue();
            awaitQuietly(opening);
            int taken = 0;
            while (log(writer, taken, megabyte)) {
                taken++;
            }
            assertThat(taken).isEqualTo(32);
            assertThat(writer.outcome("a-1", megabyte)).isFalse();
            assertThat(writer.outcome("a-1", 3)).isTrue();
            assertThat(writer.counts().noRoom()).isEqualTo(2);
            stuck.countDown();
            await().until(() -> writer.counts().written() == 34);
            assertThat(log(writer, 32, megabyte)).as("there is room again").isTrue();
        }
        assertThat(logged()).containsExactlyElementsOf(range(-1, 33));
    }

    @Test
    void aFullQueueIsCountedAndTheRestIsWritten() throws IOException {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch opening = new CountDownLatch(1);
        LogFiles.Opener opener = stuckOpener(opening, stuck);
        int taken = 0;
        try (LogWriter writer = LogWriter.start(settings(1 << 22, 1 << 24, false), "models:/house", time, opener)) {
            assertThat(log(writer, -1, "first")).isTrue();
            awaitQuietly(opening);
            while (log(writer, taken, "text")) {
                taken++;
            }
            assertThat(taken).isEqualTo(1 << 14);
            assertThat(writer.outcome("a-1", 1)).isFalse();
            assertThat(writer.counts().noRoom()).isEqualTo(2);
            stuck.countDown();
        }
        assertThat(logged()).hasSize(taken + 1);
    }

    /** Says that it opens a file, and does so when it is let go. */
    private static LogFiles.Opener stuckOpener(CountDownLatch opening, CountDownLatch stuck) {
        return path -> {
            opening.countDown();
            awaitQuietly(stuck);
            return LogFile.create(path);
        };
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aValueThatCannotBeWrittenCostsItsLine() throws IOException {
        Object bad = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("no text");
            }
        };
        try (LogWriter writer = start(settings(SMALL, 1 << 20, false))) {
            log(writer, 1, "a");
            log(writer, 2, bad);
            log(writer, 3, "x".repeat(SMALL));
            log(writer, 4, "b");
            await().until(() -> writer.counts().written() == 2);
            assertThat(writer.counts().failed()).isEqualTo(2);
        }
        assertThat(messages.messages(Level.WARNING)).singleElement().asString().contains("no text");
        assertThat(logged()).containsExactly(1, 4);
    }

    @Test
    void aLineForWhichMemoryOrTheStackIsTooShortDoesNotEndTheLog() throws IOException {
        Object bad = new Object() {
            @Override
            public String toString() {
                throw new StackOverflowError("too deep");
            }
        };
        try (LogWriter writer = start(settings(SMALL, 1 << 20, false))) {
            log(writer, 1, "a");
            log(writer, 2, bad);
            log(writer, 3, "b");
            await().until(() -> writer.counts().written() == 2);
            assertThat(writer.counts().failed()).isOne();
        }
        assertThat(messages.messages(Level.WARNING)).singleElement().asString().contains("too deep");
        assertThat(logged()).containsExactly(1, 3);
    }

    @Test
    void aFallbackMayGiveWhatJsonDoesNotHave() throws IOException {
        try (LogWriter writer = start(settings(SMALL, 1 << 20, false))) {
            writer.answered(COLUMNS, null, HOUSE.with(Reason.FALLBACK), Double.POSITIVE_INFINITY, null);
            writer.answered(COLUMNS, new Object[] {-0.0, 'c'}, HOUSE, 1e300, null);
        }
        List<JsonNode> lines = LogLines.all(directory, "prediction");
        assertThat(lines.get(0).path("origin").asText()).isEqualTo("fallback");
        assertThat(lines.get(0).path("output")).hasToString("{\"value\":\"Infinity\"}");
        assertThat(lines.get(0).has("digest")).isFalse();
        assertThat(lines.get(1).path("inputs")).hasToString("{\"number\":-0.0,\"text\":\"c\"}");
        assertThat(lines.get(1).path("output")).hasToString("{\"value\":1.0E300}");
    }

    @Test
    void theOperatingSystemEndsTheLockOfAProcess() throws IOException {
        try (LogWriter writer = start(settings(SMALL, 1 << 20, false))) {
            log(writer, 0, 1);
            await().until(() -> writer.counts().written() == 1);
            assertThat(LogLines.names(directory)).anyMatch(name -> name.endsWith(".lock"));
        }
        assertThat(LogLines.names(directory)).singleElement().asString().endsWith(".jsonl");
        List<JsonNode> lines = LogLines.lines(LogLines.files(directory).get(0));
        assertThat(lines).hasSize(2);
    }

    @Test
    void filesAreNamedInTheSameDigitsEverywhere() throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(LogDirectory.make(directory).file("predictions-x", 7).getFileName())
                    .hasToString("predictions-x-000007.jsonl");
        } finally {
            Locale.setDefault(before);
        }
    }
}
