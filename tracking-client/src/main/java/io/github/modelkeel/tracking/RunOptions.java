package io.github.modelkeel.tracking;

import io.github.modelkeel.tracking.context.RunContext;
import io.github.modelkeel.tracking.request.Limits;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a run starts. Immutable.
 *
 * @param name the run's name
 * @param description a text about it, or null
 * @param parentRunId the run it is a part of, or null
 * @param tags further tags
 * @param systemMetrics how often the run measures the machine it is on, or null for what the tracker says
 */
public record RunOptions(
        String name,
        @Nullable String description,
        @Nullable String parentRunId,
        Map<String, String> tags,
        @Nullable Duration systemMetrics) {

    /**
     * Checks and copies the values.
     *
     * @param name the run's name
     * @param description a text about it, or null
     * @param parentRunId the run it is a part of, or null
     * @param tags further tags
     * @param systemMetrics how often the run measures the machine it is on, or null for what the tracker says
     * @throws IllegalArgumentException if the name is blank, or a value breaks MLflow's rules
     */
    public RunOptions {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(tags, "tags");
        if (name.isBlank()) {
            throw new IllegalArgumentException("a run's name must not be blank");
        }
        Limits.tagValue("mlflow.runName", name);
        if (description != null) {
            Limits.tagValue("mlflow.note.content", description);
        }
        if (parentRunId != null) {
            Limits.runId(parentRunId);
        }
        if (systemMetrics != null) {
            checkedInterval(systemMetrics);
        }
        tags = Map.copyOf(tags);
        tags.forEach((key, value) -> Limits.tagValue(Limits.key("tag", key), value));
    }

    static Duration checkedInterval(Duration interval) {
        Objects.requireNonNull(interval, "interval");
        if (interval.isNegative() || interval.isZero() || interval.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(
                    "the interval of system metrics must be positive and at most a day: " + interval);
        }
        return interval;
    }

    /**
     * A run with a name and nothing else.
     *
     * @param name the run's name
     * @return the options
     */
    public static RunOptions named(String name) {
        Objects.requireNonNull(name, "name");
        return new RunOptions(name, null, null, Map.of(), null);
    }

    /**
     * These options with a description.
     *
     * @param text a text about the run
     * @return new options
     */
    public RunOptions withDescription(String text) {
        return new RunOptions(name, Objects.requireNonNull(text, "text"), parentRunId, tags, systemMetrics);
    }

    /**
     * These options with a parent.
     *
     * @param runId the run that the new one is a part of
     * @return new options
     */
    public RunOptions withParent(String runId) {
        return new RunOptions(name, description, Objects.requireNonNull(runId, "runId"), tags, systemMetrics);
    }

    /**
     * These options with one more tag.
     *
     * @param key the tag's name
     * @param value its value
     * @return new options
     */
    public RunOptions withTag(String key, String value) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        Map<String, String> more = new LinkedHashMap<>(tags);
        more.put(key, value);
        return new RunOptions(name, description, parentRunId, more, systemMetrics);
    }

    /**
     * These options with measurements of the machine that the run is on, logged under MLflow's names: {@code system/cpu_...},
     * {@code system/system_memory_...}, {@code system/disk_...} and {@code system/network_...}, and {@code system/jvm_...} for this
     * JVM's heap and garbage collector. The first come after one interval.
     *
     * @param interval how often to measure, for example 10 seconds
     * @return new options
     * @throws IllegalArgumentException if the interval is not positive
     */
    public RunOptions withSystemMetrics(Duration interval) {
        return new RunOptions(name, description, parentRunId, tags, Objects.requireNonNull(interval, "interval"));
    }

    /** All tags that a run starts with. */
    Map<String, String> startTags(Map<String, String> configured) {
        Map<String, String> all = new LinkedHashMap<>(RunContext.tags());
        all.putAll(configured);
        all.putAll(tags);
        all.put("mlflow.runName", name);
        if (description != null) {
            all.put("mlflow.note.content", description);
        }
        if (parentRunId != null) {
            all.put("mlflow.parentRunId", parentRunId);
        }
        return all;
    }
}
