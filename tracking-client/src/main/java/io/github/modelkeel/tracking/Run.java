package io.github.modelkeel.tracking;

import io.github.modelkeel.client.LoggedModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A run that is open. Safe for use by multiple threads.
 *
 * <p>Of a tracker that logs synchronously, each call returns when the server has taken what was logged, and throws a
 * {@link io.github.modelkeel.client.ClientException} when it has not. One request costs a server milliseconds whatever it holds, so log
 * many values with one call. Of a tracker that logs {@linkplain AsyncLogging asynchronously}, metrics, parameters, tags, datasets and
 * the end of the run are accepted at once and delivered in the background; artifacts and models wait until the server has the run.
 *
 * <p>{@link #finish()} ends the run as FINISHED. {@link #close()} without {@code finish()} ends it as FAILED, so that a run left by an
 * exception in a try-with-resources statement is marked as what it is, and the exception goes on. After its end a run
 * throws {@link IllegalStateException}.
 */
public final class Run implements AutoCloseable {
    private final Tracker tracker;
    private final TrackingApi api;
    private final RunData data;
    private final ReentrantLock ending = new ReentrantLock();
    private volatile boolean ended;

    Run(Tracker tracker, TrackingApi api, RunData data) {
        this.tracker = tracker;
        this.api = api;
        this.data = data;
    }

    RunData data() {
        return data;
    }

    private RunArtifacts artifacts() {
        return new RunArtifacts(api, data.info().artifactUri());
    }

    /**
     * The run's id. A tracker that logs asynchronously waits for it, at most
     * {@link io.github.modelkeel.client.ClientConfig#requestTimeout()}.
     *
     * @return the server's id
     * @throws io.github.modelkeel.client.ServerUnavailableException if the server has not created the run in that time
     */
    public String id() {
        return data.info().id();
    }

    /**
     * The run's name.
     *
     * @return the name
     */
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
     * Where a person can look at the run.
     *
     * @return an address for a browser
     */
    public String uri() {
        return tracker.address() + "/#/experiments/" + experimentId() + "/runs/" + id();
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
        logParams(Map.of(key, value));
    }

    /**
     * Logs parameters, a hundred in a request.
     *
     * @param params names and values
     */
    public void logParams(Map<String, ?> params) {
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
        ensureOpen();
        data.tag(key, value);
    }

    /**
     * Sets tags, a hundred in a request.
     *
     * @param tags names and values
     */
    public void setTags(Map<String, String> tags) {
        ensureOpen();
        data.tags(new LinkedHashMap<>(tags));
    }

    /**
     * Deletes a tag.
     *
     * @param key the tag's name
     * @throws io.github.modelkeel.client.ResourceNotFoundException if the run has no such tag and logging is synchronous
     */
    public void deleteTag(String key) {
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
        ensureOpen();
        data.dataset(dataset, context);
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
        ensureOpen();
        artifacts().pathInto(path, artifactPath);
    }

    /**
     * Sends what is beneath a directory, without the directory's own name.
     *
     * @param directory the directory
     * @param artifactPath the directory among the run's artifacts to put it into; empty for the top
     */
    public void logArtifacts(Path directory, String artifactPath) {
        ensureOpen();
        artifacts().treeInto(directory, artifactPath);
    }

    /**
     * Sends a text as a file in UTF-8.
     *
     * @param text the text
     * @param artifactFile the file's path among the run's artifacts
     */
    public void logText(String text, String artifactFile) {
        logBytes(text.getBytes(StandardCharsets.UTF_8), artifactFile);
    }

    /**
     * Sends bytes as a file.
     *
     * @param content the bytes
     * @param artifactFile the file's path among the run's artifacts
     */
    public void logBytes(byte[] content, String artifactFile) {
        ensureOpen();
        artifacts().bytes(content, artifactFile);
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
     * goes on.
     *
     * @param name the model's name: no {@code / : . %} and no quotes
     * @param writer writes the model's files
     * @param options what to tell about the model
     * @return the logged model, ready to be registered
     * @throws java.io.UncheckedIOException if a file cannot be written or read
     */
    public LoggedModel logModel(String name, ModelWriter writer, ModelOptions options) {
        ensureOpen();
        data.settle(); // the model takes the run's parameters and metrics
        return new ModelLogging(api, data.info()).log(Limits.modelName(name), writer, options);
    }

    /**
     * Starts a run that is a part of this one.
     *
     * @param childName the new run's name
     * @return the new run; end it before this one
     */
    public Run startChild(String childName) {
        ensureOpen();
        return tracker.startChild(RunOptions.named(childName), this);
    }

    /** Ends the run as FINISHED. Nothing happens when it is finished already. */
    public void finish() {
        end(RunStatus.FINISHED);
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

    private void end(RunStatus status) {
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
         * @throws X if the work fails; the run is then marked FAILED and the exception goes on
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
