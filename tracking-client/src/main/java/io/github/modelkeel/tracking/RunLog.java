package io.github.modelkeel.tracking;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Logs metrics, parameters, tags and datasets to a run: a {@link Run} to itself, a {@link Tracker} to the run that was started last of those
 * still open. Safe for use by multiple threads.
 *
 * <p>Each method throws {@link IllegalStateException} when there is no open run. What breaks one of MLflow's rules for names and values is an
 * {@link IllegalArgumentException} that names it.
 */
public abstract class RunLog {
    RunLog() {}

    /** Where to log to now. Throws {@link IllegalStateException} when there is no open run. */
    abstract RunData target();

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
        target().metric(new MetricPoint(key, value, target().now(), step));
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
        long now = target().now();
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
        target().metrics(List.copyOf(points));
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
        target().params(params);
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
        target().tag(key, value);
    }

    /**
     * Sets tags, a hundred in a request.
     *
     * @param tags names and values
     */
    public void setTags(Map<String, String> tags) {
        Objects.requireNonNull(tags, "tags");
        target().tags(new LinkedHashMap<>(tags));
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
        target().deleteTag(key);
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
        target().dataset(dataset, context);
    }
}
