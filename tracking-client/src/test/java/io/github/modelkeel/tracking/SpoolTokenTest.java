package io.github.modelkeel.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.client.ClientConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A token that lives for an hour, and a job that lives longer. */
class SpoolTokenTest extends AsyncTest {
    @Test
    void whatWaitsWhileTheTokenIsRefusedArrivesWhenItsFileChanges() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "first\n");
        server.requireAuthorization("Bearer first");
        ClientConfig config = ClientConfig.builder(Map.of())
                .trackingUri(server.uri())
                .tokenFile(file)
                .maxRetries(0)
                .build();
        AsyncLogging logging = settings().directory(directory.resolve("spool")).build();
        try (Tracker tracker =
                Tracker.builder("houses").config(config).async(logging).open()) {
            Run run = tracker.startRun("long");
            run.logMetric("rmse", 1, 1);
            assertComplete(tracker.flush(LONG));

            server.requireAuthorization("Bearer second");
            run.logMetric("rmse", 2, 2);
            FlushResult waiting = tracker.flush(Duration.ofMillis(200));
            assertThat(waiting.pending()).isEqualTo(1);
            assertThat(waiting.deadLettered()).isZero();

            Files.delete(file); // for a moment there is none
            run.logMetric("rmse", 3, 3);
            assertThat(tracker.flush(Duration.ofMillis(200)).pending()).isEqualTo(2);

            Files.writeString(file, "second\n");
            run.finish();
            assertComplete(tracker.flush(LONG));
            assertBalanced(tracker);
            assertThat(tracker.counters().toString()).startsWith("Counters[accepted=5, delivered=5, pending=0, ");
        }
        assertThat(store.run().points()).hasSize(3);
        assertThat(store.run().statuses()).containsExactly("FINISHED");
    }
}
