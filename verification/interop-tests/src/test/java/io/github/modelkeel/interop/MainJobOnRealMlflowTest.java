package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The sample's main job, unchanged, with {@code MLFLOW_TRACKING_URI} naming MLflow's own server. */
@ExtendWith(ServerLogOnFailure.class)
class MainJobOnRealMlflowTest {
    @Test
    void mlflowFindsWhatTheMainJobLoggedAndTheModelIsServedFromThere(@TempDir Path work) throws IOException {
        PythonEnvironment python = PythonEnvironment.orSkip();
        MainJob real = MainJob.runOn(ServerKind.REAL.uri(), work);
        Path expected = Files.writeString(work.resolve("expected.json"), real.expected());
        JsonNode summary = python.run(
                "read_back.py",
                work,
                Duration.ofMinutes(2),
                Map.of("MLFLOW_TRACKING_URI", ServerKind.REAL.uri().toString()),
                expected.toString());
        Banner.say("real MLflow: read the main job's run, "
                + summary.path("checks").asInt() + " checks");
        assertThat(summary.path("checks").asInt()).isGreaterThanOrEqualTo(40);

        MainJob embedded = MainJob.runOn(ServerKind.EMBEDDED.uri(), work);
        assertThat(real.metrics()).hasSizeGreaterThanOrEqualTo(3).isEqualTo(embedded.metrics());
        assertThat(real.params()).hasSizeGreaterThanOrEqualTo(5).isEqualTo(embedded.params());
        assertThat(Double.doubleToRawLongBits(real.predict(MainJob.HOUSE)))
                .isEqualTo(Double.doubleToRawLongBits(embedded.predict(MainJob.HOUSE)));
    }
}
