package io.github.modelkeel.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressTest {
    @TempDir
    private Path directory;

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private long millis;

    private Progress progress(boolean terminal) {
        PrintStream err = new PrintStream(shown, true, StandardCharsets.UTF_8);
        Console console = new Console(new ByteArrayInputStream(new byte[0]), shown, err, terminal);
        return Progress.of(console, () -> TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private Path file(int size) throws IOException {
        return Files.write(directory.resolve("a.csv"), new byte[size]);
    }

    private String shown() {
        return shown.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aLineIsDrawnAgainFourTimesASecondAndGoneAtTheEnd() throws IOException {
        try (Progress progress = progress(true)) {
            LongConsumer reading = progress.reading(file(10_000_000));
            for (millis = 0; millis < 1600; millis += 50) {
                reading.accept(millis * 5000);
            }
        }
        assertThat(shown())
                .isEqualTo("\rreading a.csv: 50 % of 10 MB" + "\rreading a.csv: 62 % of 10 MB"
                        + "\rreading a.csv: 75 % of 10 MB" + "\r" + " ".repeat(28) + "\r");
    }

    @Test
    void aSecondReadingIsSaidAndAPipeHasNoSize() throws IOException {
        try (Progress progress = progress(true)) {
            LongConsumer reading = progress.reading(file(2_000_000));
            reading.accept(2_000_000);
            millis = 1000;
            reading.accept(1_000_000);
            millis = 2000;
            progress.reading(directory.resolve("pipe")).accept(7_000_000);
        }
        assertThat(shown())
                .startsWith("\rreading a.csv again: 50 % of 2 MB\rreading pipe: 7 MB" + " ".repeat(15) + "\r");
    }

    @Test
    void nothingIsShownOfWhatIsSoonDoneOrWithoutATerminal() throws IOException {
        try (Progress progress = progress(true)) {
            LongConsumer reading = progress.reading(file(100));
            millis = 999;
            reading.accept(50);
        }
        try (Progress progress = progress(false)) {
            LongConsumer reading = progress.reading(file(100));
            millis = 60_000;
            reading.accept(50);
        }
        assertThat(shown()).isEmpty();
    }

    @Test
    void linuxSaysWhereADescriptorLeads() throws IOException {
        String[] terminals = {"/dev/pts/3", "/dev/tty", "/dev/tty1", "/dev/console"};
        for (String target : terminals) {
            assertThat(Terminal.isTerminal(link(target), null)).as(target).isTrue();
        }
        for (String target : new String[] {"pipe:[12345]", "/dev/null", "/var/log/job.log", "socket:[1]"}) {
            assertThat(Terminal.isTerminal(link(target), null)).as(target).isFalse();
        }
    }

    private Path link(String target) throws IOException {
        Path link = directory.resolve("2");
        Files.deleteIfExists(link);
        return Files.createSymbolicLink(link, Path.of(target));
    }

    /** Of JDK 22 and later System.console() is there, but no terminal. */
    @Test
    void elsewhereAConsoleDecidesIfItIsATerminal() {
        Path absent = directory.resolve("absent");
        assertThat(Terminal.isTerminal(absent, null)).isFalse();
        assertThat(Terminal.isTerminal(absent, System.console()))
                .as("of this test, which a build runs with pipes")
                .isFalse();
    }
}
