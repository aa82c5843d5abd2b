package io.github.modelkeel.tracking;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.internal.environment.Environment;
import io.github.modelkeel.tracking.request.Limits;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a {@link Tracker}. What is not set comes from the environment, under the names MLflow uses, else from the defaults that each
 * setting states. By default the server is the one that the environment names, and each call waits for it. Not thread-safe.
 */
public final class TrackerBuilder {
    /** Null: what the environment says. */
    private final @Nullable String experiment;

    private @Nullable ClientConfig config;
    private @Nullable AsyncLogging logging;
    private @Nullable String runId;
    private @Nullable Map<String, String> runContext;
    private @Nullable Duration systemMetricsInterval;
    private @Nullable Boolean printRunLinks;
    private boolean createExperiment = true;

    TrackerBuilder(@Nullable String experiment) {
        this.experiment = experiment;
    }

    /**
     * Says where the server is and how to talk to it.
     *
     * @param config the configuration; by default the environment's
     * @return this builder
     */
    public TrackerBuilder config(ClientConfig config) {
        this.config = Objects.requireNonNull(config, "config");
        return this;
    }

    /**
     * Logs asynchronously: neither {@link #open()} nor starting runs and logging to them makes a request on the caller's thread, and none
     * of them fails because of the server or the network. {@link AsyncLogging} says what is promised.
     *
     * @param logging how to log; by default {@link AsyncLogging#defaults()} if {@code MLFLOW_ENABLE_ASYNC_LOGGING} is true
     * @return this builder
     */
    public TrackerBuilder async(AsyncLogging logging) {
        this.logging = Objects.requireNonNull(logging, "logging");
        return this;
    }

    /**
     * Names the run that the first {@link Tracker#startRun(String)} resumes instead of starting one.
     *
     * @param id the run's id; by default {@code MLFLOW_RUN_ID}, else none
     * @return this builder
     */
    public TrackerBuilder runId(String id) {
        this.runId = Objects.requireNonNull(id, "id");
        return this;
    }

    /**
     * Sets the tags of every run that is started.
     *
     * @param tags the tags; by default {@code MLFLOW_RUN_CONTEXT}, a JSON object, else none
     * @return this builder
     */
    public TrackerBuilder runContext(Map<String, String> tags) {
        this.runContext = Map.copyOf(Objects.requireNonNull(tags, "tags"));
        return this;
    }

    /**
     * Makes each run measure the machine it is on.
     *
     * @param interval how often; positive, and at most a day; by default runs do not, or each 10 seconds ({@code
     *     MLFLOW_SYSTEM_METRICS_SAMPLING_INTERVAL}) if {@code MLFLOW_ENABLE_SYSTEM_METRICS_LOGGING} is true
     * @return this builder
     * @throws IllegalArgumentException if the interval is out of range
     */
    public TrackerBuilder systemMetricsInterval(Duration interval) {
        this.systemMetricsInterval = RunOptions.checkedInterval(interval);
        return this;
    }

    /**
     * Sets whether the end of a run prints on standard output where it can be looked at, as MLflow's Python client does. Otherwise the
     * address goes to the log.
     *
     * @param print true to print; by default only if {@code MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT} is false
     * @return this builder
     */
    public TrackerBuilder printRunLinks(boolean print) {
        this.printRunLinks = print;
        return this;
    }

    /**
     * Sets whether an experiment that is missing is created. A tracker that must not is for reading: it asks for its experiment at the
     * first call that needs one, which fails if there is none, so that any run can be read by its id without an experiment. It cannot
     * log asynchronously; {@code MLFLOW_ENABLE_ASYNC_LOGGING} does not count.
     *
     * @param create false to fail with a {@link io.github.modelkeel.client.ResourceNotFoundException}; by default true
     * @return this builder
     */
    public TrackerBuilder createExperiment(boolean create) {
        this.createExperiment = create;
        return this;
    }

    /**
     * Opens the experiment. Where an embedded server's directory has no store yet, it is made by the first run that is started; to read
     * until then fails with the code {@code LOCAL_STORE_MISSING}.
     *
     * @return the tracker; close it, or what is logged asynchronously and not delivered waits for the next one
     * @throws ClientException with the code {@code EXPERIMENT_DELETED} if the experiment was deleted
     * @throws IllegalArgumentException if a variable is malformed; the message names it
     * @throws IllegalStateException if it is to log asynchronously to an experiment that must exist
     */
    public Tracker open() {
        if (logging != null && !createExperiment) {
            throw new IllegalStateException(
                    "asynchronous logging creates the experiment when it is missing: leave out async or createExperiment(false)");
        }
        ClientConfig chosen = config != null ? config : ClientConfig.fromEnvironment();
        Environment environment = TrackerSettings.environment(chosen);
        boolean async = logging == null && createExperiment && TrackerSettings.asyncLogging(environment);
        AsyncLogging chosenLogging = async ? AsyncLogging.defaults() : logging;
        TrackerSettings settings = settings(environment);
        if (experiment != null) {
            return Tracker.connect(chosen, settings, Limits.experimentName(experiment), false, chosenLogging);
        }
        String id = environment.text("MLFLOW_EXPERIMENT_ID");
        String name = environment.text("MLFLOW_EXPERIMENT_NAME");
        return id != null
                ? Tracker.connect(chosen, settings, id, true, chosenLogging)
                : Tracker.connect(
                        chosen, settings, Limits.experimentName(name != null ? name : "Default"), false, chosenLogging);
    }

    private TrackerSettings settings(Environment environment) {
        TrackerSettings found = TrackerSettings.of(environment);
        return new TrackerSettings(
                runId != null ? runId : found.runId(),
                runContext != null ? runContext : found.runContext(),
                systemMetricsInterval != null ? systemMetricsInterval : found.systemMetricsInterval(),
                printRunLinks != null ? printRunLinks : found.printRunLinks(),
                createExperiment);
    }
}
