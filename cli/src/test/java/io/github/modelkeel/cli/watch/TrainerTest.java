package io.github.modelkeel.cli.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.modelkeel.cli.watch.Retraining.State;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Retrainings whose disk fails for a while, and whose command registers nothing. */
@DisabledOnOs(OS.WINDOWS)
class TrainerTest {
    private static final Duration AGAIN = Duration.ofMillis(20);

    @TempDir
    private Path temporary = Path.of("");

    private final List<String> log = new CopyOnWriteArrayList<>();
    private Path state = Path.of("");
    private String store = "";

    @SuppressWarnings("NullAway.Init") // made before each test
    private StateDirectory directory;

    @SuppressWarnings("NullAway.Init") // made before each test
    private Retrainings retrainings;

    @BeforeEach
    void open() throws IOException {
        state = temporary.resolve("state");
        store = "local:" + temporary.resolve("store");
        directory = StateDirectory.open(state);
        retrainings =
                Retrainings.open(directory, Duration.ofHours(6), InstantSource.system(), System::nanoTime, log::add);
    }

    @AfterEach
    void close() throws IOException {
        directory.close();
    }

    private ClientConfig config() {
        return ClientConfig.builder().trackingUri(store).registryUri(store).build();
    }

    private Trainer trainer(Duration again, String script) {
        TrainingCommand command =
                new TrainingCommand(List.of("sh", "-c", script, "sh", temporary.toString()), Duration.ofMinutes(1));
        Promoter promoter = new Promoter(config(), "champion", registry -> List.of());
        return new Trainer(retrainings, directory, command, promoter, 1, again, log::add);
    }

    private Retraining taken() throws IOException {
        ModelAlert first = Payloads.alert("first");
        Instant aMinuteAgo = Instant.now().minusSeconds(60);
        return retrainings
                .take(new ModelAlert(first.receiver(), first.groupKey(), "house", aMinuteAgo, first.json()))
                .started()
                .orElseThrow();
    }

    private Path file(Retraining retraining) {
        return state.resolve(retraining.id() + ".json");
    }

    /** A directory in its place: the file cannot be written. */
    private void block(Retraining retraining) throws IOException {
        Files.delete(file(retraining));
        Files.createDirectories(file(retraining).resolve("x"));
    }

    private void unblock(Retraining retraining) throws IOException {
        Files.delete(file(retraining).resolve("x"));
        Files.delete(file(retraining));
    }

    private State onDisk(Retraining retraining) throws IOException {
        return Files.exists(file(retraining))
                ? Retraining.read(Files.readAllBytes(file(retraining))).state()
                : State.WAITING;
    }

    private void await(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("the log: %s", log).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    @Test
    void theCommandStartsOnlyWhenItsStartIsOnDisk() throws Exception {
        Retraining retraining = taken();
        block(retraining);
        try (Trainer trainer = trainer(AGAIN, "echo 1 >> \"$1/starts\"; exit 7")) {
            trainer.start(retraining);
            await(() -> log.stream().anyMatch(line -> line.contains("cannot be written")));
            assertThat(temporary.resolve("starts")).doesNotExist();
            assertThat(retrainings.all()).extracting(Retraining::state).containsExactly(State.WAITING);
            unblock(retraining);
            await(() -> onDisk(retraining) == State.FAILED);
        }
        assertThat(temporary.resolve("starts")).hasContent("1");
        assertThat(retrainings.all()).extracting(Retraining::attempt).containsExactly(1);
    }

    @Test
    void anEndThatCannotBeWrittenIsWrittenLater() throws Exception {
        Retraining retraining = taken();
        try (Trainer trainer = trainer(AGAIN, fillsTheDisk(retraining))) {
            trainer.start(retraining);
            await(() -> retrainings.all().get(0).state() == State.FAILED);
            unblock(retraining);
            await(() -> onDisk(retraining) == State.FAILED);
        }
        assertThat(log).anyMatch(line -> line.endsWith("is written: FAILED"));
    }

    @Test
    void anEndThatCouldNotBeWrittenIsWrittenOnClose() throws Exception {
        Retraining retraining = taken();
        try (Trainer trainer = trainer(Duration.ofHours(1), fillsTheDisk(retraining))) {
            trainer.start(retraining);
            await(() -> retrainings.all().get(0).state() == State.FAILED);
            unblock(retraining);
        }
        assertThat(onDisk(retraining)).isEqualTo(State.FAILED);
    }

    private String fillsTheDisk(Retraining retraining) {
        String file = "\"" + file(retraining) + "\"";
        // the watch writes the number of the process meanwhile
        return "until grep -q '\"process\":[1-9]' " + file + "; do sleep 0.02; done; rm " + file + "; mkdir -p " + file
                + "/x; exit 7";
    }

    @Test
    void onlyThisUserCanReadTheOutput() throws Exception {
        Retraining retraining = taken();
        Files.writeString(directory.errors(retraining), "of an earlier release");
        try (Trainer trainer = trainer(AGAIN, "exit 7")) {
            trainer.start(retraining);
            await(() -> onDisk(retraining) == State.FAILED);
        }
        try (var files = Files.list(state)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith(retraining.id())))
                    .hasSize(4)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void aVersionThatIsOlderThanTheTrainingIsNotItsResult() throws Exception {
        Retraining retraining = taken();
        assertThat(register())
                .as("it is younger than the alert")
                .isAfter(retraining.alert().startsAt());
        Thread.sleep(5); // times of versions have milliseconds
        try (Trainer trainer = trainer(AGAIN, "echo done")) {
            trainer.start(retraining);
            await(() -> onDisk(retraining).isFinal());
        }
        Retraining ended = retrainings.all().get(0);
        assertThat(ended.state()).isEqualTo(State.FAILED);
        assertThat(ended.detail())
                .contains("the newest one, house/1, of ", "is older than the training, which started at ");
        try (Registry registry = Registry.open(config())) {
            assertThat(registry.getVersion("house", 1).aliases()).isEmpty();
        }
    }

    @Test
    void aVersionOfAnInterruptedAttemptIsAResult() throws Exception {
        Retraining first = retrainings.begin(taken().started(Instant.now()));
        register();
        try (Trainer trainer = trainer(AGAIN, "echo done")) {
            trainer.resume(List.of(Retraining.read(first.bytes())));
            await(() -> onDisk(first).isFinal());
        }
        assertThat(retrainings.all())
                .extracting(Retraining::state, Retraining::attempt)
                .containsExactly(tuple(State.PROMOTED, 2));
    }

    @Test
    void aFileOfAnEarlierReleaseHasTheStartOfTheAlert() throws IOException {
        Instant now = Instant.now();
        Retraining running = taken().started(now);
        assertThat(Retraining.read(running.bytes()).versionsSince()).isEqualTo(now);
        String old = new String(running.bytes(), UTF_8).replace("\"versions_since\":\"" + now + "\"", "\"other\":1");
        assertThat(Retraining.read(old.getBytes(UTF_8)).versionsSince())
                .isEqualTo(running.alert().startsAt());
    }

    private Instant register() {
        try (Tracker tracker = Tracker.open("houses", config());
                Registry registry = Registry.open(config());
                Run run = tracker.startRun("train")) {
            var model = run.logModel("house", into -> Files.writeString(into.resolve("model"), "x"));
            registry.register("house", model);
            run.finish();
            return registry.getVersion("house", 1).creationTime();
        }
    }
}
