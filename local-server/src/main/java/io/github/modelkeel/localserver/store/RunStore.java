package io.github.modelkeel.localserver.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.localserver.artifact.ArtifactUri;
import io.github.modelkeel.localserver.database.Database;
import io.github.modelkeel.localserver.database.Experiment;
import io.github.modelkeel.localserver.database.RunInfo;
import io.github.modelkeel.localserver.database.Sql;
import io.github.modelkeel.localserver.message.ApiError;
import io.github.modelkeel.localserver.message.Lifecycle;
import io.github.modelkeel.localserver.message.PageToken;
import io.github.modelkeel.localserver.search.RunSearch;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The life of runs: created, changed, deleted, restored, found. */
public final class RunStore {
    private static final String SELECT = "SELECT " + RunInfo.COLUMNS + " FROM runs r WHERE r.run_id = ?";

    private final Database database;

    public RunStore(Database database) {
        this.database = database;
    }

    public ObjectNode create(
            String experimentId, String userId, long startTime, String runName, Map<String, String> tags) {
        String tagged = tags.getOrDefault(RunInfo.NAME_TAG, "");
        if (!runName.isEmpty() && !tagged.isEmpty() && !runName.equals(tagged)) {
            throw ApiError.invalid("Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different"
                    + " values (run_name='" + runName + "', mlflow.runName='" + tagged + "').");
        }
        String name = !runName.isEmpty() ? runName : !tagged.isEmpty() ? tagged : RunNames.name();
        Map<String, String> allTags = new LinkedHashMap<>(tags);
        allTags.put(RunInfo.NAME_TAG, name);
        return database.write(sql -> {
            Experiment experiment = ExperimentStore.findActive(sql, experimentId);
            String id = RunNames.id();
            String artifacts = ArtifactUri.append(experiment.artifactLocation(), id + "/artifacts");
            RunInfo run = new RunInfo(
                    id, experiment.id(), name, userId, "RUNNING", startTime, 0, artifacts, Lifecycle.ACTIVE);
            sql.update(
                    "INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, NULL, ?, ?)",
                    id,
                    run.experimentId(),
                    name,
                    userId,
                    run.status(),
                    startTime,
                    artifacts,
                    run.lifecycleStage());
            for (Map.Entry<String, String> tag : allTags.entrySet()) {
                putTag(sql, id, tag.getKey(), tag.getValue());
            }
            ObjectNode json = RunReader.read(sql, List.of(run)).get(0);
            json.remove("outputs");
            return json;
        });
    }

    public ObjectNode get(String runId) {
        return database.read(
                sql -> RunReader.read(sql, List.of(find(sql, runId))).get(0));
    }

    public RunInfo info(String runId) {
        return database.read(sql -> find(sql, runId));
    }

    public PageToken.Page<ObjectNode> search(RunSearch search, int offset, int size) {
        return database.read(sql -> {
            PageToken.Page<RunInfo> page = PageToken.Page.of(search.run(sql, offset, size + 1), offset, size, "");
            return new PageToken.Page<>(RunReader.read(sql, page.items()), page.nextToken());
        });
    }

    public RunInfo update(String runId, @Nullable String status, @Nullable Long endTime, String runName) {
        return database.write(sql -> {
            RunInfo run = findActive(sql, runId);
            sql.update(
                    "UPDATE runs SET status = ?, end_time = ? WHERE run_id = ?",
                    status == null ? run.status() : status,
                    endTime == null ? (run.endTime() == 0 ? null : run.endTime()) : endTime,
                    runId);
            if (!runName.isEmpty()) {
                putTag(sql, runId, RunInfo.NAME_TAG, runName);
            }
            return find(sql, runId);
        });
    }

    public void setStage(String runId, String stage) {
        database.write(sql -> {
            find(sql, runId);
            return sql.update("UPDATE runs SET lifecycle_stage = ? WHERE run_id = ?", stage, runId);
        });
    }

    public void setTag(String runId, String key, String value) {
        database.write(sql -> {
            findActive(sql, runId);
            return putTag(sql, runId, key, value);
        });
    }

    public void deleteTag(String runId, String key) {
        database.write(sql -> {
            findActive(sql, runId);
            if (sql.update("DELETE FROM tags WHERE run_id = ? AND key = ?", runId, key) == 0) {
                throw ApiError.absent("No tag with name: " + key + " in run with id " + runId);
            }
            return key;
        });
    }

    static RunInfo find(Sql sql, String runId) throws SQLException {
        return sql.one(SELECT, RunInfo::read, runId)
                .orElseThrow(() -> ApiError.absent("Run with id=" + runId + " not found"));
    }

    static RunInfo findActive(Sql sql, String runId) throws SQLException {
        RunInfo run = find(sql, runId);
        Lifecycle.requireActive("run", runId, run.lifecycleStage());
        return run;
    }

    /** Sets a tag of a run; the tag with the run's name renames the run. */
    static int putTag(Sql sql, String runId, String key, String value) throws SQLException {
        if (key.equals(RunInfo.NAME_TAG) && !value.isEmpty()) {
            sql.update("UPDATE runs SET run_name = ? WHERE run_id = ?", value, runId);
        }
        return sql.update(
                "INSERT INTO tags VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
                runId,
                key,
                value);
    }
}
