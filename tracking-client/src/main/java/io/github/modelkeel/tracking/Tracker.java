package io.github.modelkeel.tracking;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.internal.Connection;
import io.github.modelkeel.tracking.request.TrackingApi;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An experiment on a tracking server, to log runs to and to read them back. Safe for use by multiple threads.
 *
 * <p>The <em>current run</em>, which {@link #logMetric(String, double)} and its like log to, is the run that was started last of those
 * still open, whichever thread started it. Where runs overlap, use the {@link Run} objects.
 */
public final class Tracker extends RunLog implements AutoCloseable {
    private final Connection connection;
    private final TrackingApi api;
    private final TrackerSettings settings;
    private final ExperimentRef experiment;
    private final @Nullable SpooledTracking spool;
    private final OpenRuns open = new OpenRuns();
    private final Experiments experiments;
    private final Runs runs;
    private final RunStarts starts;
    private final RunLinks links;
    private final Run.Owner owner = new Home();

    private Tracker(
            Connection connection,
            TrackingApi api,
            TrackerSettings settings,
            ExperimentRef experiment,
            @Nullable SpooledTracking spool) {
        this.connection = connection;
        this.settings = settings;
        this.api = api;
        this.experiment = experiment;
        this.spool = spool;
        this.experiments = new Experiments(connection, api);
        this.runs = new Runs(api, this::experimentToRead);
        this.starts = new RunStarts(connection, api, settings, experiment, spool);
        this.links = RunLinks.of(connection, () -> spool == null || spool.hasPages(), settings.printRunLinks());
    }

    /**
     * Opens the experiment that the environment names ({@code MLFLOW_EXPERIMENT_ID}, else {@code MLFLOW_EXPERIMENT_NAME}, else
     * {@code Default}) on the server that it names.
     *
     * @return the tracker
     */
    public static Tracker open() {
        return builder().open();
    }

    /**
     * Opens an experiment on the server that the environment names ({@code MLFLOW_TRACKING_URI}, else the embedded server).
     *
     * @param experiment the experiment's name; it is created when it is missing
     * @return the tracker
     */
    public static Tracker open(String experiment) {
        return builder(experiment).open();
    }

    /**
     * Opens an experiment on the server that a configuration names; see {@link TrackerBuilder#open()}.
     *
     * @param experiment the experiment's name; it is created when it is missing
     * @param config where the server is
     * @return the tracker
     */
    public static Tracker open(String experiment, ClientConfig config) {
        return builder(experiment).config(config).open();
    }

    /**
     * Starts a tracker of the experiment that the environment names, with more settings.
     *
     * @return the builder
     */
    public static TrackerBuilder builder() {
        return new TrackerBuilder(null);
    }

    /**
     * Starts a tracker with more settings: another server than the environment's, asynchronous logging.
     *
     * @param experiment the experiment's name; it is created when it is missing
     * @return the builder
     */
    public static TrackerBuilder builder(String experiment) {
        return new TrackerBuilder(Objects.requireNonNull(experiment, "experiment"));
    }

    static Tracker connect(
            ClientConfig config, TrackerSettings settings, String name, boolean byId, @Nullable AsyncLogging logging) {
        Connection connection = Connection.openExisting(config);
        boolean opened = false;
        try {
            TrackingApi api = new TrackingApi(connection);
            ExperimentRef experiment = new ExperimentRef(api, name, byId, settings.createExperiment());
            SpooledTracking spool = null;
            if (logging == null && settings.createExperiment() && connection.exists()) {
                experiment.id();
            } else if (logging != null) {
                spool = SpooledTracking.open(config, logging);
            }
            Tracker tracker = new Tracker(connection, api, settings, experiment, spool);
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
        if (!settings.createExperiment()) {
            return experimentToRead();
        }
        connection.create();
        return experiment.id();
    }

    /** To read what is in it: fails with {@code LOCAL_STORE_MISSING} instead of making a store that is not there. */
    private String experimentToRead() {
        api.http();
        return experiment.id();
    }

    /**
     * Starts a run. If the tracker was given a run to resume ({@link TrackerBuilder#runId(String)}), the first call resumes that one instead.
     *
     * @param name the run's name
     * @return the run; end it with {@link Run#finish()}, and close it
     */
    public Run startRun(String name) {
        return startRun(RunOptions.named(name));
    }

    /**
     * Starts a run. If the tracker was given a run to resume ({@link TrackerBuilder#runId(String)}), the first call resumes that one instead.
     *
     * @param options how it starts
     * @return the run; end it with {@link Run#finish()}, and close it
     */
    public Run startRun(RunOptions options) {
        Objects.requireNonNull(options, "options");
        return opened(starts.first(options), options.systemMetrics());
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
        return opened(starts.resumed(runId), null);
    }

    private Run opened(RunStarts.Started started, @Nullable Duration asked) {
        Run run = new Run(owner, api, started.data());
        open.add(run);
        Duration interval = asked != null ? asked : settings.systemMetricsInterval();
        if (interval != null) {
            run.measure(interval, started.resumed());
        }
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
    public <X extends Exception> void run(String name, Work<Run, X> body) throws X {
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
     * {@return the run that was started last of those still open}
     *
     * @throws IllegalStateException if no run is open
     */
    public Run currentRun() {
        return open.current();
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

    @Override
    RunData target() {
        return currentRun().target();
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
        ClientException failure = open.end();
        FlushResult result = spool == null ? FlushResult.NOTHING : spool.close(timeout);
        connection.close();
        if (failure != null) {
            throw failure;
        }
        return result;
    }

    /** What its runs ask of a tracker. */
    private final class Home implements Run.Owner {
        @Override
        public String link(String experimentId, String runId) {
            return links.run(experimentId, runId);
        }

        @Override
        public Stream<RunInfo> children(String runId) {
            return runs.children(runId);
        }

        @Override
        public Run startChild(RunOptions options, RunData parent) {
            return opened(starts.child(options, parent), options.systemMetrics());
        }

        @Override
        public void ended(Run run) {
            open.remove(run);
            if (run.data().isKnown()) { // no one waits for the server just to see a link
                links.show(run.name(), run.experimentId(), run.id());
            }
        }
    }
}
