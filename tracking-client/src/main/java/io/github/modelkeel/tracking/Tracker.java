package io.github.modelkeel.tracking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.internal.Connection;
import io.github.modelkeel.client.internal.Json;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
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
    private static final System.Logger LOG = System.getLogger(Tracker.class.getName());

    private final Connection connection;
    private final TrackingApi api;
    private final ExperimentRef experiment;
    private final @Nullable SpooledTracking spool;
    private final ConcurrentLinkedDeque<Run> open = new ConcurrentLinkedDeque<>();
    private final AtomicBoolean resumeConfigured;
    private final Experiments experiments;
    private final Runs runs;
    private final RunLinks links;

    private Tracker(Connection connection, TrackingApi api, ExperimentRef experiment, @Nullable SpooledTracking spool) {
        this.connection = connection;
        this.api = api;
        this.experiment = experiment;
        this.spool = spool;
        this.resumeConfigured = new AtomicBoolean(connection.config().runId().isPresent());
        this.experiments = new Experiments(connection, api);
        this.runs = new Runs(api, this::experimentToRead);
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
        RunInfo info = runs.get(runId);
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
     * The runs of this experiment, and any run of the server by its id: to find, read, rename, delete and restore them.
     *
     * @return what can be done with runs that exist
     */
    public Runs runs() {
        return runs;
    }

    /**
     * The experiments of the server: to find, create, rename, delete and restore them.
     *
     * @return what can be done with experiments
     */
    public Experiments experiments() {
        return experiments;
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
