package io.github.modelkeel.localserver.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.localserver.database.ModelVersion;
import io.github.modelkeel.localserver.database.Sql;
import io.github.modelkeel.localserver.database.TagRows;
import io.github.modelkeel.localserver.message.ApiError;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads versions of registered models, within a transaction of those who write them or their models. */
final class ModelVersionReader {
    private static final String SELECT = "SELECT " + ModelVersion.COLUMNS + " FROM model_versions v WHERE ";

    private ModelVersionReader() {}

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
        List<ObjectNode> tags = TagRows.read(
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

    /** The newest version of each stage, in the order in which the stages first appeared. */
    static List<ModelVersion> latest(Sql sql, String name) throws SQLException {
        Map<String, ModelVersion> byStage = new LinkedHashMap<>();
        sql.each(
                "SELECT " + ModelVersion.COLUMNS + " FROM model_versions v WHERE v.name = ? AND v.stage <> ?"
                        + " ORDER BY v.version",
                row -> {
                    ModelVersion version = ModelVersion.read(row);
                    byStage.put(version.stage(), version);
                },
                name,
                ModelVersion.DELETED);
        return new ArrayList<>(byStage.values());
    }
}
