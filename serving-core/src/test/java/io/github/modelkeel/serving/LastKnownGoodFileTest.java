package io.github.modelkeel.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.serving.history.LastKnownGood.Entry;
import io.github.modelkeel.serving.history.LastKnownGoodFile;
import io.github.modelkeel.serving.version.VersionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class LastKnownGoodFileTest {
    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    private static final String URI = "models:/Häuser in Köln@champion";
    private static final Entry ENTRY = new Entry(
            new VersionId("Häuser in Köln", 3, "mlflow-artifacts:/1/models/m-1/artifacts", "ab".repeat(32)),
            Instant.parse("2026-03-01T12:00:00.123456789Z"));

    private final Path cache;

    LastKnownGoodFileTest(@TempDir Path cache) {
        this.cache = cache;
    }

    @Test
    void whatWasWrittenIsRead() {
        file(URI).write(ENTRY);
        assertThat(file(URI).read()).contains(ENTRY);
    }

    /** The file was written by an earlier build; it is never changed. */
    @Test
    void theFileOfEarlierBuildsIsReadAndWrittenWithTheSameNameAndBytes() throws IOException {
        file(URI).write(ENTRY);
        Path written = files().get(0);
        Path golden = Path.of("src/test/resources/golden-last-known-good/v1").resolve(written.getFileName());
        assertThat(golden).exists();
        assertThat(Files.readString(written)).isEqualTo(Files.readString(golden));
        Files.writeString(written, Files.readString(golden));
        assertThat(file(URI).read()).contains(ENTRY);
    }

    @Test
    void aVersionWithoutADigestIsKeptAsOne() {
        Entry plain = new Entry(new VersionId("m-1", 0, "mlflow-artifacts:/1", null), Instant.EPOCH);
        file(URI).write(plain);
        assertThat(file(URI).read()).contains(plain);
    }

    @Test
    void nothingIsThereBeforeTheFirstWrite() {
        assertThat(file(URI).read()).isEmpty();
    }

    @Test
    void aLaterEntryReplacesTheEarlierAndLeavesNothingElse() throws IOException {
        file(URI).write(ENTRY);
        Entry later = new Entry(ENTRY.id(), ENTRY.confirmedAt().plusSeconds(1));
        file(URI).write(later);
        assertThat(file(URI).read()).contains(later);
        assertThat(files()).hasSize(1);
    }

    @Test
    void eachAddressAndEachRegistryHasItsOwnEntry() {
        file(URI).write(ENTRY);
        assertThat(file("models:/house@champion").read()).isEmpty();
        assertThat(new LastKnownGoodFile(cache, "http://other:5000", URI).read())
                .isEmpty();
    }

    @Test
    void aFileThatWasCutAnywhereCountsAsNone() throws IOException {
        file(URI).write(ENTRY);
        Path path = files().get(0);
        byte[] whole = Files.readAllBytes(path);
        for (int length = 0; length < whole.length - 1; length++) {
            Files.write(path, java.util.Arrays.copyOf(whole, length));
            assertThat(file(URI).read()).as("cut at %d", length).isEmpty();
        }
    }

    @Test
    void aFileWithAnyByteChangedIsNeverReadAsAnotherEntry() throws IOException {
        file(URI).write(ENTRY);
        Path path = files().get(0);
        byte[] whole = Files.readAllBytes(path);
        for (int at = 0; at < whole.length - 1; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= 1;
            Files.write(path, changed);
            assertThat(file(URI).read()).as("changed at %d", at).isEmpty();
        }
    }

    @Test
    void anEntryOfAnotherAddressUnderThisNameCountsAsNone() throws IOException {
        file("models:/other@champion").write(ENTRY);
        Path other = files().get(0);
        file(URI).write(ENTRY);
        for (Path path : files()) {
            if (!path.equals(other)) {
                Files.copy(other, path, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        }
        assertThat(file(URI).read()).isEmpty();
    }

    @Test
    void aHugeFileIsNotRead() throws IOException {
        file(URI).write(ENTRY);
        Files.write(files().get(0), new byte[1 << 20]);
        assertThat(file(URI).read()).isEmpty();
    }

    @Test
    void aValueThatWouldBreakTheFormIsNotWritten() {
        file(URI).write(new Entry(new VersionId("a\nversion=9", 1, "s", null), Instant.EPOCH));
        assertThat(file(URI).read()).isEmpty();
    }

    @Test
    void aDirectoryThatCannotBeMadeIsNotAnError() throws IOException {
        Path notADirectory = Files.createFile(cache.resolve("occupied"));
        LastKnownGoodFile file = new LastKnownGoodFile(notADirectory, "r", URI);
        file.write(ENTRY);
        file.write(ENTRY);
        assertThat(file.read()).isEmpty();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void onlyTheOwnerMayReadIt() throws IOException {
        file(URI).write(ENTRY);
        Path path = files().get(0);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.resolveSibling("."))))
                .isEqualTo("rwx------");
    }

    private LastKnownGoodFile file(String uri) {
        return new LastKnownGoodFile(cache, "http://127.0.0.1:5000", uri);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(cache.resolve("last-known-good"))) {
            return files.toList();
        }
    }
}
