package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.modelkeel.localserver.LocalServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unmodified Python client of MLflow 3.17.2 on the embedded server. */
class PythonClientTest {
    private static final int STEPS = 28;
    private static final Duration LIMIT = Duration.ofMinutes(4);

    @Test
    void everyStepOfTheUnmodifiedClientReadsBackWhatItWrote(@TempDir Path work, @TempDir Path data) {
        PythonEnvironment python = PythonEnvironment.orSkip();
        try (LocalServer server = LocalServer.start(data)) {
            JsonNode summary = python.run(
                    "client_steps.py",
                    work,
                    LIMIT,
                    Map.of("MLFLOW_TRACKING_URI", server.uri().toString()));
            Banner.say("embedded server: " + summary.path("passed").size() + " steps of the Python client "
                    + summary.path("mlflow").asText() + " passed");
            assertThat(summary.path("mlflow").asText()).isEqualTo("3.17.2");
            assertThat(summary.path("failed")).isEmpty();
            assertThat(summary.path("passed")).hasSize(STEPS);
        }
    }
}
