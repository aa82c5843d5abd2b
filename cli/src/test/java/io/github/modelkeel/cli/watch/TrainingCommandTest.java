package io.github.modelkeel.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.cli.console.CommandFailure;
import io.github.modelkeel.cli.watch.TrainingCommand.End;
import io.github.modelkeel.cli.watch.TrainingCommand.Ended;
import io.github.modelkeel.client.internal.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class TrainingCommandTest {
    @TempDir
    private Path directory = Path.of("");

    private Path input = Path.of("");
    private final List<ProcessHandle> started = new ArrayList<>();

    @BeforeEach
    void input() throws IOException {
        input = Files.writeString(directory.resolve("in"), "{\"model\":\"house\"}".repeat(100_000));
    }

    private Ended run(Duration limit, String... words) throws Exception {
        return new TrainingCommand(List.of(words), limit, Duration.ofSeconds(1))
                .run(input, directory.resolve("out"), directory.resolve("err"), started::add);
    }

    @Test
    void argumentsReachTheProgramAsTheyAre() throws Exception {
        Ended ended = run(Duration.ofMinutes(1), "printf", "%s\n", "a b", "$HOME; exit 7", "models:/house/12");
        assertThat(ended).isEqualTo(new Ended(End.EXITED, 0));
        assertThat(directory.resolve("out")).hasContent("a b\n$HOME; exit 7\nmodels:/house/12\n");
        assertThat(TrainingCommand.version(directory.resolve("out"), "house")).hasValue(12);
    }

    @Test
    void itReadsTheAlertAsFarAsItWantsTo() throws Exception {
        assertThat(run(Duration.ofMinutes(1), "sh", "-c", "exec <&-; exit 3").code())
                .isEqualTo(3);
        assertThat(run(Duration.ofMinutes(1), "wc", "-c").code()).isZero();
        assertThat(directory.resolve("out")).content().contains(String.valueOf(Files.size(input)));
    }

    @Test
    void allThatItStartedEndsAtTheTimeLimit() throws Exception {
        Ended ended = run(Duration.ofSeconds(2), "sh", "-c", "trap '' TERM; sleep 600 & echo $!; sleep 600");
        assertThat(ended.end()).isEqualTo(End.TIMED_OUT);
        long child = Long.parseLong(Files.readString(directory.resolve("out")).strip());
        started.get(0).onExit().get(30, TimeUnit.SECONDS);
        Optional<ProcessHandle> left = ProcessHandle.of(child);
        if (left.isPresent()) {
            left.get().onExit().get(30, TimeUnit.SECONDS); // killed, and perhaps not collected yet
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX) // elsewhere the system does not show it
    void whatItLeavesInTheBackgroundEndsToo() throws Exception {
        assertThat(run(Duration.ofMinutes(1), "sh", "-c", "sleep 600 & echo $!; exit 1")
                        .code())
                .isEqualTo(1);
        ended(Long.parseLong(Files.readString(directory.resolve("out")).strip()));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aCommandWhoseNumberIsNotOnDiskIsFoundAndEnded() throws Exception {
        Path out = directory.resolve("out");
        Process left =
                new ProcessBuilder("sleep", "600").redirectOutput(out.toFile()).start();
        ModelAlert alert = new ModelAlert("training", "g", "house", Instant.EPOCH, Json.object());
        Retraining running = Retraining.of(alert, Instant.EPOCH).started(Instant.EPOCH);
        assertThat(running.process()).isZero();
        assertThat(TrainingCommand.killLeft(running, out)).isTrue();
        assertThat(left.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(TrainingCommand.killLeft(running, out)).isFalse();
    }

    private static void ended(long process) throws Exception {
        Optional<ProcessHandle> left = ProcessHandle.of(process);
        if (left.isPresent()) {
            left.get().onExit().get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void aVersionOfAnotherModelIsNotOneOfThis() throws IOException {
        Path out = Files.writeString(directory.resolve("out"), "models:/apartment/3\n");
        assertThatThrownBy(() -> TrainingCommand.version(out, "house"))
                .hasMessageContaining("models:/apartment/3, a version of another model than house");
    }

    @Test
    void onlyAVersionOnTheLastLineIsOne() throws IOException {
        Path out = directory.resolve("out");
        Files.writeString(out, "models:/house/7\n\n  41  \n\n");
        assertThat(TrainingCommand.version(out, "house")).hasValue(41);
        for (String text : List.of("", "12\ndone", "0", "-1", "models:/house@champion", "1234567890", "12 rows")) {
            Files.writeString(out, text);
            assertThat(TrainingCommand.version(out, "house")).as(text).isEmpty();
        }
        Files.writeString(out, "x".repeat(100_000) + "\n5");
        assertThat(TrainingCommand.version(out, "house")).hasValue(5);
    }

    @Test
    void aProgramThatIsNotThereIsFoundAtTheStart() {
        for (String program : List.of("no-such-program", "/no/such/program", directory.toString())) {
            assertThatThrownBy(() -> new TrainingCommand(List.of(program), Duration.ofHours(1)).mustBeThere())
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("the command " + program + " cannot be run");
        }
        new TrainingCommand(List.of("sh"), Duration.ofHours(1)).mustBeThere();
        new TrainingCommand(List.of("/bin/sh"), Duration.ofHours(1)).mustBeThere();
    }
}
