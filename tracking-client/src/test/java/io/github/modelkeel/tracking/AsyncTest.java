package io.github.modelkeel.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.fakeserver.FakeMlflow;
import io.github.modelkeel.fakeserver.FakeStore;
import io.github.modelkeel.tracking.async.Backoff;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of asynchronous logging share: a server that breaks on demand, and pauses of milliseconds instead of seconds. */
abstract class AsyncTest {
    static final long SEED = 20261121;
    static final Duration LONG = Duration.ofSeconds(30);
    static final Backoff.Bounds FAST = new Backoff.Bounds(
            Duration.ofMillis(5),
            Duration.ofMillis(60),
            Duration.ofMillis(300),
            Duration.ofMillis(30),
            Duration.ofMillis(40));

    @TempDir
    Path directory;

    final FakeStore store = new FakeStore();
    final FakeMlflow server = FakeMlflow.start(store);

    @AfterEach
    void stopServer() {
        server.close();
    }

    ClientConfig config() {
        return ClientConfig.builder(Map.of())
                .trackingUri(server.uri())
                .requestTimeout(Duration.ofSeconds(5))
                .maxRetries(0)
                .build();
    }

    AsyncLogging.Builder settings() {
        return AsyncLogging.builder()
                .directory(directory)
                .linger(Duration.ofMillis(20))
                .pace(FAST, new Random(SEED));
    }

    Tracker open() {
        return Tracker.builder("houses")
                .config(config())
                .async(settings().build())
                .open();
    }

    /** The counters agree with each other. */
    static void assertBalanced(Tracker tracker) {
        AsyncLogging.Counters counters = tracker.counters();
        assertThat(counters.accepted())
                .as("accepted = delivered + pending + deadLettered + dropped")
                .isEqualTo(counters.delivered() + counters.pending() + counters.deadLettered() + counters.dropped());
        assertThat(counters.pending()).isNotNegative();
    }

    static void assertComplete(FlushResult result) {
        assertThat(result.isComplete()).as("%s", result).isTrue();
        assertThat(result.firstError()).isNull();
    }

    static boolean full() {
        return "full".equals(System.getProperty("modelkeel.chaos"));
    }
}
