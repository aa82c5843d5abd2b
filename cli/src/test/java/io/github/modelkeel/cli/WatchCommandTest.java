package io.github.modelkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchCommandTest {
    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @CsvSource({
        "'', a command is needed after --",
        "-- no-such-program, the command no-such-program cannot be run",
        "--host 0.0.0.0 -- sh, give --token-file",
        "--cool-down 6 -- sh, a number and one of",
        "--time-limit 0s -- sh, --time-limit must be positive",
        "--at-once 0 -- sh, --at-once must be 1 or more",
        "--port 70000 -- sh, --port must be between 0 and 65535",
        "--token secret -- sh, Unknown option"
    })
    void aWrongCallIsExitCode2(String args, String message) {
        List<String> words = new ArrayList<>(
                List.of("watch", "--state", directory.resolve("state").toString()));
        if (!args.isEmpty()) {
            words.addAll(List.of(args.split(" ")));
        }
        Cli cli = Cli.run(words.toArray(String[]::new));
        assertThat(cli.err()).contains(message);
        assertThat(cli.code()).isEqualTo(2);
        assertThat(directory.resolve("state")).doesNotExist();
    }

    @Test
    void whatLooksLikeAFileOfArgumentsIsNotRead() throws Exception {
        Path program = Files.writeString(directory.resolve("program"), "no-such-program");
        assertThat(Cli.run("watch", "--", "@" + program).err())
                .contains("the command @" + program + " cannot be run: there is no executable file of that name");
    }

    @Test
    void anEmptyTokenIsRefused() throws Exception {
        Path token = Files.writeString(directory.resolve("token"), "\n");
        Cli cli = Cli.run("watch", "--token-file", token.toString(), "--", "sh");
        assertThat(cli.code()).isEqualTo(1);
        assertThat(cli.err()).isEqualTo("modelkeel: --token-file: " + token + " is empty\n");
    }

    @Test
    void aTokenThatIsNoTextIsRefused() throws Exception {
        Path directory = this.directory.resolve("directory");
        Files.createDirectory(directory);
        assertThat(Cli.run("watch", "--token-file", directory.toString(), "--", "sh"))
                .isEqualTo(new Cli(1, "", "modelkeel: --token-file: " + directory + " is a directory; name a file\n"));
        Path bytes = Files.write(this.directory.resolve("bytes"), new byte[] {'a', (byte) 0xff});
        assertThat(Cli.run("watch", "--secret-file", bytes.toString(), "--", "sh"))
                .isEqualTo(new Cli(1, "", "modelkeel: --secret-file: " + bytes + " is not a text in UTF-8\n"));
    }

    @Test
    void theStatusOfADirectoryThatIsNotThereIsRefused() {
        Path state = directory.resolve("state");
        assertThat(Cli.run("watch", "status", "--state", state.toString()))
                .isEqualTo(new Cli(
                        1,
                        "",
                        "modelkeel: --state: " + state
                                + " is not a directory; name the one that modelkeel watch has\n"));
    }

    @Test
    void theStatusOfNothingIsSaidInWords() throws Exception {
        Path state = Files.createDirectory(directory.resolve("state"));
        assertThat(Cli.run("watch", "status", "--state", state.toString()))
                .isEqualTo(new Cli(0, "", "no retraining is known in " + state + "\n"));
        assertThat(Cli.run("watch", "status", "--state", state.toString(), "--json")
                        .out())
                .isEqualTo("{\"retrainings\":[]}\n");
    }
}
