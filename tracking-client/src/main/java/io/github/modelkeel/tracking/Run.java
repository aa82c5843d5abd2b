package io.github.modelkeel.tracking;

import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.tracking.artifact.RunArtifacts;
import io.github.modelkeel.tracking.request.Limits;
import io.github.modelkeel.tracking.request.TrackingApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * A run that is open. Safe for use by multiple threads.
 *
 * <p>Of a tracker that logs synchronously, each call returns when the server has taken what was logged, and throws a
 * {@link io.github.modelkeel.client.ClientException} when it has not. One request costs a server milliseconds whatever it holds, so log
 * many values with one call. Of a tracker that logs {@linkplain AsyncLogging asynchronously}, metrics, parameters, tags, datasets,
 * artifacts up to a {@linkplain AsyncLogging.Builder#spooledArtifactBytes size} and the end of the run are accepted at once and delivered
 * in the background; models, directories and larger artifacts wait for the server.
 *
 * <p>{@link #finish()} ends the run as FINISHED. {@link #close()} without {@code finish()} ends it as FAILED, so that a run left by an
 * exception in a try-with-resources statement is marked as what it is, and the exception propagates. After its end a run
 * throws {@link IllegalStateException}.
 */
public final class Run extends RunLog implements AutoCloseable {
    private final Owner owner;
    private final RunData data;
    private final RunArtifacts artifacts;
    private final RunExtras extras;
    private final Artifacts made;
    private final RunModels models;
    private final ReentrantLock ending = new ReentrantLock();
    private volatile boolean ended;

    /** The tracker, as far as its runs need it. */
    interface Owner {
        /** Where people can look at a run. */
        String link(String experimentId, String runId);

        Stream<RunInfo> children(String runId);

        Run startChild(RunOptions options, RunData parent);

        /** Takes note of a run's end. */
        void ended(Run run);
    }

    Run(Owner owner, TrackingApi api, RunData data) {
        this.owner = owner;
        this.data = data;
        this.artifacts = new RunArtifacts(api, data);
        this.extras = new RunExtras(data, api);
        this.made = new Artifacts(this::ensureOpen, api, data, artifacts);
        this.models = new RunModels(this::ensureOpen, api, data);
    }

    RunData data() {
        return data;
    }

    @Override
    RunData target() {
        ensureOpen();
        return data;
    }

    /**
     * The run's id, which the server gives. Of a tracker that logs asynchronously this waits until the server has created the run, at
     * most {@link AsyncLogging.Builder#serverTimeout}, and only a moment while the server does not answer.
     *
     * @return the server's id
     * @throws io.github.modelkeel.client.ServerUnavailableException with the code {@code RUN_NOT_CREATED_YET} if the server has not
     *     created the run yet; what is logged is kept nevertheless
     * @see #findId()
     */
    public String id() {
        return data.info().id();
    }

    /**
     * The run's id, if the server has given it by now. Never waits.
     *
     * @return the server's id; empty until a tracker that logs asynchronously could create the run
     */
    public Optional<String> findId() {
        return data.isKnown() ? Optional.of(data.info().id()) : Optional.empty();
    }

    /** {@return the run's name} */
    public String name() {
        return data.name();
    }

    /**
     * The experiment that the run belongs to.
     *
     * @return the experiment's id
     */
    public String experimentId() {
        return data.info().experimentId();
    }

    /**
     * Where a person can look at the run. The embedded server has no pages to look at.
     *
     * @return an address for a browser
     * @throws io.github.modelkeel.client.ServerUnavailableException as for {@link #id()}
     */
    public String uri() {
        return owner.link(experimentId(), id());
    }

    /**
     * Logs several datasets and models as inputs of the run, in one request.
     *
     * @param datasets the datasets and what each was used for
     * @param modelIds the ids of logged models
     */
    public void logInputs(List<RunInfo.Input> datasets, List<String> modelIds) {
        Objects.requireNonNull(datasets, "datasets");
        Objects.requireNonNull(modelIds, "modelIds");
        ensureOpen();
        extras.inputs(datasets, modelIds);
    }

    /**
     * Sends a file, or a directory with all that is beneath it, under its own name.
     *
     * @param path the file or directory
     */
    public void logArtifact(Path path) {
        logArtifact(path, "");
    }

    /**
     * Sends a file, or a directory with all that is beneath it, under its own name.
     *
     * @param path the file or directory
     * @param artifactPath the directory among the run's artifacts to put it into; empty for the top
     */
    public void logArtifact(Path path, String artifactPath) {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(artifactPath, "artifactPath");
        ensureOpen();
        artifacts.pathInto(path, artifactPath);
    }

    /**
     * Sends what is beneath a directory, without the directory's own name. Symbolic links to what is beneath the directory are
     * followed. Every name and link is checked before anything is sent.
     *
     * @param directory the directory
     * @param artifactPath the directory among the run's artifacts to put it into; empty for the top
     * @throws IllegalArgumentException if MLflow's servers would refuse a name or keep a file under another one
     * @throws java.io.UncheckedIOException if a file cannot be read, or a link leads out of the directory, in a circle, or to nothing; the
     *     message names it
     */
    public void logArtifacts(Path directory, String artifactPath) {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(artifactPath, "artifactPath");
        ensureOpen();
        artifacts.treeInto(directory, artifactPath);
    }

    /**
     * Logs a report on drift in one line: {@code run.logDriftReport(report.files(), report.metrics())}, with a {@code DriftReport} of
     * {@code modelkeel-drift}, on which this module does not depend. The files go to the directory {@code drift} of the run's artifacts.
     *
     * @param files contents by the names of the files
     * @param metrics figures by name
     */
    public void logDriftReport(Map<String, byte[]> files, Map<String, ? extends Number> metrics) {
        Objects.requireNonNull(files, "files");
        Objects.requireNonNull(metrics, "metrics");
        ensureOpen();
        files.forEach((name, content) -> artifacts.bytes(content, "drift/" + name));
        logMetrics(metrics);
    }

    /**
     * Logs a profile of data as {@code profile.json} of the run: {@code run.logProfile(profile.toJson())}, with a {@code StoredProfile} of
     * {@code modelkeel-drift}. {@link ModelOptions#withProfile} keeps it with a model.
     *
     * @param json the profile's text, not blank
     */
    public void logProfile(String json) {
        byte[] text = Limits.profile(json).getBytes(StandardCharsets.UTF_8);
        ensureOpen();
        artifacts.bytes(text, "profile.json");
    }

    /**
     * The run's artifacts: to log texts, tables, figures and images, and to list and fetch what is there.
     *
     * @return what can be done with artifacts, also after the run's end if it only reads
     */
    public Artifacts artifacts() {
        return made;
    }

    /**
     * Logs a model with {@link ModelOptions#defaults()}, as {@link #logModel(String, Work, ModelOptions)} does.
     *
     * @param name the model's name: no {@code / : . %} and no quotes
     * @param writer writes the model's files into a directory
     * @return the logged model, ready to be registered
     */
    public LoggedModel logModel(String name, Work<Path, IOException> writer) {
        return models.log(name, writer, ModelOptions.defaults());
    }

    /**
     * Logs a model: its files, its place among the run's outputs, and the run's parameters and metrics that belong to it.
     *
     * <p>The writer fills a directory. Its {@code MLmodel} file gets the top-level keys that tell which run and model it belongs to
     * (a missing file is made), and {@code modelkeel-manifest.json} with the size and SHA-256 of every other file is added. When the
     * writer throws, nothing is sent. When sending fails, the model is marked {@code LOGGED_MODEL_UPLOAD_FAILED} and the exception
     * propagates.
     *
     * @param name the model's name: no {@code / : . %} and no quotes
     * @param writer writes into a new, empty directory, which is deleted afterwards, all that the model consists of, usually with an
     *     {@code MLmodel} file among it
     * @param options what to tell about the model
     * @return the logged model, ready to be registered
     * @throws java.io.UncheckedIOException if a file cannot be written or read
     */
    public LoggedModel logModel(String name, Work<Path, IOException> writer, ModelOptions options) {
        return models.log(name, writer, options);
    }

    /**
     * The models that {@link #logModel(String, Work, ModelOptions)} started under a name and could not finish, because the
     * connection broke or the process ended.
     *
     * @param name the model's name
     * @return the models, empty when all are ready
     */
    public List<LoggedModel> incompleteModels(String name) {
        return models.incomplete(name);
    }

    /**
     * Resumes a model whose logging was cut off: only the files that are missing or differ are sent. Nothing happens when it is
     * ready already.
     *
     * @param modelId the model's id, see {@link #incompleteModels(String)}
     * @param writer writes the model's files, all of them, as for the first attempt
     * @param options what to tell about the model, as for the first attempt
     * @return the logged model, ready to be registered
     * @throws IllegalArgumentException if the model belongs to another run
     * @throws java.io.UncheckedIOException if a file cannot be written or read
     */
    public LoggedModel resumeModel(String modelId, Work<Path, IOException> writer, ModelOptions options) {
        return models.resumeUpload(modelId, writer, options);
    }

    /**
     * The runs that were started as parts of this one.
     *
     * @return the runs, read a page at a time
     */
    public Stream<RunInfo> children() {
        return owner.children(id());
    }

    /**
     * Starts a run that is a part of this one.
     *
     * @param childName the new run's name
     * @return the new run; end it before this one
     */
    public Run startChild(String childName) {
        Objects.requireNonNull(childName, "childName");
        ensureOpen();
        return owner.startChild(RunOptions.named(childName), data);
    }

    /** Ends the run as FINISHED. Nothing happens when it is finished already. */
    public void finish() {
        end(RunStatus.FINISHED);
    }

    /**
     * Ends the run with a status, for example {@link RunStatus#KILLED}. Nothing happens when it has ended already.
     *
     * @param status FINISHED, FAILED or KILLED
     * @throws IllegalArgumentException if it is a status of a run that has not ended
     */
    public void finish(RunStatus status) {
        Objects.requireNonNull(status, "status");
        if (status != RunStatus.FINISHED && status != RunStatus.FAILED && status != RunStatus.KILLED) {
            throw new IllegalArgumentException("a run ends as FINISHED, FAILED or KILLED, not as " + status);
        }
        end(status);
    }

    /** Ends the run as FAILED. Nothing happens when it has ended already. */
    public void fail() {
        end(RunStatus.FAILED);
    }

    /** Ends the run as FAILED unless it has ended. A second call does nothing. */
    @Override
    public void close() {
        end(RunStatus.FAILED);
    }

    /**
     * Whether the run has ended.
     *
     * @return true after {@link #finish()}, {@link #fail()} or {@link #close()}
     */
    public boolean isEnded() {
        return ended;
    }

    /** Measures the machine from now on until the end. */
    void measure(Duration interval, boolean resumed) {
        extras.measure(interval, resumed, this::logMetrics);
    }

    private void end(RunStatus status) {
        extras.close();
        ending.lock();
        try {
            if (!ended) {
                data.end(status, data.now());
                ended = true;
                owner.ended(this);
            }
        } finally {
            ending.unlock();
        }
    }

    private void ensureOpen() {
        if (ended) {
            throw new IllegalStateException("the run '" + name() + "' (" + data.label() + ") has ended");
        }
    }

    @Override
    public String toString() {
        return "Run[" + name() + ", " + data.label() + (ended ? ", ended]" : "]");
    }
}
