package io.github.modelkeel.tracking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.internal.Connection;
import io.github.modelkeel.client.internal.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An experiment on a tracking server, to log runs to and to read them back. Safe for use by multiple threads.
 *
 * <p>The <em>current run</em>, which {@link #logMetric(String, double)} and its like log to, is the run that was started last of those
 * still open, whichever thread started it. Where runs overlap, use the {@link Run} objects.
 */
public final class Tracker implements AutoCloseable {
    // Above 500 lines because every operation is found here, with its contract; what they do is in the classes below.
    private static final System.Logger LOG = System.getLogger(Tracker.class.getName());

    private final Connection connection;
    private final TrackingApi api;
    private final ExperimentRef experiment;
    private final @Nullable SpooledTracking spool;
    private final ConcurrentLinkedDeque<Run> open = new ConcurrentLinkedDeque<>();
    private final AtomicBoolean resumeConfigured;
    private final Experiments experiments;
    private final RunSearch runs;
    private final RunLinks links;

    private Tracker(Connection connection, TrackingApi api, ExperimentRef experiment, @Nullable SpooledTracking spool) {
        this.connection = connection;
        this.api = api;
        this.experiment = experiment;
        this.spool = spool;
        this.resumeConfigured = new AtomicBoolean(connection.config().runId().isPresent());
        this.experiments = new Experiments(api);
        this.runs = new RunSearch(api);
        this.links = RunLinks.of(connection, spool);
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
                ? connect(config, config.experimentId().get(), true, asyncIfAsked(config))
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
     * Opens an experiment. Where an embedded server's directory has no store yet, it is made by the first run that is started; to read
     * until then fails with the code {@code LOCAL_STORE_MISSING}.
     *
     * @param experiment the experiment's name; it is created when it is missing
     * @param config where the server is
     * @return the tracker
     * @throws ClientException with the code {@code EXPERIMENT_DELETED} if the experiment was deleted
     */
    public static Tracker open(String experiment, ClientConfig config) {
        Objects.requireNonNull(experiment, "experiment");
        Objects.requireNonNull(config, "config");
        return connect(config, Limits.experimentName(experiment), false, asyncIfAsked(config));
    }

    /**
     * Opens an experiment to log to asynchronously: neither this call nor starting runs and logging to them makes a request on the
     * caller's thread, and none of them fails because of the server or the network. {@link AsyncLogging} says what is promised.
     *
     * @param experiment the experiment's name; it is created when it is missing
     * @param config where the server is
     * @param logging how to log
     * @return the tracker; close it, or what is not delivered waits for the next one
     */
    public static Tracker open(String experiment, ClientConfig config, AsyncLogging logging) {
        Objects.requireNonNull(experiment, "experiment");
        Objects.requireNonNull(config, "config");
        Objects.requireNonNull(logging, "logging");
        return connect(config, Limits.experimentName(experiment), false, logging);
    }

    private static @Nullable AsyncLogging asyncIfAsked(ClientConfig config) {
        return config.asyncLogging() ? AsyncLogging.defaults() : null;
    }

    private static Tracker connect(ClientConfig config, String name, boolean byId, @Nullable AsyncLogging logging) {
        Connection connection = Connection.openExisting(config);
        boolean opened = false;
        try {
            TrackingApi api = new TrackingApi(connection);
            ExperimentRef experiment = new ExperimentRef(api, name, byId);
            SpooledTracking spool = null;
            if (logging == null && connection.exists()) {
                experiment.id();
            } else if (logging != null) {
                spool = SpooledTracking.open(config, logging);
            }
            Tracker tracker = new Tracker(connection, api, experiment, spool);
            opened = true;
            return tracker;
        } finally {
            if (!opened) {
                connection.close();
            }
        }
    }

    /**
     * The experiment's id. A tracker that logs asynchronously asks the server for it at the first call.
     *
     * @return the server's id
     */
    public String experimentId() {
        connection.create();
        return experiment.id();
    }

    /** To read what is in it: fails with {@code LOCAL_STORE_MISSING} instead of making a store that is not there. */
    private String experimentToRead() {
        api.http();
        return experiment.id();
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
        Objects.requireNonNull(options, "options");
        if (resumeConfigured.compareAndSet(true, false)) {
            String id = connection.config().runId().orElseThrow();
            return spool == null
                    ? resumeRun(id)
                    : measured(spool.resume(Limits.runId(id), options.name()), options.systemMetrics(), true);
        }
        return start(options, 0);
    }

    Run startChild(RunOptions options, Run parent) {
        return parent.data() instanceof SpooledRunData spooled
                ? start(options, spooled.number())
                : startRun(options.withParent(parent.id()));
    }

    private Run start(RunOptions options, long parent) {
        Map<String, String> tags = RunContext.tags(connection.config().runContext(), options);
        if (spool != null) {
            RunStart start = experiment.start(options.name(), spool.now(), parent, tags);
            return measured(spool.start(start), options.systemMetrics(), false);
        }
        ObjectNode request = Json.object()
                .put("experiment_id", experimentId())
                .put("user_id", RunContext.user())
                .put("run_name", options.name())
                .put("start_time", System.currentTimeMillis());
        return measured(
                new DirectRunData(api, RunInfo.of(api.createRun(request, tags))), options.systemMetrics(), false);
    }

    /**
     * Opens a run that exists, to log more to it. Its status becomes RUNNING again.
     *
     * @param runId the run's id
     * @return the run
     * @throws ClientException with the code {@code RUN_DELETED} if the run was deleted
     */
    public Run resumeRun(String runId) {
        Objects.requireNonNull(runId, "runId");
        RunInfo info = getRun(runId);
        if (info.deleted()) {
            throw new ClientException(
                    "RUN_DELETED",
                    0,
                    "RUN_DELETED: the run " + runId + " was deleted; restore it or start a new one",
                    null);
        }
        if (spool != null) {
            return measured(spool.resume(info), null, true);
        }
        api.updateRun(runId, RunStatus.RUNNING, 0);
        return measured(new DirectRunData(api, info), null, true);
    }

    private Run measured(RunData data, @Nullable Duration asked, boolean resumed) {
        Run run = opened(data);
        Duration interval = asked != null
                ? asked
                : connection.config().systemMetricsInterval().orElse(null);
        if (interval != null) {
            run.measure(interval, resumed);
        }
        return run;
    }

    private Run opened(RunData data) {
        Run run = new Run(this, api, data);
        open.push(run);
        return run;
    }

    /**
     * Starts a run, does the work and ends the run: FINISHED when the work returns, FAILED when it throws, and then the exception
     * propagates.
     *
     * @param name the run's name
     * @param body the work
     * @param <X> the checked exception that the work may throw
     * @throws X what the work throws
     */
    public <X extends Exception> void run(String name, Run.Body<X> body) throws X {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(body, "body");
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
        Objects.requireNonNull(key, "key");
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
        Objects.requireNonNull(key, "key");
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
        Objects.requireNonNull(values, "values");
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
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
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
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        currentRun().setTag(key, value);
    }

    /**
     * {@return the run that was started last of those still open}
     *
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
        Objects.requireNonNull(runId, "runId");
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
        Objects.requireNonNull(filter, "filter");
        Objects.requireNonNull(orderBy, "orderBy");
        if (maxResults < 1) {
            throw new IllegalArgumentException("maxResults must be 1 or more: " + maxResults);
        }
        return new RunSearch(api)
                .first(maxResults, experimentToRead(), filter, orderBy)
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
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(key, "key");
        return api.metricHistory(runId, key);
    }

    /**
     * All points of a metric, read a page at a time as they are used.
     *
     * @param runId the run's id
     * @param key the metric's name
     * @return the points in the server's order
     */
    public Stream<MetricPoint> streamMetricHistory(String runId, String key) {
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(key, "key");
        return runs.history(runId, key);
    }

    /**
     * Finds runs of this experiment, however many, reading a page at a time as they are used.
     *
     * @param filter MLflow's filter language; empty for all
     * @param orderBy what to sort by, for example {@code metrics.rmse ASC}; empty for newest first
     * @param view whether deleted runs are among them
     * @return the runs
     */
    public Stream<RunInfo> streamRuns(String filter, List<String> orderBy, Experiment.View view) {
        Objects.requireNonNull(filter, "filter");
        Objects.requireNonNull(orderBy, "orderBy");
        Objects.requireNonNull(view, "view");
        return runs.runs(experimentToRead(), filter, orderBy, view);
    }

    /**
     * The runs that were started as parts of another one.
     *
     * @param runId the other run's id
     * @return the runs, newest first, read a page at a time as they are used
     */
    public Stream<RunInfo> childRuns(String runId) {
        Objects.requireNonNull(runId, "runId");
        return runs.children(runId);
    }

    /**
     * Deletes a run. It can be restored until the server's administrator removes it for good.
     *
     * @param runId the run's id
     */
    public void deleteRun(String runId) {
        Objects.requireNonNull(runId, "runId");
        runs.delete(runId);
    }

    /**
     * Restores a deleted run.
     *
     * @param runId the run's id
     */
    public void restoreRun(String runId) {
        Objects.requireNonNull(runId, "runId");
        runs.restore(runId);
    }

    /**
     * Renames a run.
     *
     * @param runId the run's id
     * @param newName its new name
     */
    public void renameRun(String runId, String newName) {
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(newName, "newName");
        runs.rename(runId, newName);
    }

    /**
     * What is among a run's artifacts, in one directory.
     *
     * @param runId the run's id
     * @param directory the directory; empty for the top
     * @return its files and directories; empty when there is no such directory
     */
    public List<Run.Artifact> listArtifacts(String runId, String directory) {
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(directory, "directory");
        return artifacts(runId).list(directory);
    }

    /**
     * Fetches a file, or a directory with all beneath it, several files at a time. Files that this system cannot hold under their names
     * are left out; when all others are there, the call fails and names them.
     *
     * @param runId the run's id
     * @param path the path among the run's artifacts; empty for all
     * @param into a local directory, which is made when it is missing; files of the same names are replaced
     * @return where the file or directory is now: {@code path} beneath {@code into}
     * @throws io.github.modelkeel.client.ResourceNotFoundException if there is no such artifact
     * @throws io.github.modelkeel.client.ClientException with the code {@code UNSAFE_PATH} if this system cannot hold some of the files
     */
    public Path downloadArtifacts(String runId, String path, Path into) {
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(into, "into");
        return artifacts(runId).download(path, into);
    }

    private RunArtifacts artifacts(String runId) {
        String uri = getRun(runId).artifactUri();
        return new RunArtifacts(api, uri);
    }

    /**
     * Describes an experiment.
     *
     * @param id the experiment's id
     * @return the experiment
     * @throws io.github.modelkeel.client.ResourceNotFoundException if there is none
     */
    public Experiment getExperiment(String id) {
        Objects.requireNonNull(id, "id");
        return experiments.get(id);
    }

    /**
     * Finds an experiment by its name, also a deleted one.
     *
     * @param name the experiment's name
     * @return the experiment, or empty
     */
    public Optional<Experiment> findExperiment(String name) {
        Objects.requireNonNull(name, "name");
        return experiments.find(name);
    }

    /**
     * Finds experiments, however many, reading a page at a time as they are used.
     *
     * @param filter MLflow's filter language, for example {@code name LIKE 'house%'} or {@code tags.team = 'ml'}; empty for all
     * @param orderBy what to sort by, for example {@code name ASC}; empty for the latest first
     * @param view whether deleted experiments are among them
     * @return the experiments
     */
    public Stream<Experiment> searchExperiments(String filter, List<String> orderBy, Experiment.View view) {
        Objects.requireNonNull(filter, "filter");
        Objects.requireNonNull(orderBy, "orderBy");
        Objects.requireNonNull(view, "view");
        return experiments.search(filter, orderBy, view);
    }

    /**
     * Creates an experiment.
     *
     * @param name its name
     * @param tags its tags
     * @param artifactLocation where the server shall keep its artifacts, or null for the server's own choice
     * @return the experiment
     * @throws ClientException with the code {@code RESOURCE_ALREADY_EXISTS} if there is one of that name, also a deleted one
     */
    public Experiment createExperiment(String name, Map<String, String> tags, @Nullable String artifactLocation) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(tags, "tags");
        connection.create();
        return experiments.create(name, tags, artifactLocation);
    }

    /**
     * Renames an experiment.
     *
     * @param id the experiment's id
     * @param newName its new name
     */
    public void renameExperiment(String id, String newName) {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(newName, "newName");
        experiments.rename(id, newName);
    }

    /**
     * Deletes an experiment and its runs. It can be restored until the server's administrator removes it for good.
     *
     * @param id the experiment's id
     */
    public void deleteExperiment(String id) {
        Objects.requireNonNull(id, "id");
        experiments.delete(id);
    }

    /**
     * Restores a deleted experiment and its runs.
     *
     * @param id the experiment's id
     */
    public void restoreExperiment(String id) {
        Objects.requireNonNull(id, "id");
        experiments.restore(id);
    }

    /**
     * Sets a tag of an experiment. The tag {@code mlflow.note.content} is its description.
     *
     * @param id the experiment's id
     * @param key the tag's name
     * @param value its value, at most 20000 characters long
     */
    public void setExperimentTag(String id, String key, String value) {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        experiments.setTag(id, key, value);
    }

    /**
     * Deletes a tag of an experiment.
     *
     * @param id the experiment's id
     * @param key the tag's name
     */
    public void deleteExperimentTag(String id, String key) {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(key, "key");
        experiments.deleteTag(id, key);
    }

    RunLinks links() {
        return links;
    }

    void forget(Run run) {
        open.remove(run);
        if (run.data().isKnown()) { // no one waits for the server just to see a link
            links.show(run, System.out);
        }
    }

    /**
     * Waits until the server has what was logged before. Of a tracker that logs synchronously it has.
     *
     * @param timeout how long at most
     * @return what became of it; look at {@link FlushResult#isComplete()}
     */
    public FlushResult flush(Duration timeout) {
        Objects.requireNonNull(timeout, "timeout");
        return spool == null ? FlushResult.NOTHING : spool.flush(timeout);
    }

    /**
     * Waits until what was logged before is on disk, and so survives the process. Of a tracker that logs synchronously the server has
     * it.
     *
     * @param timeout how long at most
     * @return whether it is
     */
    public boolean sync(Duration timeout) {
        Objects.requireNonNull(timeout, "timeout");
        return spool == null || spool.sync(timeout);
    }

    /**
     * Figures to watch, of a tracker that logs asynchronously.
     *
     * @return the figures; all zero for a tracker that logs synchronously
     */
    public AsyncLogging.Counters counters() {
        return spool == null ? NoCounters.INSTANCE : spool.counters();
    }

    /**
     * Marks runs that are still open as FAILED and gives back the connections. A tracker that logs asynchronously first delivers what
     * waits, for at most the settings' close timeout; see {@link #close(Duration)}. A second call does nothing.
     *
     * @throws ClientException if a run could not be marked; the connections are given back nevertheless
     */
    @Override
    public void close() {
        close(spool == null ? Duration.ZERO : spool.closeTimeout());
    }

    /**
     * Marks runs that are still open as FAILED, delivers what waits, and gives back the connections and threads. What the server could
     * not take in time stays on disk, and a line in the log says how to deliver it. A second call does nothing.
     *
     * @param timeout how long to wait for the server at most; closing takes at most half a second more
     * @return what became of what was logged; look at {@link FlushResult#isComplete()}
     * @throws ClientException if a run could not be marked, of a tracker that logs synchronously
     */
    public FlushResult close(Duration timeout) {
        Objects.requireNonNull(timeout, "timeout");
        if (connection.isClosed()) {
            return spool == null ? FlushResult.NOTHING : spool.close(timeout);
        }
        ClientException failure = null;
        for (Run run = open.poll(); run != null; run = open.poll()) {
            try {
                run.close();
            } catch (ClientException e) {
                failure = first(failure, e);
            } catch (IllegalStateException full) { // the spool, and the settings say that this is reported
                LOG.log(System.Logger.Level.WARNING, "the end of " + run + " is not recorded: " + full.getMessage());
            }
        }
        FlushResult result = spool == null ? FlushResult.NOTHING : spool.close(timeout);
        connection.close();
        if (failure != null) {
            throw failure;
        }
        return result;
    }

    private static ClientException first(@Nullable ClientException first, ClientException next) {
        if (first == null) {
            return next;
        }
        first.addSuppressed(next);
        return first;
    }
}
