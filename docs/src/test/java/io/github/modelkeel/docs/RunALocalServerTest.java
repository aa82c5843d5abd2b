package io.github.modelkeel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.localserver.LocalServer;
import io.github.modelkeel.localserver.LocalServerExtension;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

class RunALocalServerTest {
    @TempDir
    Path directory;

    @Test
    void aServerRunsInsideTheProcess() {
        // region local-server
        try (LocalServer server = LocalServer.start(directory)) {
            ClientConfig config =
                    ClientConfig.builder().trackingUri(server.uri().toString()).build();
            try (Tracker tracker = Tracker.open("house-prices", config)) {
                tracker.run("first", run -> run.logMetric("rmse", 48_100));
            }
        }
        // endregion
        assertThat(directory).isNotEmptyDirectory();
    }

    // region junit
    @Nested
    @ExtendWith(LocalServerExtension.class)
    class TrainingJobTest {
        @Test
        void theJobLogsItsError(LocalServer server) {
            ClientConfig config =
                    ClientConfig.builder().trackingUri(server.uri().toString()).build();
            try (Tracker tracker = Tracker.open("house-prices", config);
                    Run run = tracker.startRun("nightly")) {
                run.logMetric("rmse", 48_100);
                assertThat(tracker.runs().get(run.id()).metrics()).containsEntry("rmse", 48_100.0);
            }
        }
    }
    // endregion
}
