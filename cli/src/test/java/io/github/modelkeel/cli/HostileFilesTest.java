package io.github.modelkeel.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pipes, full disks, and outputs that are inputs. */
class HostileFilesTest {
    private static final String EXPECTATIONS = "expectations:\n  - {expect: not_null, column: x}\n";

    @TempDir
    private Path directory;

    private Path reference;
    private Path current;
    private Path expectations;

    @BeforeEach
    void theFiles() throws IOException {
        reference = Files.writeString(directory.resolve("reference.csv"), csv(0));
        current = Files.writeString(directory.resolve("current.csv"), csv(1));
        expectations = Files.writeString(directory.resolve("expectations.yaml"), EXPECTATIONS);
    }

    /** 400 rows; codes of which the text comes last, so that the file is read again. */
    private static String csv(int seed) {
        return IntStream.range(0, 400)
                .mapToObj(i -> (i * 7 + seed) % 41 + "," + (i < 399 ? "" + i % 5 : "E11"))
                .collect(Collectors.joining("\n", "x,code\n", "\n"));
    }

    private String[] compared(String command, String... more) {
        List<String> all = new ArrayList<>(
                List.of("drift", command, "--reference", reference.toString(), "--current", current.toString()));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private String[] validated(String... more) {
        List<String> all = new ArrayList<>(
                List.of("drift", "validate", "--expectations", expectations.toString(), "--data", current.toString()));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static Cli failing(String message, String... command) {
        OutputStream out = new OutputStream() {
            @Override
            public void write(int data) throws IOException {
                throw new IOException(message);
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(InputStream.nullInputStream(), out, new PrintStream(err, true, UTF_8), command);
        return new Cli(code, "", err.toString(UTF_8));
    }

    /** Else a step of a pipeline takes an empty file for a report. */
    @Test
    void outputThatCannotBeWrittenIsAFailure() {
        for (String[] command : List.of(
                compared("compare"),
                compared("compare", "--json"),
                compared("run"),
                compared("run", "--json"),
                compared("report", "--output", directory.resolve("report").toString()),
                validated(),
                validated("--json"))) {
            assertThat(Cli.run(command).code()).as(String.join(" ", command)).isIn(0, 3);
            Cli full = failing("No space left on device", command);
            assertThat(full.code()).as(String.join(" ", command)).isEqualTo(1);
            assertThat(full.err()).isEqualTo("modelkeel: the output cannot be written: No space left on device\n");
            Cli closed = failing("Broken pipe", command);
            assertThat(closed.code()).as(String.join(" ", command)).isEqualTo(141);
            assertThat(closed.err()).isEmpty();
        }
    }

    @Test
    void anInputIsNotReplacedByAnOutput() throws IOException {
        Path html = Files.writeString(directory.resolve("report.html"), csv(3));
        String data = reference.toString();
        for (String[] command : List.of(
                new String[] {"drift", "profile", "--reference", data, "--output", data},
                compared(
                        "compare",
                        "--html",
                        directory
                                .resolve("../" + directory.getFileName() + "/current.csv")
                                .toString()),
                compared("compare", "--html", data),
                new String[] {
                    "drift",
                    "report",
                    "--reference",
                    html.toString(),
                    "--current",
                    data,
                    "--output",
                    directory.toString()
                },
                validated("--junit", current.toString()),
                validated("--markdown", expectations.toString()),
                validated("--write-expectations", current.toString()))) {
            Cli run = Cli.run(command);
            assertThat(run.code()).as(run.err()).isEqualTo(2);
            assertThat(run.err()).contains("is read by this command and would be replaced");
        }
        assertThat(reference).content().isEqualTo(csv(0));
        assertThat(current).content().isEqualTo(csv(1));
        assertThat(html).content().isEqualTo(csv(3));
        assertThat(expectations).content().isEqualTo(EXPECTATIONS);
    }

    private static Thread writing(Path pipe, String text) {
        Thread writer = new Thread(() -> {
            try {
                Files.writeString(pipe, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        writer.setDaemon(true);
        writer.start();
        return writer;
    }

    private Path pipe(String name) throws IOException, InterruptedException {
        Path pipe = directory.resolve(name);
        Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
        assumeTrue(made.waitFor() == 0, "mkfifo makes a pipe");
        return pipe;
    }

    /** What is read a second time is the same, not what is left in the pipe. */
    @Test
    void dataComeThroughPipes() throws IOException, InterruptedException {
        Path first = pipe("first");
        Path second = pipe("second");
        String[] onFiles = compared("run", "--json");
        Path normal = reference;
        Path today = current;
        reference = first;
        current = second;
        Thread one = writing(first, Files.readString(normal));
        Thread other = writing(second, Files.readString(today));
        Cli piped = Cli.run(compared("run", "--json"));
        one.join();
        other.join();
        assertThat(piped).isEqualTo(Cli.run(onFiles));
        Path profile = directory.resolve("profile.json");
        Thread again = writing(first, Files.readString(normal));
        Cli profiled = Cli.run("drift", "profile", "--reference", first.toString(), "-o", profile.toString());
        again.join();
        assertThat(profiled.err()).isEqualTo(profile + ": 400 rows, 2 columns\n");
    }
}
