package io.github.modelkeel.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.cli.console.CommandFailure;
import io.github.modelkeel.cli.watch.Retraining.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetrainingsTest {
    private static final Duration COOL_DOWN = Duration.ofHours(6);

    @TempDir
    private Path temporary = Path.of("");

    private Path state = Path.of("");

    private final List<String> log = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-30T11:00:00Z");
    private long nanos = Long.MAX_VALUE - 5; // it may overflow

    @SuppressWarnings("NullAway.Init") // made before each test
    private StateDirectory directory;

    @SuppressWarnings("NullAway.Init") // made before each test
    private Retrainings retrainings;

    @BeforeEach
    void open() throws IOException {
        state = temporary.resolve("state");
        directory = StateDirectory.open(state);
        retrainings = Retrainings.open(directory, COOL_DOWN, () -> now, () -> nanos, log::add);
    }

    @AfterEach
    void close() throws IOException {
        directory.close();
    }

    private void restart() throws IOException {
        close();
        open();
    }

    private void pass(Duration time) {
        now = now.plus(time);
        nanos += time.toNanos();
    }

    private String words(ModelAlert alert) throws IOException {
        return retrainings.take(alert).words();
    }

    private Retraining started(ModelAlert alert) throws IOException {
        return retrainings.take(alert).started().orElseThrow();
    }

    private void end(Retraining retraining, State end) {
        retrainings.update(retraining.started(now).ended(end, "why", now));
    }

    @Test
    void anAlertIsOnDiskWhenItIsTakenAndItsRepeatsStartNothing() throws IOException {
        Retraining retraining = started(Payloads.alert("first"));
        assertThat(state.resolve(retraining.id() + ".json")).isNotEmptyFile();
        assertThat(words(Payloads.alert("gains-an-alert"))).isEqualTo("known: WAITING");
        restart();
        assertThat(retrainings.unfinished()).extracting(Retraining::id).containsExactly(retraining.id());
        assertThat(words(Payloads.alert("repeated"))).isEqualTo("known: WAITING");
        end(retraining, State.PROMOTED);
        restart();
        pass(COOL_DOWN.multipliedBy(9));
        assertThat(words(Payloads.alert("repeated"))).isEqualTo("known: PROMOTED");
    }

    @Test
    void aCoolDownOfAThousandYearsIsOne() throws IOException {
        retrainings = Retrainings.open(directory, Duration.ofDays(365_250), () -> now, () -> nanos, log::add);
        Retraining first = started(Payloads.alert("house", 1));
        end(first, State.PROMOTED);
        pass(Duration.ofDays(365));
        assertThat(words(Payloads.alert("house", 2))).startsWith("the model cools down");
    }

    @Test
    void oneRetrainingOfAModelAtATime() throws IOException {
        started(Payloads.alert("house", 1));
        assertThat(words(Payloads.alert("house", 2))).isEqualTo("the model is being retrained");
        assertThat(words(Payloads.alert("flat", 2))).isEqualTo("a retraining starts");
    }

    @Test
    void aModelCoolsDownAlsoAcrossAStart() throws IOException {
        end(started(Payloads.alert("house", 1)), State.REFUSED);
        assertThat(words(Payloads.alert("house", 2))).isEqualTo("the model cools down for another 21600 s");
        pass(Duration.ofHours(5));
        restart();
        assertThat(words(Payloads.alert("house", 2))).isEqualTo("the model cools down for another 3600 s");
        pass(Duration.ofHours(1));
        assertThat(words(Payloads.alert("house", 2))).isEqualTo("a retraining starts");
    }

    @Test
    void aClockThatJumpsNeitherEndsNorExtendsACoolDown() throws IOException {
        end(started(Payloads.alert("house", 1)), State.PROMOTED);
        now = now.plus(Duration.ofDays(30));
        assertThat(words(Payloads.alert("house", 2))).contains("21600 s");
        now = now.minus(Duration.ofDays(60));
        pass(Duration.ofHours(1));
        assertThat(words(Payloads.alert("house", 2))).contains("18000 s");
        restart();
        assertThat(words(Payloads.alert("house", 2)))
                .as("its end is in the future")
                .contains("21600 s");
    }

    @Test
    void aFailedOneIsRepeatedAfterTheCoolDownAlone() throws IOException {
        ModelAlert alert = Payloads.alert("house", 5);
        end(started(alert), State.FAILED);
        assertThat(words(alert)).contains("cools down");
        pass(COOL_DOWN);
        assertThat(words(alert)).isEqualTo("a retraining starts");
    }

    @Test
    void anAlertThatIsOlderThanTheLastOneOfItsGroupStartsNothing() throws IOException {
        end(started(Payloads.alert("house", 5)), State.PROMOTED);
        pass(COOL_DOWN);
        assertThat(words(Payloads.alert("house", 4))).isEqualTo("older than the alert of the last retraining");
        assertThat(words(Payloads.alert("house", 6))).isEqualTo("a retraining starts");
    }

    @Test
    void anAlertThatCannotBeWrittenIsNotTaken() throws IOException {
        Path moved = state.resolveSibling("moved");
        Files.move(state, moved);
        assertThatThrownBy(() -> retrainings.take(Payloads.alert("first"))).isInstanceOf(IOException.class);
        Files.move(moved, state);
        assertThat(words(Payloads.alert("first"))).isEqualTo("a retraining starts");
    }

    @Test
    void oldOnesAreTrimmedAndTheirRepeatsStillStartNothing() throws IOException {
        ModelAlert first = Payloads.alert("house", 1);
        for (int i = 0; i < 205; i++) {
            ModelAlert alert = new ModelAlert(
                    first.receiver(),
                    first.groupKey(),
                    "house",
                    first.startsAt().plusSeconds(i),
                    first.json());
            Retraining retraining = started(alert);
            Files.writeString(directory.output(retraining), "output");
            end(retraining, State.PROMOTED);
            pass(COOL_DOWN);
        }
        assertThat(log).isEmpty();
        assertThat(retrainings.all()).hasSize(200);
        try (var files = Files.list(state)) {
            assertThat(files).as("json, out and the lock").hasSize(401);
        }
        restart();
        assertThat(words(first)).isEqualTo("older than the alert of the last retraining");
    }

    @Test
    void aSecondWatchOfTheDirectoryIsRefused() {
        assertThatThrownBy(() -> StateDirectory.open(state))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("another modelkeel watch uses " + state);
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws IOException {
        Retraining retraining = started(Payloads.alert("first"));
        Path file = state.resolve(retraining.id() + ".json");
        Files.writeString(file, "{\"alert\":{},\"state\":\"DREAMING\",\"starts_at\":\"2026-11-30T10:00:00Z\"}");
        assertThatThrownBy(() -> StateDirectory.read(state))
                .hasMessageContaining(file.toString())
                .hasMessageContaining("move it away");
    }
}
