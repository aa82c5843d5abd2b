package io.github.modelkeel.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void aFileIsReplacedAndNothingIsLeftBeside() throws IOException {
        Path file = directory.resolve("note");
        AtomicFile.write(file, new byte[] {1}, directory, true);
        AtomicFile.write(file, new byte[] {2, 3}, directory, false);

        assertThat(file).hasBinaryContent(new byte[] {2, 3});
        assertThat(names()).containsExactly("note");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void onlyTheOwnerMayReadIt() throws IOException {
        Path file = directory.resolve("note");
        AtomicFile.write(file, new byte[0], directory, false);

        assertThat(Files.getPosixFilePermissions(file))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void whatCannotTakeTheNameIsDeletedAndTheOldContentStays() throws IOException {
        Path occupied = Files.createDirectories(directory.resolve("note/full"));

        assertThatThrownBy(() -> AtomicFile.write(directory.resolve("note"), new byte[1], directory, false))
                .isInstanceOf(IOException.class);
        assertThat(occupied).isDirectory();
        assertThat(names()).containsExactly("note");
    }

    private String[] names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toArray(String[]::new);
        }
    }
}
