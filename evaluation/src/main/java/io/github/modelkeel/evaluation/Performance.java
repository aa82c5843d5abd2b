package io.github.modelkeel.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How well a model does on some rows, measured by an {@link Evaluation} or estimated by a {@link PerformanceEstimator}. Immutable and safe
 * for use by multiple threads.
 */
public final class Performance {
    private final int rows;
    private final Map<String, Metric> metrics;
    private final Map<String, String> undefined;

    Performance(int rows, List<Metric> metrics, Map<String, String> undefined) {
        Map<String, Metric> byName = new LinkedHashMap<>();
        metrics.forEach(metric -> byName.put(metric.name(), metric));
        this.rows = rows;
        this.metrics = Collections.unmodifiableMap(byName);
        this.undefined = Collections.unmodifiableMap(new LinkedHashMap<>(undefined));
    }

    /** {@return how many rows there were} */
    public int rows() {
        return rows;
    }

    /** {@return the metrics by name, those of {@link Evaluation}; unmodifiable} */
    public Map<String, Metric> metrics() {
        return metrics;
    }

    /** {@return why metrics that these rows do not have are not there, by name; unmodifiable, mostly empty} */
    public Map<String, String> undefined() {
        return undefined;
    }

    /**
     * One of the metrics.
     *
     * @param name its name
     * @return the metric
     * @throws IllegalArgumentException if there is none of that name, or these rows do not have it; the message says why
     */
    public Metric metric(String name) {
        Metric metric = metrics.get(Objects.requireNonNull(name, "name"));
        if (metric == null) {
            String reason = undefined.get(name);
            throw new IllegalArgumentException(
                    reason == null
                            ? "there is no metric '" + name + "', only " + metrics.keySet()
                            : name + ": " + reason);
        }
        return metric;
    }

    /**
     * Compares with an earlier performance of the same kind, for instance that of the test data at training. The rows of both must be
     * independent of each other.
     *
     * @param reference the earlier one
     * @return the change of the metrics that both have
     * @throws IllegalArgumentException if they have none in common, because one is of a regression and one of a classification
     */
    public PerformanceChange since(Performance reference) {
        Objects.requireNonNull(reference, "reference");
        Map<String, Metric> changes = new LinkedHashMap<>();
        metrics.forEach((name, metric) -> {
            Metric earlier = reference.metrics.get(name);
            if (earlier != null) {
                changes.put(name, metric.minus(earlier));
            }
        });
        if (changes.isEmpty()) {
            throw new IllegalArgumentException("the reference has " + reference.metrics.keySet() + ", and this has "
                    + metrics.keySet() + ": they have no metric in common");
        }
        return new PerformanceChange(changes);
    }

    /** {@return the metrics and the number of rows} */
    @Override
    public String toString() {
        return "Performance[" + rows + " rows, " + metrics.values() + "]";
    }
}
