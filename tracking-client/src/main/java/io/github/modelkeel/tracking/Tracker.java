package io.github.modelkeel.tracking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.internal.Connection;
import io.github.modelkeel.client.internal.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * An experiment on a tracking server, to log runs to and to read them back. Safe for use by multiple threads.
 *
 * <p>The <em>current run</em>, which {@link #logMetric(String, double)} and its like log to, is the run that was started last of those
 * still open, whichever thread started it. Where runs overlap, use the {@link Run} objects.
 */
public final class Tracker implements AutoCloseable {
    private final Connection connection;
    private final TrackingApi api;
    private final String experimentId;
    private final ConcurrentLinkedDeque<Run> open = new ConcurrentLinkedDeque<>();
    private final AtomicBoolean resumeConfigured;

    private Tracker(Connection connection, TrackingApi api, String experimentId) {
        this.connection = connection;
        this.api = api;
        this.experimentId = experimentId;
        this.resumeConfigured = new AtomicBoolean(connection.config().runId().isPresent());
    }

    /**
     * Opens the experiment that the environment names ({@code MLFLOW_EXPERIMENT_ID}, else {@code MLFLOW_EXPERIMENT_NAME}, else
     * {@code Default}) on the server that it names.
     *
     * @return the tracker
     */
    public static Tracker open() {
        ClientConfig config = ClientConfig.fromEnvironment();
        return config.experimentId().isPresent()
                ? connect(
                        config, api -> api.experimentById(config.experimentId().get()))
                : open(config.experimentName().orElse("Default"), config);
    }

    /**
     * Opens an experiment on the server that the environment names ({@code MLFLOW_TRACKING_URI}, else the embedded server).
     *
     * @param experiment the experiment's name; it is created when it is missing
     * @return the tracker
     */
    public static Tracker open(String experiment) {
        return open(experiment, ClientConfig.fromEnvironment());
    }

    /**
     * Opens an experiment.
     *
     * @param experiment the experiment's name; it is created when it is missing
     * @param config where the server is
     * @return the tracker
     * @throws ClientException with the code {@code EXPERIMENT_DELETED} if the experiment was deleted
     */
    public static Tracker open(String experiment, ClientConfig config) {
        Limits.experimentName(experiment);
        return connect(config, api -> api.experiment(experiment));
    }

    private interface FindExperiment {
        String in(TrackingApi api);
    }

    private static Tracker connect(ClientConfig config, FindExperiment find) {
        Connection connection = Connection.open(config);
        boolean opened = false;
        try {
            TrackingApi api = new TrackingApi(connection);
            Tracker tracker = new Tracker(connection, api, find.in(api));
            opened = true;
            return tracker;
        } finally {
            if (!opened) {
                connection.close();
            }
        }
    }

    /**
     * The experiment's id.
     *
     * @return the server's id
     */
    public String experimentId() {
        return experimentId;
    }

    /**
     * Starts a run. If the configuration names a run ({@code MLFLOW_RUN_ID}), the first call resumes that one instead.
     *
     * @param name the run's name
     * @return the run; end it with {@link Run#finish()}, and close it
     */
    public Run startRun(String name) {
        return startRun(RunOptions.named(name));
    }

    /**
     * Starts a run. If the configuration names a run ({@code MLFLOW_RUN_ID}), the first call resumes that one instead.
     *
     * @param options how it starts
     * @return the run; end it with {@link Run#finish()}, and close it
     */
    public Run startRun(RunOptions options) {
        if (resumeConfigured.compareAndSet(true, false)) {
            return resumeRun(connection.config().runId().orElseThrow());
        }
        Map<String, String> tags = new LinkedHashMap<>(RunContext.tags());
        tags.putAll(connection.config().runContext());
        tags.putAll(options.tags());
        tags.put("mlflow.runName", options.name());
        if (options.description() != null) {
            tags.put("mlflow.note.content", options.description());
        }
        if (options.parentRunId() != null) {
            tags.put("mlflow.parentRunId", options.parentRunId());
        }
        ObjectNode request = Json.object()
                .put("experiment_id", experimentId)
                .put("user_id", RunContext.user())
                .put("run_name", options.name())
                .put("start_time", System.currentTimeMillis());
        return opened(RunInfo.of(api.createRun(request, tags)));
    }

    /**
     * Opens a run that exists, to log more to it. Its status becomes RUNNING again.
     *
     * @param runId the run's id
     * @return the run
     * @throws ClientException with the code {@code RUN_DELETED} if the run was deleted
     */
    public Run resumeRun(String runId) {
        RunInfo info = getRun(runId);
        if (info.deleted()) {
            throw new ClientException(
                    "RUN_DELETED",
                    0,
                    "RUN_DELETED: the run " + runId + " was deleted; restore it or start a new one",
                    null);
        }
        api.updateRun(runId, RunStatus.RUNNING, 0);
        return opened(info);
    }

    private Run opened(RunInfo info) {
        Run run = new Run(this, api, info);
        open.push(run);
        return run;
    }

    /**
     * Starts a run, does the work and ends the run: FINISHED when the work returns, FAILED when it throws, and then the exception
     * goes on.
     *
     * @param name the run's name
     * @param body the work
     * @param <X> the checked exception that the work may throw
     * @throws X what the work throws
     */
    public <X extends Exception> void run(String name, Run.Body<X> body) throws X {
        try (Run run = startRun(name)) {
            body.accept(run);
            if (!run.isEnded()) {
                run.finish();
            }
        }
    }

    /**
     * Logs a value of a metric to the current run, at step 0.
     *
     * @param key the metric's name
     * @param value the value
     * @throws IllegalStateException if no run is open
     */
    public void logMetric(String key, double value) {
        currentRun().logMetric(key, value);
    }

    /**
     * Logs a value of a metric to the current run.
     *
     * @param key the metric's name
     * @param value the value
     * @param step the step it belongs to
     * @throws IllegalStateException if no run is open
     */
    public void logMetric(String key, double value, long step) {
        currentRun().logMetric(key, value, step);
    }

    /**
     * Logs values of several metrics to the current run.
     *
     * @param values names and values
     * @param step the step they belong to
     * @throws IllegalStateException if no run is open
     */
    public void logMetrics(Map<String, ? extends Number> values, long step) {
        currentRun().logMetrics(values, step);
    }

    /**
     * Logs a parameter to the current run.
     *
     * @param key the parameter's name
     * @param value its value
     * @throws IllegalStateException if no run is open
     */
    public void logParam(String key, Object value) {
        currentRun().logParam(key, value);
    }

    /**
     * Sets a tag of the current run.
     *
     * @param key the tag's name
     * @param value its value
     * @throws IllegalStateException if no run is open
     */
    public void setTag(String key, String value) {
        currentRun().setTag(key, value);
    }

    /**
     * The run that was started last of those still open.
     *
     * @return the run
     * @throws IllegalStateException if no run is open
     */
    public Run currentRun() {
        Run run = open.peek();
        if (run == null) {
            throw new IllegalStateException("no run is open; start one with startRun");
        }
        return run;
    }

    /**
     * Describes a run of this server, of any experiment.
     *
     * @param runId the run's id
     * @return the run
     */
    public RunInfo getRun(String runId) {
        return RunInfo.of(api.getRun(runId));
    }

    /**
     * Finds runs of this experiment, newest first.
     *
     * @param filter MLflow's filter language, for example {@code metrics.rmse < 1 AND params.depth = '3'}; empty for all
     * @return the runs, at most a thousand
     */
    public List<RunInfo> searchRuns(String filter) {
        return searchRuns(filter, List.of(), 1000);
    }

    /**
     * Finds runs of this experiment.
     *
     * @param filter MLflow's filter language; empty for all
     * @param orderBy what to sort by, for example {@code metrics.rmse ASC}; empty for newest first
     * @param maxResults the most runs to return, 1 or more
     * @return the runs
     */
    public List<RunInfo> searchRuns(String filter, List<String> orderBy, int maxResults) {
        if (maxResults < 1) {
            throw new IllegalArgumentException("maxResults must be 1 or more: " + maxResults);
        }
        return api.searchRuns(experimentId, filter, orderBy, maxResults).stream()
                .map(RunInfo::of)
                .toList();
    }

    /**
     * All points of a metric.
     *
     * @param runId the run's id
     * @param key the metric's name
     * @return the points in the server's order; empty when there is no such metric
     */
    public List<MetricPoint> metricHistory(String runId, String key) {
        return api.metricHistory(runId, key);
    }

    String address() {
        return connection.tracking().address();
    }

    void forget(Run run) {
        open.remove(run);
    }

    /**
     * Marks runs that are still open as FAILED and gives back the connections. A second call does nothing.
     *
     * @throws ClientException if a run could not be marked; the connections are given back all the same
     */
    @Override
    public void close() {
        if (connection.isClosed()) {
            return;
        }
        ClientException failure = null;
        for (Run run = open.poll(); run != null; run = open.poll()) {
            try {
                run.close();
            } catch (ClientException e) {
                failure = first(failure, e);
            }
        }
        connection.close();
        if (failure != null) {
            throw failure;
        }
    }

    private static ClientException first(@Nullable ClientException first, ClientException next) {
        if (first == null) {
            return next;
        }
        first.addSuppressed(next);
        return first;
    }
}
