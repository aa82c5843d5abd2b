package io.github.modelkeel.tracking;

import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.client.internal.json.JsonValue;
import io.github.modelkeel.tracking.request.Limits;
import io.github.modelkeel.tracking.request.TrackingApi;

/**
 * One value of a metric. Immutable.
 *
 * <p>A server keeps one of several identical points, so a repeated transmission does no harm. MLflow stores an infinite value as
 * the largest finite one.
 *
 * @param key the metric's name: letters, digits, '_', '-', '.', ':', ' ' and '/', at most 250 characters
 * @param value the value; NaN and infinities are allowed
 * @param timestampMillis when it was measured, in milliseconds since 1970
 * @param step the step it belongs to
 */
public record MetricPoint(String key, double value, long timestampMillis, long step) {
    /**
     * Checks the values.
     *
     * @param key the metric's name: letters, digits, '_', '-', '.', ':', ' ' and '/', at most 250 characters
     * @param value the value; NaN and infinities are allowed
     * @param timestampMillis when it was measured, in milliseconds since 1970
     * @param step the step it belongs to
     * @throws IllegalArgumentException if the name breaks MLflow's rules or the time is negative
     */
    public MetricPoint {
        Limits.key("metric", key);
        if (timestampMillis < 0) {
            throw new IllegalArgumentException(
                    "the time of metric '" + key + "' must not be negative: " + timestampMillis);
        }
    }

    /**
     * A value measured now.
     *
     * @param key the metric's name
     * @param value the value
     * @param step the step it belongs to
     * @return the point
     */
    public static MetricPoint now(String key, double value, long step) {
        return new MetricPoint(key, value, System.currentTimeMillis(), step);
    }

    JsonObject toJson() {
        return TrackingApi.metric(key, value, timestampMillis, step);
    }

    static MetricPoint of(JsonValue json) {
        return new MetricPoint(
                Json.string(json, "key"),
                Json.float64(json, "value"),
                Json.int64(json, "timestamp"),
                Json.int64(json, "step"));
    }
}
