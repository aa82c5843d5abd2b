package io.github.modelkeel.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.ResourceNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading never creates an embedded server's store. */
class ReadingTrackerTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path temp;

    private Path data() {
        return temp.resolve("modelkeel-data");
    }

    private ClientConfig config() {
        return ClientConfig.builder(Map.of()).trackingUri("local:" + data()).build();
    }

    private void assertMissing(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(ClientException.class)
                .hasMessageStartingWith("LOCAL_STORE_MISSING: there is no store to read in " + data());
        assertThat(data()).doesNotExist();
    }

    private void assertReadsNothing(Tracker tracker) {
        assertMissing(() -> tracker.runs().search(""));
        assertMissing(() -> tracker.runs().search("", Experiment.View.ACTIVE));
        assertMissing(() -> tracker.runs().get("0".repeat(32)));
        assertMissing(() -> tracker.experiments().find("houses"));
        assertMissing(
                () -> tracker.experiments().search("", Experiment.View.ALL).count());
    }

    @Test
    void aTrackerThatOnlyReadsCreatesNoStoreAndTheFirstRunDoes() {
        try (Tracker tracker = Tracker.open("houses", config())) {
            assertReadsNothing(tracker);
            try (Run run = tracker.startRun("first")) {
                run.finish();
            }
            assertThat(data()).isNotEmptyDirectory();
            assertThat(tracker.runs().search("")).hasSize(1);
        }
    }

    @Test
    void aTrackerThatMustNotCreateReadsWhatThereIs() {
        try (Tracker tracker = Tracker.builder("houses")
                .config(config())
                .createExperiment(false)
                .open()) {
            assertReadsNothing(tracker);
            assertMissing(tracker::experimentId);
        }
        String id;
        try (Tracker tracker = Tracker.open("houses", config());
                Run run = tracker.startRun("first")) {
            id = run.id();
            run.finish();
        }
        try (Tracker tracker = Tracker.builder("horses")
                .config(config())
                .createExperiment(false)
                .open()) {
            assertThat(tracker.runs().get(id).name()).isEqualTo("first");
            assertThatThrownBy(tracker::experimentId)
                    .isInstanceOf(ResourceNotFoundException.class)
                    .hasMessageContaining("horses");
            assertThatThrownBy(() -> tracker.runs().search("")).isInstanceOf(ResourceNotFoundException.class);
            assertThatThrownBy(() -> tracker.startRun("second")).isInstanceOf(ResourceNotFoundException.class);
            assertThat(tracker.experiments().find("horses")).isEmpty();
        }
        try (Tracker tracker = Tracker.builder("houses")
                .config(config())
                .createExperiment(false)
                .open()) {
            assertThat(tracker.runs().search("")).hasSize(1);
        }
    }

    @Test
    void anAsynchronousTrackerCannotBeKeptFromCreating() {
        TrackerBuilder builder = Tracker.builder("houses")
                .config(config())
                .createExperiment(false)
                .async(AsyncLogging.builder().directory(temp.resolve("spool")).build());
        assertThatThrownBy(builder::open)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("createExperiment(false)");
        ClientConfig async = ClientConfig.builder(Map.of(
                        "MLFLOW_ENABLE_ASYNC_LOGGING", "true", "MODELKEEL_SPOOL_DIR", temp + "/from-environment"))
                .trackingUri("local:" + data())
                .build();
        try (Tracker tracker =
                Tracker.builder("houses").config(async).createExperiment(false).open()) {
            assertReadsNothing(tracker);
        }
        assertThat(Spool.directory(async))
                .isEqualTo(temp.resolve("from-environment"))
                .doesNotExist();
    }

    @Test
    void anExperimentThatIsCreatedCreatesTheStore() {
        try (Tracker tracker = Tracker.open("houses", config())) {
            tracker.experiments().create("flats", Map.of(), null);
            assertThat(tracker.experiments().find("flats")).isPresent();
        }
        Path other = temp.resolve("other");
        try (Tracker tracker = Tracker.open(
                "houses",
                ClientConfig.builder(Map.of()).trackingUri("local:" + other).build())) {
            assertThat(tracker.experimentId()).isNotEmpty();
        }
    }

    @Test
    void anAsynchronousTrackerThatOnlyReadsCreatesNoStoreAndTheFirstRunDoes() throws IOException {
        AsyncLogging logging = AsyncLogging.builder()
                .directory(Files.createDirectory(temp.resolve("spool")))
                .build();
        try (Tracker tracker =
                Tracker.builder("houses").config(config()).async(logging).open()) {
            assertReadsNothing(tracker);
            assertThat(tracker.flush(LONG).isComplete()).isTrue();
            assertThat(data()).doesNotExist();
            try (Run run = tracker.startRun("first")) {
                run.finish();
            }
            assertThat(tracker.flush(LONG).isComplete()).isTrue();
            assertThat(tracker.runs().search("")).hasSize(1);
        }
    }

    @Test
    void recoveryCreatesAStoreOnlyForWhatItDelivers() throws IOException {
        Path spool = Files.createDirectory(temp.resolve("spool"));
        assertThat(Spool.recover(config(), spool, LONG).isComplete()).isTrue();
        assertThat(Spool.status(spool)).isEmpty();
        assertThat(data()).doesNotExist();

        ClientConfig elsewhere =
                ClientConfig.builder(Map.of()).trackingUri("http://127.0.0.1:9").build();
        AsyncLogging logging = AsyncLogging.builder().directory(spool).build();
        Tracker tracker =
                Tracker.builder("houses").config(elsewhere).async(logging).open();
        tracker.startRun("first").finish();
        tracker.close(Duration.ZERO);
        assertThat(Spool.recover(config(), spool, LONG).pending()).isPositive();
        assertThat(data()).as("what waits is for another server").doesNotExist();
        assertThat(Spool.recover("http://127.0.0.1:9", config(), spool, LONG).isComplete())
                .isTrue();
        try (Tracker reader = Tracker.open("houses", config())) {
            assertThat(reader.runs().search("")).hasSize(1);
        }
    }
}
