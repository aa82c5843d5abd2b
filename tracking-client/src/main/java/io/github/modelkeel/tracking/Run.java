package io.github.modelkeel.tracking;

import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.client.internal.Texts;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
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
 * many values with one call. Of a tracker that logs {@linkplain AsyncLogging asynchronously}, metrics, parameters, tags, datasets
 * artifacts up to a {@linkplain AsyncLogging.Builder#spooledArtifactBytes size} and the end of the run are accepted at once and delivered
 * in the background; models, directories and larger artifacts wait for the server.
 *
 * <p>{@link #finish()} ends the run as FINISHED. {@link #close()} without {@code finish()} ends it as FAILED, so that a run left by an
 * exception in a try-with-resources statement is marked as what it is, and the exception propagates. After its end a run
 * throws {@link IllegalStateException}.
 */
public final class Run implements AutoCloseable {
    // Above 500 lines because everything that can be logged is found here, with its contract; what it does is in the
    // classes below.
    private final Tracker tracker;
    private final TrackingApi api;
    private final RunData data;
    private final RunArtifacts artifacts;
    private final RunExtras extras;
    private final ReentrantLock ending = new ReentrantLock();
    private volatile boolean ended;

    Run(Tracker tracker, TrackingApi api, RunData data) {
        this.tracker = tracker;
        this.api = api;
        this.data = data;
        this.artifacts = new RunArtifacts(api, data);
        this.extras = new RunExtras(data, api, artifacts);
    }

    RunData data() {
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
        return tracker.links().run(experimentId(), id());
    }

    /**
     * Logs a value of a metric at step 0, measured now.
     *
     * @param key the metric's name
     * @param value the value; NaN and infinities are allowed
     */
    public void logMetric(String key, double value) {
        logMetric(key, value, 0);
    }

    /**
     * Logs a value of a metric, measured now.
     *
     * @param key the metric's name
     * @param value the value; NaN and infinities are allowed
     * @param step the step it belongs to
     */
    public void logMetric(String key, double value, long step) {
        Objects.requireNonNull(key, "key");
        ensureOpen();
        data.metric(new MetricPoint(key, value, data.now(), step));
    }

    /**
     * Logs values of several metrics at step 0, measured now, in one request.
     *
     * @param values names and values
     */
    public void logMetrics(Map<String, ? extends Number> values) {
        logMetrics(values, 0);
    }

    /**
     * Logs values of several metrics, measured now, in one request.
     *
     * @param values names and values
     * @param step the step they belong to
     */
    public void logMetrics(Map<String, ? extends Number> values, long step) {
        Objects.requireNonNull(values, "values");
        long now = data.now();
        logMetrics(values.entrySet().stream()
                .map(entry -> new MetricPoint(
                        entry.getKey(),
                        Objects.requireNonNull(
                                        entry.getValue(), () -> "the value of metric '" + entry.getKey() + "' is null")
                                .doubleValue(),
                        now,
                        step))
                .toList());
    }

    /**
     * Logs points of metrics, a thousand in a request. When a request fails, those before it are logged; repeating the call is
     * harmless, because a server keeps one of several identical points.
     *
     * @param points the points, in any order
     */
    public void logMetrics(List<MetricPoint> points) {
        Objects.requireNonNull(points, "points");
        ensureOpen();
        data.metrics(List.copyOf(points));
    }

    /**
     * Logs a parameter. A parameter can be set once; another value for it is refused by the server.
     *
     * @param key the parameter's name
     * @param value its value, as text at most 6000 characters long
     */
    public void logParam(String key, Object value) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        logParams(Map.of(key, value));
    }

    /**
     * Logs parameters, a hundred in a request.
     *
     * @param params names and values
     */
    public void logParams(Map<String, ?> params) {
        Objects.requireNonNull(params, "params");
        ensureOpen();
        data.params(params);
    }

    /**
     * Sets a tag.
     *
     * @param key the tag's name
     * @param value its value, at most 8000 characters long
     */
    public void setTag(String key, String value) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        ensureOpen();
        data.tag(key, value);
    }

    /**
     * Sets tags, a hundred in a request.
     *
     * @param tags names and values
     */
    public void setTags(Map<String, String> tags) {
        Objects.requireNonNull(tags, "tags");
        ensureOpen();
        data.tags(new LinkedHashMap<>(tags));
    }

    /**
     * Sets the note about the run, which the server shows as its description.
     *
     * @param markdown the text, at most 8000 characters long
     */
    public void setDescription(String markdown) {
        Objects.requireNonNull(markdown, "markdown");
        setTag("mlflow.note.content", markdown);
    }

    /**
     * Deletes a tag.
     *
     * @param key the tag's name
     * @throws io.github.modelkeel.client.ResourceNotFoundException if the run has no such tag and logging is synchronous
     */
    public void deleteTag(String key) {
        Objects.requireNonNull(key, "key");
        ensureOpen();
        data.deleteTag(key);
    }

    /**
     * Logs a dataset as an input of the run.
     *
     * @param dataset the dataset
     * @param context what it was used for, for example {@code training}; empty for nothing in particular
     */
    public void logDataset(Dataset dataset, String context) {
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(context, "context");
        ensureOpen();
        data.dataset(dataset, context);
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
     * Sends a text as a file in UTF-8.
     *
     * @param text the text
     * @param artifactFile the file's path among the run's artifacts
     */
    public void logText(String text, String artifactFile) {
        Objects.requireNonNull(artifactFile, "artifactFile");
        Texts.wellFormed("the text of " + artifactFile, Objects.requireNonNull(text, "text"));
        logBytes(text.getBytes(StandardCharsets.UTF_8), artifactFile);
    }

    /**
     * Sends bytes as a file.
     *
     * @param content the bytes
     * @param artifactFile the file's path among the run's artifacts
     */
    public void logBytes(byte[] content, String artifactFile) {
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(artifactFile, "artifactFile");
        ensureOpen();
        artifacts.bytes(content, artifactFile);
    }

    /**
     * Sends maps, lists and plain values as a file: YAML when its name ends in {@code .yaml} or {@code .yml}, else JSON. What is
     * none of these is written as its text. JSON has no NaN and no infinities: they become strings.
     *
     * @param document names and values
     * @param artifactFile the file's path among the run's artifacts
     */
    public void logDict(Map<String, ?> document, String artifactFile) {
        Objects.requireNonNull(document, "document");
        Objects.requireNonNull(artifactFile, "artifactFile");
        logBytes(Documents.bytes(document, artifactFile), artifactFile);
    }

    /**
     * Logs a table that MLflow shows and reads back ({@code mlflow.load_table}). When there is a table of that name, the rows are
     * appended to it and missing values are null; two that append at the same time may lose rows. A column may hold images
     * ({@link BufferedImage}).
     *
     * @param columns column names to values, all columns of one length; NaN and infinities become null, as in pandas
     * @param artifactFile the file's path among the run's artifacts, ending in {@code .json}
     * @throws IllegalArgumentException if there is no column, lengths differ, or the name is not one MLflow takes
     */
    public void logTable(Map<String, ? extends List<?>> columns, String artifactFile) {
        Objects.requireNonNull(columns, "columns");
        Objects.requireNonNull(artifactFile, "artifactFile");
        ensureOpen();
        extras.tables().log(columns, artifactFile);
    }

    /**
     * Sends a figure as a file.
     *
     * @param figure its bytes, in the format that the file's name says: PNG, JPEG, GIF, PDF or another
     * @param artifactFile the file's path among the run's artifacts
     * @throws IllegalArgumentException if the bytes are not in that format
     */
    public void logFigure(byte[] figure, String artifactFile) {
        Objects.requireNonNull(figure, "figure");
        Objects.requireNonNull(artifactFile, "artifactFile");
        logBytes(Figures.checked(figure, artifactFile), artifactFile);
    }

    /**
     * Sends a figure as a file.
     *
     * @param figure SVG or HTML
     * @param artifactFile the file's path among the run's artifacts, ending in {@code .svg} or {@code .html}
     * @throws IllegalArgumentException if the file's name says something else
     */
    public void logFigure(String figure, String artifactFile) {
        Objects.requireNonNull(figure, "figure");
        Objects.requireNonNull(artifactFile, "artifactFile");
        logText(Figures.checked(figure, artifactFile), artifactFile);
    }

    /**
     * Sends a figure as a file.
     *
     * @param figure the figure
     * @param artifactFile the file's path among the run's artifacts, ending in {@code .png} or another format of the JVM
     * @throws IllegalArgumentException if the JVM cannot write the format
     */
    public void logFigure(BufferedImage figure, String artifactFile) {
        Objects.requireNonNull(figure, "figure");
        Objects.requireNonNull(artifactFile, "artifactFile");
        logImage(figure, artifactFile);
    }

    /**
     * Sends an image as a file.
     *
     * @param image the image
     * @param artifactFile the file's path among the run's artifacts, ending in {@code .png} or another format of the JVM
     * @throws IllegalArgumentException if the JVM cannot write the format
     */
    public void logImage(BufferedImage image, String artifactFile) {
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(artifactFile, "artifactFile");
        ensureOpen();
        extras.images().log(image, artifactFile);
    }

    /**
     * Logs an image of a series, made now, which MLflow shows beside those of other steps. It is sent as PNG, with a copy beside it
     * whose longer side has 256 pixels, in lossless WebP.
     *
     * @param image the image
     * @param key the name of the series: letters from a to z, digits, '_', '-', '.', ' ' and '/'
     * @param step the step it belongs to, 0 or more
     */
    public void logImage(BufferedImage image, String key, long step) {
        logImage(image, key, step, System.currentTimeMillis());
    }

    /**
     * Logs an image of a series, as {@link #logImage(BufferedImage, String, long)} does.
     *
     * @param image the image
     * @param key the name of the series: letters from a to z, digits, '_', '-', '.', ' ' and '/'
     * @param step the step it belongs to, 0 or more
     * @param timestampMillis when it was made, in milliseconds since 1970
     */
    public void logImage(BufferedImage image, String key, long step, long timestampMillis) {
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(key, "key");
        ensureOpen();
        extras.images().log(key, image, step, timestampMillis);
    }

    /**
     * What is among the run's artifacts, in one directory.
     *
     * @param directory the directory; empty for the top
     * @return its files and directories; empty when there is no such directory
     */
    public List<Artifact> listArtifacts(String directory) {
        Objects.requireNonNull(directory, "directory");
        return artifacts.list(directory);
    }

    /**
     * Fetches a file, or a directory with all beneath it, several files at a time. Files that this system cannot hold under their names
     * are left out; when all others are there, the call fails and names them.
     *
     * @param path the path among the run's artifacts; empty for all
     * @param into a local directory, which is made when it is missing; files of the same names are replaced
     * @return where the file or directory is now: {@code path} beneath {@code into}
     * @throws io.github.modelkeel.client.ResourceNotFoundException if there is no such artifact
     * @throws io.github.modelkeel.client.ClientException with the code {@code UNSAFE_PATH} if this system cannot hold some of the files
     */
    public Path downloadArtifacts(String path, Path into) {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(into, "into");
        return artifacts.download(path, into);
    }

    /**
     * Logs a model with {@link ModelOptions#defaults()}.
     *
     * @param name the model's name: no {@code / : . %} and no quotes
     * @param writer writes the model's files
     * @return the logged model
     * @see #logModel(String, ModelWriter, ModelOptions)
     */
    public LoggedModel logModel(String name, ModelWriter writer) {
        return logModel(name, writer, ModelOptions.defaults());
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
     * @param writer writes the model's files
     * @param options what to tell about the model
     * @return the logged model, ready to be registered
     * @throws java.io.UncheckedIOException if a file cannot be written or read
     */
    public LoggedModel logModel(String name, ModelWriter writer, ModelOptions options) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(writer, "writer");
        Objects.requireNonNull(options, "options");
        ensureOpen();
        RunInfo info = data.info(); // fails fast when there is no server
        data.settle(); // the model takes the run's parameters and metrics
        return new ModelLogging(api, info).log(Limits.modelName(name), writer, options);
    }

    /**
     * The models that {@link #logModel(String, ModelWriter, ModelOptions)} started under a name and could not finish, because the
     * connection broke or the process ended.
     *
     * @param name the model's name
     * @return the models, empty when all are ready
     */
    public List<LoggedModel> incompleteModels(String name) {
        Objects.requireNonNull(name, "name");
        return new ModelLogging(api, data.info()).unfinished(name);
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
    public LoggedModel resumeModelUpload(String modelId, ModelWriter writer, ModelOptions options) {
        Objects.requireNonNull(modelId, "modelId");
        Objects.requireNonNull(writer, "writer");
        Objects.requireNonNull(options, "options");
        ensureOpen();
        return new ModelLogging(api, data.info()).goOn(modelId, writer, options);
    }

    /**
     * The runs that were started as parts of this one.
     *
     * @return the runs, read a page at a time
     */
    public Stream<RunInfo> children() {
        return tracker.runs().children(id());
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
        return tracker.startChild(RunOptions.named(childName), this);
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
                tracker.forget(this);
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

    /**
     * A file or directory among a run's artifacts.
     *
     * @param path its path among the run's artifacts
     * @param directory whether it is a directory
     * @param size its size in bytes, 0 for a directory
     */
    public record Artifact(String path, boolean directory, long size) {}

    /**
     * What {@link Tracker#run(String, Body)} does between the start and the end of a run.
     *
     * @param <X> the checked exception it may throw; none for most lambdas
     */
    @FunctionalInterface
    public interface Body<X extends Exception> {
        /**
         * Does the work.
         *
         * @param run the open run
         * @throws X if the work fails; the run is then marked FAILED and the exception propagates
         */
        void accept(Run run) throws X;
    }

    /** Writes a model's files. */
    @FunctionalInterface
    public interface ModelWriter {
        /**
         * Fills a new, empty directory with everything the model consists of, usually with an {@code MLmodel} file among it.
         *
         * @param directory the directory; it is deleted afterwards
         * @throws IOException if a file cannot be written
         */
        void writeTo(Path directory) throws IOException;
    }
}
