package io.github.modelkeel.localserver.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.localserver.artifact.ArtifactUri;
import io.github.modelkeel.localserver.database.Database;
import io.github.modelkeel.localserver.database.Experiment;
import io.github.modelkeel.localserver.database.LoggedModel;
import io.github.modelkeel.localserver.database.Metric;
import io.github.modelkeel.localserver.database.Sql;
import io.github.modelkeel.localserver.database.TagRows;
import io.github.modelkeel.localserver.message.ApiError;
import io.github.modelkeel.localserver.message.Json;
import io.github.modelkeel.localserver.message.Lifecycle;
import io.github.modelkeel.localserver.message.PageToken;
import io.github.modelkeel.localserver.message.PythonJson;
import io.github.modelkeel.localserver.search.LoggedModelSearch;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Logged models with their parameters, tags and metrics. */
public final class LoggedModelStore {
    private static final String SELECT = "SELECT " + LoggedModel.COLUMNS + " FROM logged_models m WHERE m.model_id = ?";
    private static final String VERSIONS_TAG = "mlflow.modelVersions";

    private final Database database;

    public LoggedModelStore(Database database) {
        this.database = database;
    }

    /** What a client says about a model that it starts to log. */
    public record Draft(
            String experimentId,
            String name,
            String modelType,
            String sourceRunId,
            Map<String, String> params,
            Map<String, String> tags) {
        public Draft {
            params = Map.copyOf(params);
            tags = Map.copyOf(tags);
        }
    }

    public ObjectNode create(Draft draft) {
        return database.write(sql -> {
            Experiment experiment = ExperimentStore.findActive(sql, draft.experimentId());
            String id = "m-" + RunNames.id();
            long now = System.currentTimeMillis();
            sql.update(
                    "INSERT INTO logged_models VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    id,
                    experiment.id(),
                    draft.name().isEmpty() ? RunNames.name() : draft.name(),
                    ArtifactUri.append(experiment.artifactLocation(), "models/" + id + "/artifacts"),
                    now,
                    now,
                    LoggedModel.PENDING,
                    draft.modelType(),
                    draft.sourceRunId(),
                    Lifecycle.ACTIVE);
            putParams(sql, id, draft.params());
            putTags(sql, id, draft.tags());
            return whole(sql, find(sql, id));
        });
    }

    public ObjectNode get(String id, boolean allowDeleted) {
        return database.read(sql -> {
            LoggedModel model = find(sql, id);
            if (!allowDeleted && model.lifecycleStage().equals(Lifecycle.DELETED)) {
                throw notThere(id);
            }
            return whole(sql, model);
        });
    }

    public LoggedModel info(String id) {
        return database.read(sql -> findActive(sql, id));
    }

    public PageToken.Page<ObjectNode> search(LoggedModelSearch search, int offset, int size, String question) {
        return database.read(sql -> {
            PageToken.Page<LoggedModel> page =
                    PageToken.Page.of(search.run(sql, offset, size + 1), offset, size, question);
            return new PageToken.Page<>(whole(sql, page.items()), page.nextToken());
        });
    }

    public ObjectNode finish(String id, int status) {
        return database.write(sql -> {
            find(sql, id);
            sql.update(
                    "UPDATE logged_models SET status = ?, last_updated_timestamp_ms = ? WHERE model_id = ?",
                    status,
                    System.currentTimeMillis(),
                    id);
            return whole(sql, find(sql, id));
        });
    }

    public void delete(String id) {
        database.write(sql -> {
            find(sql, id);
            return sql.update(
                    "UPDATE logged_models SET lifecycle_stage = ?, last_updated_timestamp_ms = ? WHERE model_id = ?",
                    Lifecycle.DELETED,
                    System.currentTimeMillis(),
                    id);
        });
    }

    public void logParams(String id, Map<String, String> params) {
        database.write(sql -> {
            find(sql, id);
            putParams(sql, id, params);
            return id;
        });
    }

    public void setTags(String id, Map<String, String> tags) {
        database.write(sql -> {
            find(sql, id);
            putTags(sql, id, tags);
            return id;
        });
    }

    public void deleteTag(String id, String key) {
        database.write(sql -> {
            find(sql, id);
            if (sql.update("DELETE FROM logged_model_tags WHERE model_id = ? AND key = ?", id, key) == 0) {
                throw ApiError.absent("No tag with key '" + key + "' found for model with ID '" + id + "'.");
            }
            return id;
        });
    }

    /** Notes on a model that it became a version of a registered model, as clients look for it. */
    static void addVersionTag(Sql sql, String id, String name, long version) throws SQLException {
        String old = sql.one(
                        "SELECT value FROM logged_model_tags WHERE model_id = ? AND key = ?",
                        row -> row.getString(1),
                        id,
                        VERSIONS_TAG)
                .orElse("[]");
        ArrayNode versions = PythonJson.parseArray(old);
        versions.addObject().put("name", name).put("version", version);
        putTags(sql, id, Map.of(VERSIONS_TAG, PythonJson.text(versions)));
    }

    static LoggedModel findActive(Sql sql, String id) throws SQLException {
        LoggedModel model = find(sql, id);
        if (model.lifecycleStage().equals(Lifecycle.DELETED)) {
            throw notThere(id);
        }
        return model;
    }

    private static LoggedModel find(Sql sql, String id) throws SQLException {
        return sql.one(SELECT, LoggedModel::read, id).orElseThrow(() -> notThere(id));
    }

    private static void putParams(Sql sql, String id, Map<String, String> params) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        params.forEach((key, value) -> rows.add(new @Nullable Object[] {id, key, value}));
        sql.batch("INSERT INTO logged_model_params VALUES (?, ?, ?)", rows);
    }

    private static void putTags(Sql sql, String id, Map<String, String> tags) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        tags.forEach((key, value) -> rows.add(new @Nullable Object[] {id, key, value}));
        sql.batch(
                "INSERT INTO logged_model_tags VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
                rows);
    }

    private static ObjectNode whole(Sql sql, LoggedModel model) throws SQLException {
        return whole(sql, List.of(model)).get(0);
    }

    private static List<ObjectNode> whole(Sql sql, List<LoggedModel> models) throws SQLException {
        List<String> ids = new ArrayList<>();
        models.forEach(model -> ids.add(model.modelId()));
        Map<String, List<ObjectNode>> tags = keyValues(sql, "logged_model_tags", ids);
        Map<String, List<ObjectNode>> params = keyValues(sql, "logged_model_params", ids);
        Map<String, List<ObjectNode>> metrics = TagRows.readAll(
                sql,
                "SELECT model_id, key, value, timestamp, step, is_nan, run_id, dataset_name, dataset_digest"
                        + " FROM logged_model_metrics WHERE model_id IN ",
                "rowid",
                ids,
                LoggedModelStore::metric);
        List<ObjectNode> found = new ArrayList<>();
        for (LoggedModel model : models) {
            ObjectNode info = model.toJson();
            Json.putList(info, "tags", tags.getOrDefault(model.modelId(), List.of()));
            ObjectNode json = Json.object();
            json.set("info", info);
            ObjectNode data = json.putObject("data");
            Json.putList(data, "params", params.getOrDefault(model.modelId(), List.of()));
            Json.putList(data, "metrics", metrics.getOrDefault(model.modelId(), List.of()));
            found.add(json);
        }
        return found;
    }

    private static Map<String, List<ObjectNode>> keyValues(Sql sql, String table, List<String> ids)
            throws SQLException {
        return TagRows.readAll(
                sql,
                "SELECT model_id, key, value FROM " + table + " WHERE model_id IN ",
                "key",
                ids,
                row -> Json.keyValue(row.getString(2), row.getString(3)));
    }

    private static ObjectNode metric(ResultSet row) throws SQLException {
        ObjectNode json =
                Metric.toJson(row.getString(2), row.getDouble(3), row.getBoolean(6), row.getLong(4), row.getLong(5));
        if (row.getString(8) != null) {
            json.put("dataset_name", row.getString(8));
        }
        if (row.getString(9) != null) {
            json.put("dataset_digest", row.getString(9));
        }
        json.put("model_id", row.getString(1));
        json.put("run_id", row.getString(7));
        return json;
    }

    private static ApiError notThere(String id) {
        return ApiError.absent("Logged model with ID '" + id + "' not found.");
    }
}
