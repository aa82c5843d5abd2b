package io.github.modelkeel.localserver.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.localserver.database.Database;
import io.github.modelkeel.localserver.database.Experiment;
import io.github.modelkeel.localserver.database.Sql;
import io.github.modelkeel.localserver.database.TagRows;
import io.github.modelkeel.localserver.message.ApiError;
import io.github.modelkeel.localserver.message.ErrorCode;
import io.github.modelkeel.localserver.message.Lifecycle;
import io.github.modelkeel.localserver.message.PageToken;
import io.github.modelkeel.localserver.search.ExperimentSearch;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Experiments and their tags. */
public final class ExperimentStore {
    private static final String SELECT = "SELECT " + Experiment.COLUMNS + " FROM experiments e WHERE ";
    private static final String TAGS = "SELECT key, value FROM experiment_tags WHERE experiment_id = ? ORDER BY rowid";

    private final Database database;

    public ExperimentStore(Database database) {
        this.database = database;
    }

    public long create(String name, String artifactLocation, Map<String, String> tags) {
        return database.write(sql -> {
            if (sql.exists("SELECT 1 FROM experiments WHERE name = ?", name)) {
                throw ApiError.exists("Experiment(name=" + name + ") already exists.");
            }
            long now = System.currentTimeMillis();
            sql.update(
                    "INSERT INTO experiments (name, artifact_location, lifecycle_stage, creation_time, last_update_time)"
                            + " VALUES (?, ?, ?, ?, ?)",
                    name,
                    artifactLocation,
                    Lifecycle.ACTIVE,
                    now,
                    now);
            long id = sql.one("SELECT last_insert_rowid()", row -> row.getLong(1))
                    .orElseThrow(() -> new SQLException("no id was given"));
            if (artifactLocation.isEmpty()) {
                sql.update(
                        "UPDATE experiments SET artifact_location = ? WHERE experiment_id = ?",
                        "mlflow-artifacts:/" + id,
                        id);
            }
            for (Map.Entry<String, String> tag : tags.entrySet()) {
                putTag(sql, id, tag.getKey(), tag.getValue());
            }
            return id;
        });
    }

    public ObjectNode get(String id) {
        return database.read(sql -> withTags(sql, find(sql, id)));
    }

    public ObjectNode getByName(String name) {
        return database.read(sql -> withTags(
                sql,
                sql.one(SELECT + "e.name = ?", Experiment::read, name)
                        .orElseThrow(() -> ApiError.absent("Could not find experiment with name '" + name + "'"))));
    }

    public PageToken.Page<ObjectNode> search(ExperimentSearch search, int offset, int size) {
        return database.read(sql -> {
            List<ObjectNode> found = new ArrayList<>();
            for (Experiment experiment : search.run(sql, offset, size + 1)) {
                found.add(withTags(sql, experiment));
            }
            return PageToken.Page.of(found, offset, size, "");
        });
    }

    /** Deletes or restores an experiment, and its runs with it. */
    public void setStage(String id, String from, String to) {
        database.write(sql -> {
            Experiment experiment = find(sql, id);
            if (!experiment.lifecycleStage().equals(from)) {
                throw notThere(experiment.id());
            }
            sql.update(
                    "UPDATE experiments SET lifecycle_stage = ?, last_update_time = ? WHERE experiment_id = ?",
                    to,
                    System.currentTimeMillis(),
                    experiment.id());
            return sql.update("UPDATE runs SET lifecycle_stage = ? WHERE experiment_id = ?", to, experiment.id());
        });
    }

    public void rename(String id, String name) {
        database.write(sql -> {
            Experiment experiment = find(sql, id);
            if (!experiment.lifecycleStage().equals(Lifecycle.ACTIVE)) {
                throw new ApiError(ErrorCode.INVALID_STATE, "Cannot rename a non-active experiment.");
            }
            return sql.update(
                    "UPDATE experiments SET name = ?, last_update_time = ? WHERE experiment_id = ?",
                    name,
                    System.currentTimeMillis(),
                    experiment.id());
        });
    }

    public void setTag(String id, String key, String value) {
        database.write(sql -> putTag(sql, findActive(sql, id).id(), key, value));
    }

    public void deleteTag(String id, String key) {
        database.write(sql -> {
            long found = findActive(sql, id).id();
            if (sql.update("DELETE FROM experiment_tags WHERE experiment_id = ? AND key = ?", found, key) == 0) {
                throw ApiError.absent("No tag with name: " + key + " in experiment with id " + id);
            }
            return found;
        });
    }

    static Experiment find(Sql sql, String id) throws SQLException {
        long number = id.isEmpty() ? 0 : Experiment.parseId(id);
        return sql.one(SELECT + "e.experiment_id = ?", Experiment::read, number).orElseThrow(() -> notThere(number));
    }

    static Experiment findActive(Sql sql, String id) throws SQLException {
        Experiment experiment = find(sql, id);
        Lifecycle.requireActive("experiment", Long.toString(experiment.id()), experiment.lifecycleStage());
        return experiment;
    }

    private static ObjectNode withTags(Sql sql, Experiment experiment) throws SQLException {
        return experiment.toJson(TagRows.read(sql, TAGS, experiment.id()));
    }

    private static int putTag(Sql sql, long id, String key, String value) throws SQLException {
        return sql.update(
                "INSERT INTO experiment_tags VALUES (?, ?, ?)" + " ON CONFLICT DO UPDATE SET value = excluded.value",
                id,
                key,
                value);
    }

    private static ApiError notThere(long id) {
        return ApiError.absent("No Experiment with id=" + id + " exists");
    }
}
