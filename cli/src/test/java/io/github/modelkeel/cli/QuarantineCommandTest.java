package io.github.modelkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.registry.internal.QuarantineDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarantineCommandTest {
    @TempDir
    private Path cache = Path.of("");

    private void quarantine(String uri, int version, String since) throws IOException {
        new QuarantineDirectory(cache)
                .write(new QuarantineDirectory.Entry(
                        "http://ml:5000",
                        uri,
                        "house",
                        version,
                        "models:/m-1",
                        version == 1 ? null : "abc",
                        "no finite\nprediction",
                        Instant.parse(since)));
    }

    @Test
    void theOldestIsListedFirst() throws IOException {
        quarantine("models:/house@champion", 4, "2026-03-02T10:00:00Z");
        quarantine("models:/house@staging", 1, "2026-03-01T10:00:00Z");

        Cli listed = Cli.run("quarantine", "list", "--cache-dir", cache.toString());

        assertThat(listed.code()).as(listed.err()).isZero();
        assertThat(listed.out().lines())
                .containsExactly(
                        "models:/house@staging\thouse/1\t2026-03-01T10:00:00Z\tno finite prediction\thttp://ml:5000",
                        "models:/house@champion\thouse/4\t2026-03-02T10:00:00Z\tno finite prediction\thttp://ml:5000");
    }

    @Test
    void oneIsReleasedAndASecondTimeThereIsNone() throws IOException {
        quarantine("models:/house@champion", 4, "2026-03-02T10:00:00Z");
        quarantine("models:/house@staging", 1, "2026-03-01T10:00:00Z");
        String[] release = {"quarantine", "release", "models:/house@champion", "--cache-dir", cache.toString()};

        Cli first = Cli.run(release);
        Cli second = Cli.run(release);

        assertThat(first.code()).isZero();
        assertThat(first.err()).contains("released house/4 of http://ml:5000");
        assertThat(second.code()).isEqualTo(1);
        assertThat(second.err()).contains("no version of models:/house@champion is under quarantine");
        assertThat(Cli.run("quarantine", "list", "--cache-dir", cache.toString())
                        .out())
                .contains("staging")
                .doesNotContain("champion");
    }

    @Test
    void nothingIsNoError() {
        Cli listed = Cli.run(
                "quarantine", "list", "--cache-dir", cache.resolve("none").toString());
        assertThat(listed.code()).isZero();
        assertThat(listed.out()).isEmpty();
        assertThat(listed.err()).contains("no version is under quarantine");
    }

    @Test
    void aFileThatSaysNothingIsNamed() throws IOException {
        quarantine("models:/house@champion", 4, "2026-03-02T10:00:00Z");
        try (Stream<Path> files = Files.list(cache.resolve("quarantine"))) {
            Files.writeString(files.toList().get(0), "{\"format\": 7}");
        }
        Cli listed = Cli.run("quarantine", "list", "--cache-dir", cache.toString());
        assertThat(listed.code()).isEqualTo(1);
        assertThat(listed.err()).contains("another format").contains("delete it");
    }

    @Test
    void withoutACommandItSaysWhichThereAre() {
        assertThat(Cli.run("quarantine").code()).isEqualTo(2);
        assertThat(Cli.run("quarantine").err()).contains("list or release");
    }
}
