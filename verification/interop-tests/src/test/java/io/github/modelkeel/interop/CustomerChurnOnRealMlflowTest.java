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

/** The sample customer-churn with a candidate that Python trained, on MLflow's own server and on the embedded one. */
@ExtendWith(ServerLogOnFailure.class)
class CustomerChurnOnRealMlflowTest {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int TEST_ROWS = 1_800;

    @TempDir
    private Path work;

    @Test
    void pythonReadsBackWhatTheSampleDecidedAndJavaPredictsWhatPythonDoes() throws IOException {
        PythonEnvironment python = PythonEnvironment.orSkip();
        String server = ServerKind.REAL.uri().toString();
        assertThat(sample(python, server))
                .containsSubsequence(
                        "churn/2: scikit-learn's", "REFUSED: version 3", "PROMOTED: version 2", "Roll back");

        Path test = work.resolve("output/test.csv");
        JsonNode seen =
                python.run("read_churn.py", work, LIMIT, Map.of("MLFLOW_TRACKING_URI", server), test.toString());
        assertThat(seen.path("champion").asInt()).isEqualTo(1);
        assertVersion(seen.path("versions").path("1"), "logistic", "accepted");
        assertVersion(seen.path("versions").path("2"), "scikit-learn", "rolled back");
        assertVersion(seen.path("versions").path("3"), "logistic", "refused");
        assertParity(seen.path("probabilities"), server, test);
    }

    private static void assertVersion(JsonNode version, String run, String decision) {
        assertThat(version.path("run_name").asText()).isEqualTo(run);
        assertThat(version.path("status").asText()).isEqualTo("FINISHED");
        assertThat(version.path("decision").asText()).isEqualTo(decision);
        assertThat(version.path("rows").asInt()).isEqualTo(TEST_ROWS);
        assertThat(version.path("auc").asDouble())
                .isCloseTo(version.path("auc_of_table").asDouble(), within(1e-12));
        assertThat(version.path("inputs").size()).isGreaterThanOrEqualTo(7);
    }

    private void assertParity(JsonNode probabilities, String server, Path test) {
        ClientConfig config = ClientConfig.builder(Map.of())
                .trackingUri(server)
                .cacheDirectory(work.resolve("cache-of-the-test"))
                .build();
        List<Prediction> predictions;
        try (Predictor predictor =
                Predictor.builder("models:/churn/2").config(config).load()) {
            predictions = predictor.predict(Rows.ofMaps(SampleRuns.rows(test, "Churn")));
        }
        assertThat(predictions).hasSize(TEST_ROWS).hasSize(probabilities.size());
        int same = 0;
        for (int i = 0; i < predictions.size(); i++) {
            double ours = predictions.get(i).probabilities().getOrDefault("Yes", Double.NaN);
            double theirs = probabilities.get(i).asDouble();
            assertThat(ours).as("row %d", i).isCloseTo(theirs, within(1e-12));
            same += Double.compare(ours, theirs) == 0 ? 1 : 0;
        }
        Banner.say("customer-churn: " + same + " of " + TEST_ROWS
                + " probabilities of Python's pipeline have the same bits in Java");
    }

    @Test
    void aCandidateOfPythonsTakesPartWithoutAServerToo() throws IOException {
        PythonEnvironment python = PythonEnvironment.orSkip();
        assertThat(sample(python, "local:" + work.resolve("data")))
                .containsSubsequence(
                        "churn/2: scikit-learn's", "REFUSED: version 3", "PROMOTED: version 2", "\"model_version\":2");
    }

    /** Runs the sample as a program of its own; what it printed. */
    private String sample(PythonEnvironment python, String server) throws IOException {
        return SampleRuns.run(
                work,
                server,
                LIMIT,
                "io.github.modelkeel.samples.churn.CustomerChurn",
                "run",
                "--python=" + python.executable(),
                "--gates=" + Checkout.root().resolve("samples/customer-churn/gates.yaml"),
                "--output=" + work.resolve("output"));
    }
}
