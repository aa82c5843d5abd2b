package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.modelkeel.localserver.LocalServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unmodified Python client of MLflow 3.17.2 on the embedded server. */
class PythonClientTest {
    private static final int STEPS = 28;
    private static final int OBSERVATIONS = 73;
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

    /** Odd artifact names, NaN, batches, datasets, a logged model, aliases, deletion and restoration: what the client sees is the same. */
    @Test
    void theWholeCycleOfTheUnmodifiedClientGivesTheSameOnBothServers(@TempDir Path work) {
        PythonEnvironment python = PythonEnvironment.orSkip();
        Map<ServerKind, JsonNode> seen = new EnumMap<>(ServerKind.class);
        for (ServerKind server : ServerKind.values()) {
            seen.put(
                    server,
                    python.run(
                            "client_cycle.py",
                            work,
                            LIMIT,
                            Map.of("MLFLOW_TRACKING_URI", server.uri().toString()),
                            "py-cycle"));
        }
        JsonNode embedded =
                Objects.requireNonNull(seen.get(ServerKind.EMBEDDED)).path("seen");
        JsonNode real = Objects.requireNonNull(seen.get(ServerKind.REAL)).path("seen");
        Banner.say("the whole cycle of the Python client: " + embedded.size() + " observations on each server");
        assertThat(embedded.size()).isGreaterThanOrEqualTo(OBSERVATIONS);
        SoftAssertions each = new SoftAssertions();
        real.properties()
                .forEach(entry -> each.assertThat(embedded.path(entry.getKey()))
                        .as(entry.getKey())
                        .isEqualTo(entry.getValue()));
        each.assertAll();
        assertThat(embedded.properties()).hasSameSizeAs(real.properties());
    }
}
