package io.github.modelkeel.localserver.database;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.localserver.message.ApiError;
import io.github.modelkeel.localserver.message.Fields;
import io.github.modelkeel.localserver.message.Json;
import io.github.modelkeel.localserver.message.Names;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One value of a metric as logged. Infinite values are stored, and come back, as the largest finite ones; NaN is stored as
 * zero with a mark, and comes back as NaN.
 */
public record Metric(
        String key,
        double value,
        boolean isNaN,
        long timestamp,
        long step,
        @Nullable String modelId,
        @Nullable String datasetName,
        @Nullable String datasetDigest) {

    /** The order in which the last one is the latest value of its key: by step, then time, then value. */
    public static final Comparator<Metric> BY_RECENCY = Comparator.comparingLong(Metric::step)
            .thenComparingLong(Metric::timestamp)
            .thenComparingDouble(Metric::value);

    /** Reads and checks a metric; {@code path} is what a refusal puts before the names of its fields. */
    public static Metric of(Fields fields, String path) {
        String key = fields.required("key");
        double sent = fields.requiredDouble("value");
        long timestamp = fields.requiredLong("timestamp");
        Names.checkMetricKey(key, path + "name");
        if (timestamp < 0) {
            throw ApiError.invalid(
                    "Invalid value " + timestamp + " for parameter '" + path + "timestamp' supplied:" + " metric '"
                            + key + "' (value=" + sent + "). Timestamp must be a nonnegative long (64-bit integer)");
        }
        boolean isNaN = Double.isNaN(sent);
        double value = isNaN ? 0 : Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, sent));
        return new Metric(
                key,
                value,
                isNaN,
                timestamp,
                fields.longOr("step", 0),
                emptyToNull(fields.string("model_id")),
                emptyToNull(fields.string("dataset_name")),
                emptyToNull(fields.string("dataset_digest")));
    }

    public static ObjectNode toJson(String key, double value, boolean isNaN, long timestamp, long step) {
        ObjectNode json = Json.object();
        json.put("key", key);
        if (isNaN) {
            json.put("value", "NaN");
        } else {
            json.put("value", value);
        }
        json.put("timestamp", timestamp);
        json.put("step", step);
        return json;
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
