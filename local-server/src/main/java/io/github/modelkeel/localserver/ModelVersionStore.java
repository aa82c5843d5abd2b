package io.github.modelkeel.localserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Versions of registered models. Their numbers are given within the write transaction, one after the other. */
final class ModelVersionStore {
    private static final String SELECT = "SELECT " + ModelVersion.COLUMNS + " FROM model_versions v WHERE ";

    private final Database database;

    ModelVersionStore(Database database) {
        this.database = database;
    }

    /** What a client says about a new version. */
    record Draft(
            String name,
            String source,
            String runId,
            String modelId,
            String runLink,
            String description,
            Map<String, String> tags) {}

    ObjectNode create(Draft draft) {
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
            return whole(sql, find(sql, draft.name(), version), true);
        });
    }

    ObjectNode get(String name, long version) {
        return database.read(sql -> whole(sql, find(sql, name, version), true));
    }

    ObjectNode getByAlias(String name, String alias) {
        return database.read(sql -> {
            RegisteredModelStore.require(sql, name);
            return whole(sql, findByAlias(sql, name, alias), true);
        });
    }

    String downloadUri(String name, long version) {
        return database.read(sql -> find(sql, name, version).storageLocation());
    }

    PageToken.Page<ObjectNode> search(RegistrySearch search, int offset, int size) {
        return database.read(sql -> {
            List<ObjectNode> found = new ArrayList<>();
            List<ModelVersion> versions =
                    search.run(sql, ModelVersion.COLUMNS, "model_versions v", ModelVersion::read, offset, size + 1);
            for (ModelVersion version : versions) {
                found.add(whole(sql, version, false));
            }
            return PageToken.Page.of(found, offset, size, "");
        });
    }

    ObjectNode describe(String name, long version, String description) {
        return database.write(sql -> {
            find(sql, name, version);
            sql.update(
                    "UPDATE model_versions SET description = ?, last_updated_time = ? WHERE name = ? AND version = ?",
                    description,
                    System.currentTimeMillis(),
                    name,
                    version);
            return whole(sql, find(sql, name, version), true);
        });
    }

    ObjectNode setStage(String name, long version, String stage, boolean archiveOthers) {
        return database.write(sql -> {
            find(sql, name, version);
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
            return whole(sql, find(sql, name, version), true);
        });
    }

    /** Deletes a version and the aliases that point to it; its number is not given again. */
    void delete(String name, long version) {
        database.write(sql -> {
            find(sql, name, version);
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

    void setTag(String name, long version, String key, String value) {
        database.write(sql -> {
            find(sql, name, version);
            return putTag(sql, name, version, key, value);
        });
    }

    void deleteTag(String name, long version, String key) {
        database.write(sql -> {
            find(sql, name, version);
            return sql.update(
                    "DELETE FROM model_version_tags WHERE name = ? AND version = ? AND key = ?", name, version, key);
        });
    }

    static ModelVersion find(Sql sql, String name, long version) throws SQLException {
        return sql.one(
                        SELECT + "v.name = ? AND v.version = ? AND v.stage <> ?",
                        ModelVersion::read,
                        name,
                        version,
                        ModelVersion.DELETED)
                .orElseThrow(
                        () -> ApiError.absent("Model Version (name=" + name + ", version=" + version + ") not found"));
    }

    /** The version an alias points to; {@code latest} is the highest version there is. */
    static ModelVersion findByAlias(Sql sql, String name, String alias) throws SQLException {
        if (alias.toLowerCase(Locale.ROOT).equals("latest")) {
            return sql.one(
                            SELECT + "v.name = ? AND v.stage <> ? ORDER BY v.version DESC LIMIT 1",
                            ModelVersion::read,
                            name,
                            ModelVersion.DELETED)
                    .orElseThrow(() -> ApiError.absent("Latest version not found for model " + name + "."));
        }
        long version = sql.one(
                        "SELECT version FROM registered_model_aliases WHERE name = ? AND alias = ?",
                        row -> row.getLong(1),
                        name,
                        alias)
                .orElseThrow(() -> ApiError.invalid("Registered model alias " + alias + " not found."));
        return find(sql, name, version);
    }

    static ObjectNode whole(Sql sql, ModelVersion version, boolean withAliases) throws SQLException {
        List<ObjectNode> tags = Tags.read(
                sql,
                "SELECT key, value FROM model_version_tags WHERE name = ? AND version = ? ORDER BY rowid",
                version.name(),
                version.version());
        List<String> aliases = withAliases
                ? sql.list(
                        "SELECT alias FROM registered_model_aliases WHERE name = ? AND version = ? ORDER BY rowid",
                        row -> row.getString(1),
                        version.name(),
                        version.version())
                : List.of();
        return version.toJson(tags, aliases);
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
