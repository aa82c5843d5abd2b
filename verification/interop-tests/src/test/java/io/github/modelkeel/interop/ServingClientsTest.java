package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.modelkeel.servinghttp.ScoringServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clients that people have, against a {@link ScoringServer}: KServe's own for V1 and V2, MLflow's own for its scoring server. */
class ServingClientsTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String PRICES = "[153001.5,276552.0]";

    @TempDir
    private Path work;

    @Test
    void kservesClientSpeaksBothProtocols() throws IOException {
        PythonEnvironment python = PythonEnvironment.kserveOrSkip();
        try (ServedLinearModels models = new ServedLinearModels(work);
                ScoringServer server = ScoringServer.start(models.api(), 0)) {
            JsonNode said = python.run(
                    "kserve_client.py", work, LIMIT, Map.of(), server.uri().toString());

            assertThat(said.path("v1_live")).hasToString("true");
            assertThat(said.path("v1_ready")).hasToString("true");
            assertThat(said.path("v1").path("predictions")).hasToString(PRICES);
            assertThat(said.path("v1_error").asText())
                    .startsWith("HTTPStatusError: ")
                    .contains("column 'sqft' must be a number", "422");
            assertThat(said.path("v1_unknown").asText()).contains("Not Found", "404");

            assertThat(said.path("v2_live")).hasToString("true");
            assertThat(said.path("v2_server_ready")).hasToString("true");
            assertThat(said.path("v2_ready")).hasToString("true");
            assertThat(said.path("v2_unknown_ready")).hasToString("false");
            assertThat(said.path("v2"))
                    .hasToString(
                            "{\"id\":\"r-1\",\"model\":\"house\",\"name\":\"price\",\"datatype\":\"FP64\",\"shape\":[2],\"data\":"
                                    + PRICES + "}");
            assertThat(said.path("v2_fp32")).hasToString(PRICES);
            assertThat(said.path("v2_classes").path("label")).hasToString("[\"yes\",\"no\"]");
            assertThat(said.path("v2_classes").path("probabilities").size()).isEqualTo(2);
            assertThat(said.path("v2_binary").asText())
                    .as("the reason reaches the caller")
                    .contains("Inference-Header-Content-Length", "415");
            assertThat(said.path("v2_error").asText()).contains("has the shape [3] of 3 values, but only 1", "400");
        }
    }

    @Test
    void mlflowsClientSpeaksToUsAsToItsOwnServer() throws IOException {
        PythonEnvironment python = PythonEnvironment.orSkip();
        try (ServedLinearModels models = new ServedLinearModels(work);
                ScoringServer server = ScoringServer.start(models.api(), 0)) {
            JsonNode said = python.run(
                    "mlflow_scoring_client.py",
                    work,
                    LIMIT,
                    Map.of(),
                    server.uri().getHost(),
                    Integer.toString(server.port()));

            assertThat(said.path("version").asText()).startsWith("3.");
            for (String form : new String[] {"frame", "array"}) {
                assertThat(said.path(form)).as(form).hasToString(PRICES);
            }
            assertThat(said.path("table")).hasToString("[[153001.5],[276552.0]]");
            assertThat(said.path("error").asText()).contains("422", "column 'sqft' must be a number");
        }
    }
}
