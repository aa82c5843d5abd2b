package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.serving.Prediction;
import io.github.modelkeel.serving.Predictor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The sample credit-risk on MLflow's own server, with Python as its training: also for the alert, through {@code modelkeel watch}. */
@ExtendWith(ServerLogOnFailure.class)
class CreditRiskOnRealMlflowTest {
    private static final Duration LIMIT = Duration.ofMinutes(8);

    @TempDir
    private Path work;

    @Test
    void pythonTrainsForTheAlertAndReadsBackWhatTheNightsAre() throws IOException {
        PythonEnvironment python = PythonEnvironment.orSkip();
        String server = ServerKind.REAL.uri().toString();
        assertThat(sample(python, server))
                .containsSubsequence(
                        "600 of 600 with defaults",
                        "ALERT Age: ",
                        "PROMOTED: credit-risk/2 is champion",
                        "REFUSED: version 3",
                        "scored by version 2 (");

        Path folder = work.resolve("nights/credit-risk");
        JsonNode seen =
                python.run("read_risk.py", work, LIMIT, Map.of("MLFLOW_TRACKING_URI", server), folder.toString());
        assertThat(seen.path("champion").asInt()).isEqualTo(2);
        assertVersion(seen.path("versions").path("1"), "older", "accepted");
        assertVersion(seen.path("versions").path("2"), "younger", "accepted");
        assertVersion(seen.path("versions").path("3"), "younger", "refused");
        assertNight(seen.path("nights").path("1"), 1, "store");
        assertNight(seen.path("nights").path("2"), 1, "defaults");
        assertNight(seen.path("nights").path("5"), 1, "store");
        assertNight(seen.path("nights").path("6"), 2, "store");
        assertParity(seen.path("probabilities"), server, folder.resolve("test.csv"));
    }

    private static void assertVersion(JsonNode version, String customers, String decision) {
        assertThat(version.path("run_name").asText()).isEqualTo("scikit-learn");
        assertThat(version.path("status").asText()).isEqualTo("FINISHED");
        assertThat(version.path("customers").asText()).isEqualTo(customers);
        assertThat(version.path("decision").asText()).isEqualTo(decision);
        assertThat(version.path("rows").asInt()).isGreaterThan(100);
        assertThat(version.path("inputs").size()).isEqualTo(9);
        if (!decision.equals("accepted")) { // a champion's table is of the newest loans, its metrics of its own
            assertThat(version.path("auc").asDouble())
                    .isCloseTo(version.path("auc_of_table").asDouble(), within(1e-12));
        }
    }

    private static void assertNight(JsonNode night, int version, String features) {
        assertThat(night.path("rows").asInt()).isEqualTo(600);
        assertThat(night.path("versions").toString()).isEqualTo("[" + version + "]");
        assertThat(night.path("features").toString()).isEqualTo("[\"" + features + "\"]");
        assertThat(night.path("decisions").toString()).contains("\"good\"");
    }

    private void assertParity(JsonNode probabilities, String server, Path test) {
        ClientConfig config = ClientConfig.builder(Map.of())
                .trackingUri(server)
                .cacheDirectory(work.resolve("cache-of-the-test"))
                .build();
        List<Prediction> predictions;
        try (Predictor predictor =
                Predictor.builder("models:/credit-risk/2").config(config).load()) {
            predictions = predictor.predict(Rows.ofMaps(SampleRuns.rows(test, "Result")));
        }
        assertThat(predictions).hasSize(probabilities.size());
        for (int i = 0; i < predictions.size(); i++) {
            double ours = predictions.get(i).probabilities().getOrDefault("bad", Double.NaN);
            assertThat(ours).as("row %d", i).isCloseTo(probabilities.get(i).asDouble(), within(1e-12));
        }
    }

    /** Runs the sample as a program of its own; what it printed. */
    private String sample(PythonEnvironment python, String server) throws IOException {
        return SampleRuns.run(
                work,
                server,
                LIMIT,
                "io.github.modelkeel.samples.risk.CreditRisk",
                "run",
                "--modelkeel=" + CommandLine.classPath(),
                "--python=" + python.executable(),
                "--gates=" + Checkout.root().resolve("samples/credit-risk/gates.yaml"),
                "--output=" + work.resolve("nights"));
    }
}
