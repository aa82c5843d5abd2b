package io.github.modelkeel.tracking;

import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run as the server described it. Immutable.
 *
 * @param id the run's id
 * @param name its name
 * @param experimentId the experiment it belongs to
 * @param status its status
 * @param startTime when it started
 * @param endTime when it ended, or null while it is running
 * @param artifactUri where the server keeps its artifacts
 * @param deleted whether it was deleted
 * @param params its parameters
 * @param metrics the latest value of each metric: the one with the highest step, then time
 * @param tags its tags
 * @param inputs the datasets it used
 * @param modelInputs the ids of the logged models it used
 * @param modelOutputs the ids of the logged models that it made, with the step of each
 */
public record RunInfo(
        String id,
        String name,
        String experimentId,
        RunStatus status,
        Instant startTime,
        @Nullable Instant endTime,
        String artifactUri,
        boolean deleted,
        Map<String, String> params,
        Map<String, Double> metrics,
        Map<String, String> tags,
        List<Input> inputs,
        List<String> modelInputs,
        Map<String, Long> modelOutputs) {

    /**
     * A dataset that a run used.
     *
     * @param dataset the dataset
     * @param context what it was used for, for example {@code training}; empty for nothing in particular
     */
    public record Input(Dataset dataset, String context) {}

    /**
     * Copies the maps and lists.
     *
     * @param id the run's id
     * @param name its name
     * @param experimentId the experiment it belongs to
     * @param status its status
     * @param startTime when it started
     * @param endTime when it ended, or null while it is running
     * @param artifactUri where the server keeps its artifacts
     * @param deleted whether it was deleted
     * @param params its parameters
     * @param metrics the latest value of each metric: the one with the highest step, then time
     * @param tags its tags
     * @param inputs the datasets it used
     * @param modelInputs the ids of the logged models it used
     * @param modelOutputs the ids of the logged models that it made, with the step of each
     */
    public RunInfo {
        Objects.requireNonNull(id, "id");
        params = Map.copyOf(params);
        metrics = Map.copyOf(metrics);
        tags = Map.copyOf(tags);
        inputs = List.copyOf(inputs);
        modelInputs = List.copyOf(modelInputs);
        modelOutputs = Collections.unmodifiableMap(new LinkedHashMap<>(modelOutputs));
    }

    static RunInfo of(JsonValue run) {
        JsonValue info = Json.required(run, "info");
        JsonValue data = run.path("data");
        Map<String, Double> metrics = new LinkedHashMap<>();
        data.path("metrics").forEach(metric -> metrics.put(Json.string(metric, "key"), Json.float64(metric, "value")));
        long end = Json.int64(info, "end_time");
        return new RunInfo(
                Json.string(info, "run_id"),
                info.path("run_name").asText(""),
                Json.string(info, "experiment_id"),
                RunStatus.of(info.path("status").asText("")),
                Instant.ofEpochMilli(Json.int64(info, "start_time")),
                end == 0 ? null : Instant.ofEpochMilli(end),
                info.path("artifact_uri").asText(""),
                info.path("lifecycle_stage").asText("active").equals("deleted"),
                Json.keyValues(data.path("params")),
                metrics,
                Json.keyValues(data.path("tags")),
                inputs(run.path("inputs").path("dataset_inputs")),
                modelInputs(run.path("inputs").path("model_inputs")),
                modelOutputs(run.path("outputs").path("model_outputs")));
    }

    private static List<Input> inputs(JsonValue list) {
        List<Input> inputs = new ArrayList<>();
        for (JsonValue item : list) {
            String context = Json.keyValues(item.path("tags")).getOrDefault("mlflow.data.context", "");
            inputs.add(new Input(Dataset.of(Json.required(item, "dataset")), context));
        }
        return inputs;
    }

    private static List<String> modelInputs(JsonValue list) {
        List<String> ids = new ArrayList<>();
        list.forEach(item -> ids.add(Json.string(item, "model_id")));
        return ids;
    }

    private static Map<String, Long> modelOutputs(JsonValue list) {
        Map<String, Long> outputs = new LinkedHashMap<>();
        list.forEach(item -> outputs.put(Json.string(item, "model_id"), Json.int64(item, "step")));
        return outputs;
    }
}
