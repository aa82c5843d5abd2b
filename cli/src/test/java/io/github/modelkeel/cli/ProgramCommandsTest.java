package io.github.modelkeel.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server, the completion and the man page. */
class ProgramCommandsTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void theServerSaysWhereItIsAndEnds() throws Exception {
        PipedInputStream output = new PipedInputStream(1 << 16);
        PipedOutputStream connected = new PipedOutputStream(output);
        AtomicInteger code = new AtomicInteger(-1);
        Thread server = new Thread(() -> {
            try (OutputStream out = connected) {
                PrintStream err = new PrintStream(OutputStream.nullOutputStream());
                String store = directory.resolve("store").toString();
                code.set(Main.run(InputStream.nullInputStream(), out, err, "serve", "--port", "0", "--dir", store));
            } catch (IOException e) {
                code.set(-2);
            }
        });
        server.start();
        try (Scanner lines = new Scanner(output, UTF_8)) {
            String address = lines.nextLine().replaceAll(".*(http://127\\.0\\.0\\.1:\\d+) .*", "$1");
            assertThat(Cli.run("registry", "list", "--tracking-uri", address))
                    .isEqualTo(new Cli(0, "", "no registered models were found\n"));
        } finally {
            server.interrupt();
            server.join(TimeUnit.SECONDS.toMillis(30));
        }
        assertThat(code).hasValue(0);
    }

    @Test
    void aServerThatCannotStartSaysWhy() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        Cli cli = Cli.run("serve", "--port", "0", "--dir", file.toString());
        assertThat(cli.code()).isEqualTo(1);
        assertThat(cli.err()).contains("cannot use the directory").hasLineCount(1);
        assertThat(Cli.run("serve", "--port", "70000", "--dir", directory.toString())
                        .err())
                .contains("--port must be between 0 and 65535: 70000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void theShellCompletesCommandsAndOptions(String shell) throws Exception {
        assumeThat(Path.of("/bin/" + shell)).exists();
        Path script = Files.writeString(
                directory.resolve("completion"), Cli.run("completion").out());
        String words =
                "COMP_WORDS=(modelkeel registry promote --if); COMP_CWORD=3; _complete_modelkeel; echo ${COMPREPLY[@]}";
        Process process = new ProcessBuilder(shell, "-c", "source " + script + "; " + words)
                .redirectError(ProcessBuilder.Redirect.DISCARD) // compopt complains that no key was pressed
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(answer).isZero();
        assertThat(answer).isEqualTo("--if-current-is\n");
    }

    @Test
    void theManPageHasEveryCommand() throws Exception {
        Cli man = Cli.run("man");
        assertThat(man.err()).isEmpty();
        assertThat(man.out())
                .startsWith(".TH MODELKEEL 1")
                .contains(
                        ".SS modelkeel registry promote\n",
                        ".B \\-\\-if\\-current\\-is VERSION\n",
                        ".SS modelkeel drift compare\n",
                        ".SH EXIT STATUS\n",
                        "4\nthe server cannot be reached\n")
                .doesNotContain("%n", "%%", "${DEFAULT");
        Path groff = Path.of("/usr/bin/groff");
        assumeThat(groff).exists();
        Path page = Files.writeString(directory.resolve("modelkeel.1"), man.out());
        Process process = new ProcessBuilder(List.of(groff.toString(), "-man", "-ww", "-z", page.toString()))
                .redirectErrorStream(true)
                .start();
        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).isEmpty();
        assertThat(process.waitFor()).isZero();
    }
}
