package io.github.modelkeel.registry.promotion;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.internal.Connection;
import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonValue;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The latest metrics of a version: its run's, and its logged model's where there is one. */
public final class ModelMetrics {
    private final Connection connection;

    public ModelMetrics(Connection connection) {
        this.connection = connection;
    }

    public Map<String, Double> of(Optional<String> runId, Optional<String> modelId) {
        Map<String, Double> metrics = new HashMap<>();
        runId.flatMap(id -> ask("runs/get", "run_id", id))
                .ifPresent(answer ->
                        metrics.putAll(latest(answer.path("run").path("data").path("metrics"))));
        modelId.flatMap(id -> ask("logged-models/" + id))
                .map(answer -> latest(answer.path("model").path("data").path("metrics")))
                .orElse(Map.of())
                .forEach((key, value) -> {
                    boolean lostNaN =
                            value == 0 && metrics.getOrDefault(key, 0.0).isNaN();
                    metrics.put(key, lostNaN ? Double.NaN : value);
                });
        return metrics;
    }

    /** Empty when it is not there: a purged run, or a server from before logged models. */
    private Optional<JsonValue> ask(String path, String... query) {
        try {
            return Optional.of(connection.tracking().get(path, query));
        } catch (ClientException e) {
            if (e.status() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** A metric may be listed more than once; the point with the highest step and then the latest time counts, as on MLflow. */
    private static Map<String, Double> latest(JsonValue list) {
        Map<String, JsonValue> newest = new HashMap<>();
        for (JsonValue point : list) {
            newest.merge(Json.string(point, "key"), point, (a, b) -> isLater(b, a) ? b : a);
        }
        Map<String, Double> values = new HashMap<>();
        newest.forEach((key, point) -> values.put(key, Json.float64(point, "value")));
        return values;
    }

    private static boolean isLater(JsonValue a, JsonValue b) {
        int step = Long.compare(Json.int64(a, "step"), Json.int64(b, "step"));
        return step != 0 ? step > 0 : Json.int64(a, "timestamp") >= Json.int64(b, "timestamp");
    }
}
