package io.github.modelkeel.localserver.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.localserver.database.Database;
import io.github.modelkeel.localserver.database.Metric;
import io.github.modelkeel.localserver.database.Sql;
import io.github.modelkeel.localserver.message.ApiError;
import io.github.modelkeel.localserver.message.ErrorCode;
import io.github.modelkeel.localserver.message.PythonJson;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is logged to runs: metrics, parameters and tags. Each call is one transaction: all of it is written, or none. */
public final class RunLogStore {
    private static final String PUT_METRIC =
            "INSERT OR IGNORE INTO metrics (run_id, key, timestamp, step, value, is_nan)"
                    + " VALUES (?, ?, ?, ?, ?, ?)";
    private static final String PUT_LATEST = "INSERT INTO latest_metrics (run_id, key, timestamp, step, value, is_nan)"
            + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET timestamp = excluded.timestamp,"
            + " step = excluded.step, value = excluded.value, is_nan = excluded.is_nan"
            + " WHERE (excluded.step, excluded.timestamp, excluded.value)"
            + " > (latest_metrics.step, latest_metrics.timestamp, latest_metrics.value)";
    private static final String PUT_MODEL_METRIC = "INSERT OR IGNORE INTO logged_model_metrics"
            + " (model_id, key, timestamp, step, run_id, value, is_nan, dataset_name, dataset_digest)"
            + " SELECT model_id, ?, ?, ?, ?, ?, ?, ?, ? FROM logged_models WHERE model_id = ?";
    private static final String HISTORY_TAG = "mlflow.log-model.history";

    private final Database database;

    public RunLogStore(Database database) {
        this.database = database;
    }

    public void logMetrics(String runId, List<Metric> metrics) {
        database.write(sql -> {
            RunStore.findActive(sql, runId);
            putMetrics(sql, runId, metrics);
            return runId;
        });
    }

    public void logParam(String runId, String key, String value) {
        database.write(sql -> {
            RunStore.findActive(sql, runId);
            String old = putParam(sql, runId, key, value);
            if (old != null) {
                throw ApiError.invalid("Changing param values is not allowed. Param with key='" + key
                        + "' was already logged with value='" + old + "' for run ID='" + runId
                        + "'. Attempted logging new value '" + value + "'.");
            }
            return key;
        });
    }

    public void logBatch(String runId, List<Metric> metrics, Map<String, String> params, Map<String, String> tags) {
        database.write(sql -> {
            RunStore.findActive(sql, runId);
            List<String> changed = new ArrayList<>();
            for (Map.Entry<String, String> param : params.entrySet()) {
                String old = putParam(sql, runId, param.getKey(), param.getValue());
                if (old != null) {
                    changed.add("{'key': '" + param.getKey() + "', 'old_value': '" + old + "', 'new_value': '"
                            + param.getValue() + "'}");
                }
            }
            if (!changed.isEmpty()) {
                throw ApiError.invalid("Changing param values is not allowed. Params were already logged='["
                        + String.join(", ", changed) + "]' for run ID='" + runId + "'.");
            }
            putMetrics(sql, runId, metrics);
            for (Map.Entry<String, String> tag : tags.entrySet()) {
                RunStore.putTag(sql, runId, tag.getKey(), tag.getValue());
            }
            return runId;
        });
    }

    /** Adds a model's description to the run's history of models, as clients before 3.0 do. */
    public void logModel(String runId, ObjectNode model) {
        database.write(sql -> {
            RunStore.findActive(sql, runId);
            String old = sql.one(
                            "SELECT value FROM tags WHERE run_id = ? AND key = ?",
                            row -> row.getString(1),
                            runId,
                            HISTORY_TAG)
                    .orElse("[]");
            ArrayNode history = PythonJson.parseArray(old);
            history.add(model);
            return RunStore.putTag(sql, runId, HISTORY_TAG, PythonJson.text(history));
        });
    }

    private static void putMetrics(Sql sql, String runId, List<Metric> metrics) throws SQLException {
        Map<String, Metric> latest = new LinkedHashMap<>();
        metrics.forEach(metric -> latest.merge(
                metric.key(), metric, (known, other) -> Metric.BY_RECENCY.compare(other, known) > 0 ? other : known));
        sql.batch(PUT_METRIC, rows(runId, metrics));
        sql.batch(PUT_LATEST, rows(runId, latest.values()));
        for (Metric metric : metrics) {
            if (metric.modelId() != null) {
                putModelMetric(sql, runId, metric);
            }
        }
    }

    private static List<@Nullable Object[]> rows(String runId, Collection<Metric> metrics) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Metric metric : metrics) {
            rows.add(new @Nullable Object[] {
                runId, metric.key(), metric.timestamp(), metric.step(), metric.value(), metric.isNaN() ? 1 : 0
            });
        }
        return rows;
    }

    private static void putModelMetric(Sql sql, String runId, Metric metric) throws SQLException {
        if (!sql.exists("SELECT 1 FROM logged_models WHERE model_id = ?", metric.modelId())) {
            throw new ApiError(
                    ErrorCode.BAD_REQUEST,
                    "Metric '" + metric.key() + "' names the logged model '" + metric.modelId()
                            + "', which does not exist");
        }
        sql.update(
                PUT_MODEL_METRIC,
                metric.key(),
                metric.timestamp(),
                metric.step(),
                runId,
                metric.value(),
                metric.isNaN() ? 1 : 0,
                metric.datasetName(),
                metric.datasetDigest(),
                metric.modelId());
    }

    /** Writes a parameter that is new; the old value of one that would change. */
    private static @Nullable String putParam(Sql sql, String runId, String key, String value) throws SQLException {
        String old = sql.one(
                        "SELECT value FROM params WHERE run_id = ? AND key = ?", row -> row.getString(1), runId, key)
                .orElse(null);
        if (old == null) {
            sql.update("INSERT INTO params VALUES (?, ?, ?)", runId, key, value);
        }
        return old == null || old.equals(value) ? null : old;
    }
}
