package io.github.modelkeel.tracking;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.internal.environment.Environment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a tracker starts and ends its runs.
 *
 * @param runId the run that the first start resumes
 * @param runContext tags of every started run
 * @param systemMetricsInterval how often each run measures its machine; null when only those do that ask for it
 * @param printRunLinks whether the end of a run prints where it can be looked at
 * @param createExperiment whether an experiment that is missing is created
 */
record TrackerSettings(
        @Nullable String runId,
        Map<String, String> runContext,
        @Nullable Duration systemMetricsInterval,
        boolean printRunLinks,
        boolean createExperiment) {
    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(10);

    /** The variables that a configuration was made over. */
    static Environment environment(ClientConfig config) {
        return new Environment(name -> config.environmentVariable(name).orElse(null));
    }

    static TrackerSettings of(Environment environment) {
        return new TrackerSettings(
                environment.text("MLFLOW_RUN_ID"),
                environment.tags("MLFLOW_RUN_CONTEXT"),
                systemMetrics(environment),
                Boolean.FALSE.equals(environment.flag("MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT")),
                true);
    }

    static boolean asyncLogging(Environment environment) {
        return Boolean.TRUE.equals(environment.flag("MLFLOW_ENABLE_ASYNC_LOGGING"));
    }

    /** Where asynchronous logging keeps what the server does not have yet. */
    static Path spoolDirectory(Environment environment) {
        Path named = environment.path("MODELKEEL_SPOOL_DIR");
        return named != null ? named : Path.of(System.getProperty("user.home"), ".modelkeel", "spool");
    }

    private static @Nullable Duration systemMetrics(Environment environment) {
        Duration interval = environment.seconds("MLFLOW_SYSTEM_METRICS_SAMPLING_INTERVAL");
        return Boolean.TRUE.equals(environment.flag("MLFLOW_ENABLE_SYSTEM_METRICS_LOGGING"))
                ? interval != null ? interval : DEFAULT_INTERVAL
                : null;
    }
}
