package io.github.modelkeel.localserver.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.localserver.database.Database;
import io.github.modelkeel.localserver.database.ModelVersion;
import io.github.modelkeel.localserver.database.Sql;
import io.github.modelkeel.localserver.message.PageToken;
import io.github.modelkeel.localserver.search.RegistrySearch;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Versions of registered models. Their numbers are given within the write transaction, one after the other. */
public final class ModelVersionStore {
    private final Database database;

    public ModelVersionStore(Database database) {
        this.database = database;
    }

    public ObjectNode create(VersionDraft draft) {
        return database.write(sql -> {
            RegisteredModelStore.require(sql, draft.name());
            VersionSource source = VersionSource.check(sql, draft);
            long now = System.currentTimeMillis();
            long version = sql.one(
                                    "SELECT max(version) FROM model_versions WHERE name = ?",
                                    row -> row.getLong(1),
                                    draft.name())
                            .orElse(0L)
                    + 1;
            sql.update(
                    "INSERT INTO model_versions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    draft.name(),
                    version,
                    now,
                    now,
                    draft.description(),
                    ModelVersion.NO_STAGE,
                    source.source(),
                    source.storageLocation(),
                    source.runId(),
                    draft.runLink());
            for (Map.Entry<String, String> tag : draft.tags().entrySet()) {
                putTag(sql, draft.name(), version, tag.getKey(), tag.getValue());
            }
            touchModel(sql, draft.name(), now);
            if (!source.modelId().isEmpty()) {
                LoggedModelStore.addVersionTag(sql, source.modelId(), draft.name(), version);
            }
            return ModelVersionReader.whole(sql, ModelVersionReader.find(sql, draft.name(), version), true);
        });
    }

    public ObjectNode get(String name, long version) {
        return database.read(sql -> ModelVersionReader.whole(sql, ModelVersionReader.find(sql, name, version), true));
    }

    public ObjectNode getByAlias(String name, String alias) {
        return database.read(sql -> {
            RegisteredModelStore.require(sql, name);
            return ModelVersionReader.whole(sql, ModelVersionReader.findByAlias(sql, name, alias), true);
        });
    }

    public String downloadUri(String name, long version) {
        return database.read(sql -> ModelVersionReader.find(sql, name, version).storageLocation());
    }

    public PageToken.Page<ObjectNode> search(RegistrySearch search, int offset, int size) {
        return database.read(sql -> {
            List<ObjectNode> found = new ArrayList<>();
            List<ModelVersion> versions =
                    search.run(sql, ModelVersion.COLUMNS, "model_versions v", ModelVersion::read, offset, size + 1);
            for (ModelVersion version : versions) {
                found.add(ModelVersionReader.whole(sql, version, false));
            }
            return PageToken.Page.of(found, offset, size, "");
        });
    }

    public ObjectNode describe(String name, long version, String description) {
        return database.write(sql -> {
            ModelVersionReader.find(sql, name, version);
            sql.update(
                    "UPDATE model_versions SET description = ?, last_updated_time = ? WHERE name = ? AND version = ?",
                    description,
                    System.currentTimeMillis(),
                    name,
                    version);
            return ModelVersionReader.whole(sql, ModelVersionReader.find(sql, name, version), true);
        });
    }

    public ObjectNode setStage(String name, long version, String stage, boolean archiveOthers) {
        return database.write(sql -> {
            ModelVersionReader.find(sql, name, version);
            long now = System.currentTimeMillis();
            if (archiveOthers) {
                sql.update(
                        "UPDATE model_versions SET stage = ?, last_updated_time = ?"
                                + " WHERE name = ? AND version <> ? AND stage = ?",
                        ModelVersion.ARCHIVED,
                        now,
                        name,
                        version,
                        stage);
            }
            sql.update(
                    "UPDATE model_versions SET stage = ?, last_updated_time = ? WHERE name = ? AND version = ?",
                    stage,
                    now,
                    name,
                    version);
            touchModel(sql, name, now);
            return ModelVersionReader.whole(sql, ModelVersionReader.find(sql, name, version), true);
        });
    }

    /** Deletes a version and the aliases that point to it; its number is not given again. */
    public void delete(String name, long version) {
        database.write(sql -> {
            ModelVersionReader.find(sql, name, version);
            long now = System.currentTimeMillis();
            sql.update("DELETE FROM registered_model_aliases WHERE name = ? AND version = ?", name, version);
            sql.update("DELETE FROM model_version_tags WHERE name = ? AND version = ?", name, version);
            sql.update(
                    "UPDATE model_versions SET stage = ?, last_updated_time = ?, description = '', source = '',"
                            + " storage_location = '', run_id = '', run_link = '' WHERE name = ? AND version = ?",
                    ModelVersion.DELETED,
                    now,
                    name,
                    version);
            touchModel(sql, name, now);
            return version;
        });
    }

    public void setTag(String name, long version, String key, String value) {
        database.write(sql -> {
            ModelVersionReader.find(sql, name, version);
            return putTag(sql, name, version, key, value);
        });
    }

    public void deleteTag(String name, long version, String key) {
        database.write(sql -> {
            ModelVersionReader.find(sql, name, version);
            return sql.update(
                    "DELETE FROM model_version_tags WHERE name = ? AND version = ? AND key = ?", name, version, key);
        });
    }

    private static int putTag(Sql sql, String name, long version, String key, String value) throws SQLException {
        return sql.update(
                "INSERT INTO model_version_tags VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT DO UPDATE SET value = excluded.value",
                name,
                version,
                key,
                value);
    }

    private static void touchModel(Sql sql, String name, long now) throws SQLException {
        sql.update("UPDATE registered_models SET last_updated_time = ? WHERE name = ?", now, name);
    }
}
