package io.github.modelkeel.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.modelkeel.client.ClientConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrackerSettingsTest {
    private static final String CANARY = "canary-4711";

    @TempDir
    private Path data = Path.of("");

    private static TrackerSettings of(Map<String, String> variables) {
        return TrackerSettings.of(TrackerSettings.environment(ClientConfig.builder(variables)
                .build()
                .newBuilder()
                .maxRetries(0)
                .build()));
    }

    @Test
    void anEmptyEnvironmentAsksForNothing() {
        assertThat(of(Map.of())).isEqualTo(new TrackerSettings(null, Map.of(), null, false, true));
    }

    @Test
    void theEnvironmentUsesTheNamesOfMlflowAlsoThroughAChangedConfiguration() {
        assertThat(of(Map.of(
                        "MLFLOW_RUN_ID", "abc",
                        "MLFLOW_RUN_CONTEXT", "{\"job\": \"nightly\", \"try\": 3}",
                        "MLFLOW_ENABLE_SYSTEM_METRICS_LOGGING", "true",
                        "MLFLOW_SYSTEM_METRICS_SAMPLING_INTERVAL", "2.5",
                        "MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT", "false")))
                .isEqualTo(new TrackerSettings(
                        "abc", Map.of("job", "nightly", "try", "3"), Duration.ofMillis(2500), true, true));
        assertThat(of(Map.of("MLFLOW_ENABLE_SYSTEM_METRICS_LOGGING", "1")).systemMetricsInterval())
                .isEqualTo(Duration.ofSeconds(10));
        assertThat(of(Map.of("MLFLOW_SYSTEM_METRICS_SAMPLING_INTERVAL", "2")).systemMetricsInterval())
                .as("an interval alone switches nothing on")
                .isNull();
    }

    @Test
    void whatTheCodeSetsComesBeforeTheEnvironment() {
        ClientConfig config = ClientConfig.builder(
                        Map.of("MLFLOW_RUN_CONTEXT", "{\"job\": \"nightly\", \"try\": \"3\"}"))
                .trackingUri("local:" + data)
                .build();
        try (Tracker tracker = Tracker.builder("tags")
                .config(config)
                .runContext(Map.of("job", "by hand"))
                .open()) {
            Run run = tracker.startRun("a");

            assertThat(tracker.runs().get(run.id()).tags())
                    .containsEntry("job", "by hand")
                    .doesNotContainKey("try");
            run.finish();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "MLFLOW_RUN_CONTEXT, canary-4711",
        "MLFLOW_RUN_CONTEXT, [1]",
        "MLFLOW_ENABLE_ASYNC_LOGGING, canary-4711",
        "MLFLOW_ENABLE_SYSTEM_METRICS_LOGGING, canary-4711",
        "MLFLOW_SYSTEM_METRICS_SAMPLING_INTERVAL, canary-4711",
        "MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT, canary-4711",
    })
    void aMalformedVariableIsNamedAndItsValueIsNotWhenTheTrackerOpens(String variable, String value) {
        ClientConfig config = ClientConfig.builder(Map.of(variable, value))
                .trackingUri("local:" + data)
                .build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tracker.open("houses", config))
                .withMessageContaining(variable)
                .withMessageNotContaining(CANARY)
                .withNoCause();
    }

    @Test
    void anIntervalMustBePositiveAndAtMostADay() {
        TrackerBuilder builder = Tracker.builder("houses");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.systemMetricsInterval(Duration.ZERO))
                .withMessageContaining("positive");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.systemMetricsInterval(Duration.ofDays(2)))
                .withMessageContaining("at most a day");
    }
}
