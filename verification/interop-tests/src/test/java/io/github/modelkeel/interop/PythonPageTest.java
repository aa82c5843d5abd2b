package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.serving.Prediction;
import io.github.modelkeel.serving.Predictor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The page about Python's models: its first snippet runs on a real MLflow as it stands there, and what it logs is served. */
@ExtendWith(ServerLogOnFailure.class)
class PythonPageTest {
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final double EXPONENTIAL = 4 * Math.ulp(1.0);

    @TempDir
    private Path work;

    @Test
    void theFirstSnippetLogsAModelThatIsServed() throws IOException {
        PythonEnvironment python = PythonEnvironment.orSkip();
        String server = RealMlflowServer.shared().uri().toString();
        Path page = Checkout.root().resolve("docs/serve-a-python-model.md").toAbsolutePath();
        JsonNode said =
                python.run("run_page_snippet.py", work, LIMIT, Map.of("MLFLOW_TRACKING_URI", server), page.toString());
        ClientConfig config = ClientConfig.builder(Map.of())
                .trackingUri(server)
                .cacheDirectory(Files.createDirectories(work.resolve("cache")))
                .build();
        try (Predictor risk = Predictor.builder("models:/risk@champion")
                .config(config)
                .scores(true)
                .load()) {
            for (int row = 0; row < said.path("rows").size(); row++) {
                compare(risk, said, row);
            }
        }
    }

    private static void compare(Predictor risk, JsonNode said, int row) {
        Map<String, Object> values = new HashMap<>();
        JsonNode fields = said.path("rows").path(row);
        fields.fieldNames()
                .forEachRemaining(name -> values.put(name, fields.path(name).doubleValue()));
        Prediction prediction = risk.predict(values);
        assertThat(prediction.label()).isEqualTo(said.path("labels").path(row).asText());
        assertThat(prediction.value())
                .isCloseTo(said.path("probabilities").path(row).path(1).doubleValue(), within(EXPONENTIAL));
        assertThat(prediction.decisionFunction())
                .containsExactly(said.path("scores").path(row).doubleValue());
    }
}
