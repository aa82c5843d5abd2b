package io.github.modelkeel.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.modelkeel.client.internal.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run as the server described it. Immutable.
 *
 * @param id the run's id
 * @param name its name
 * @param experimentId the experiment it belongs to
 * @param status how it stood
 * @param started when it started
 * @param ended when it ended, or null while it goes on
 * @param artifactUri where the server keeps its artifacts
 * @param deleted whether it was deleted
 * @param params its parameters
 * @param metrics the latest value of each metric: the one with the highest step, then time
 * @param tags its tags
 */
public record RunInfo(
        String id,
        String name,
        String experimentId,
        RunStatus status,
        Instant started,
        @Nullable Instant ended,
        String artifactUri,
        boolean deleted,
        Map<String, String> params,
        Map<String, Double> metrics,
        Map<String, String> tags) {

    /**
     * Copies the maps.
     *
     * @param id the run's id
     * @param name its name
     * @param experimentId the experiment it belongs to
     * @param status how it stood
     * @param started when it started
     * @param ended when it ended, or null while it goes on
     * @param artifactUri where the server keeps its artifacts
     * @param deleted whether it was deleted
     * @param params its parameters
     * @param metrics the latest value of each metric: the one with the highest step, then time
     * @param tags its tags
     */
    public RunInfo {
        Objects.requireNonNull(id, "id");
        params = Map.copyOf(params);
        metrics = Map.copyOf(metrics);
        tags = Map.copyOf(tags);
    }

    static RunInfo of(JsonNode run) {
        JsonNode info = Json.required(run, "info");
        JsonNode data = run.path("data");
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
                Json.keyValues(data.path("tags")));
    }
}
