package io.github.modelkeel.localserver.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.localserver.database.Database;
import io.github.modelkeel.localserver.database.ModelVersion;
import io.github.modelkeel.localserver.database.Sql;
import io.github.modelkeel.localserver.database.TagRows;
import io.github.modelkeel.localserver.message.ApiError;
import io.github.modelkeel.localserver.message.Json;
import io.github.modelkeel.localserver.message.PageToken;
import io.github.modelkeel.localserver.search.RegistrySearch;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Registered models, their tags and their aliases. */
public final class RegisteredModelStore {
    private static final String SELECT =
            "SELECT m.name, m.creation_time, m.last_updated_time, m.description FROM registered_models m WHERE ";
    private static final String TAGS = "SELECT key, value FROM registered_model_tags WHERE name = ? ORDER BY rowid";

    private final Database database;

    public RegisteredModelStore(Database database) {
        this.database = database;
    }

    private record Model(String name, long creationTime, long lastUpdateTime, String description) {
        static Model read(ResultSet row) throws SQLException {
            return new Model(row.getString(1), row.getLong(2), row.getLong(3), row.getString(4));
        }
    }

    public ObjectNode create(String name, String description, Map<String, String> tags) {
        return database.write(sql -> {
            if (sql.exists("SELECT 1 FROM registered_models WHERE name = ?", name)) {
                throw alreadyThere(name);
            }
            long now = System.currentTimeMillis();
            sql.update("INSERT INTO registered_models VALUES (?, ?, ?, ?)", name, now, now, description);
            for (Map.Entry<String, String> tag : tags.entrySet()) {
                putTag(sql, name, tag.getKey(), tag.getValue());
            }
            return whole(sql, find(sql, name));
        });
    }

    public ObjectNode get(String name) {
        return database.read(sql -> whole(sql, find(sql, name)));
    }

    public PageToken.Page<ObjectNode> search(RegistrySearch search, int offset, int size) {
        return database.read(sql -> {
            List<ObjectNode> found = new ArrayList<>();
            for (String name :
                    search.run(sql, "m.name", "registered_models m", row -> row.getString(1), offset, size + 1)) {
                found.add(whole(sql, find(sql, name)));
            }
            return PageToken.Page.of(found, offset, size, "");
        });
    }

    public ObjectNode describe(String name, String description) {
        return database.write(sql -> {
            find(sql, name);
            sql.update(
                    "UPDATE registered_models SET description = ?, last_updated_time = ? WHERE name = ?",
                    description,
                    System.currentTimeMillis(),
                    name);
            return whole(sql, find(sql, name));
        });
    }

    /** Renames a model; its versions, tags and aliases follow. */
    public ObjectNode rename(String name, String newName) {
        return database.write(sql -> {
            find(sql, name);
            if (!name.equals(newName) && sql.exists("SELECT 1 FROM registered_models WHERE name = ?", newName)) {
                throw alreadyThere(newName);
            }
            long now = System.currentTimeMillis();
            sql.update(
                    "UPDATE registered_models SET name = ?, last_updated_time = ? WHERE name = ?", newName, now, name);
            sql.update("UPDATE model_versions SET last_updated_time = ? WHERE name = ?", now, newName);
            return whole(sql, find(sql, newName));
        });
    }

    public void delete(String name) {
        database.write(sql -> {
            find(sql, name);
            return sql.update("DELETE FROM registered_models WHERE name = ?", name);
        });
    }

    /** The newest version of each of the stages; of all stages when none is named. */
    public List<ObjectNode> latestVersions(String name, List<String> stages) {
        return database.read(sql -> {
            find(sql, name);
            List<ObjectNode> found = new ArrayList<>();
            for (ModelVersion version : ModelVersionReader.latest(sql, name)) {
                if (stages.isEmpty() || stages.contains(version.stage())) {
                    found.add(ModelVersionReader.whole(sql, version, true));
                }
            }
            return found;
        });
    }

    /** The tags of a model. */
    public Map<String, String> tags(String name) {
        return database.read(sql -> {
            find(sql, name);
            Map<String, String> tags = new LinkedHashMap<>();
            sql.each(TAGS, row -> tags.put(row.getString(1), row.getString(2)), name);
            return tags;
        });
    }

    public void setTag(String name, String key, String value) {
        database.write(sql -> {
            find(sql, name);
            return putTag(sql, name, key, value);
        });
    }

    public void deleteTag(String name, String key) {
        database.write(sql -> {
            find(sql, name);
            return sql.update("DELETE FROM registered_model_tags WHERE name = ? AND key = ?", name, key);
        });
    }

    public void setAlias(String name, String alias, long version) {
        database.write(sql -> {
            ModelVersionReader.find(sql, name, version);
            return sql.update(
                    "INSERT INTO registered_model_aliases VALUES (?, ?, ?)"
                            + " ON CONFLICT DO UPDATE SET version = excluded.version",
                    name,
                    alias,
                    version);
        });
    }

    public void deleteAlias(String name, String alias) {
        database.write(sql -> {
            find(sql, name);
            return sql.update("DELETE FROM registered_model_aliases WHERE name = ? AND alias = ?", name, alias);
        });
    }

    static void require(Sql sql, String name) throws SQLException {
        find(sql, name);
    }

    private static Model find(Sql sql, String name) throws SQLException {
        return sql.one(SELECT + "m.name = ?", Model::read, name)
                .orElseThrow(() -> ApiError.absent("Registered Model with name=" + name + " not found"));
    }

    private static ObjectNode whole(Sql sql, Model model) throws SQLException {
        ObjectNode json = Json.object();
        json.put("name", model.name());
        json.put("creation_timestamp", model.creationTime());
        json.put("last_updated_timestamp", model.lastUpdateTime());
        if (!model.description().isEmpty()) {
            json.put("description", model.description());
        }
        List<ObjectNode> versions = new ArrayList<>();
        for (ModelVersion version : ModelVersionReader.latest(sql, model.name())) {
            versions.add(ModelVersionReader.whole(sql, version, false));
        }
        Json.putList(json, "latest_versions", versions);
        Json.putList(json, "tags", TagRows.read(sql, TAGS, model.name()));
        Json.putList(
                json,
                "aliases",
                sql.list(
                        "SELECT alias, version FROM registered_model_aliases WHERE name = ? ORDER BY rowid",
                        row -> Json.object()
                                .put("alias", row.getString(1))
                                .put("version", Long.toString(row.getLong(2))),
                        model.name()));
        return json;
    }

    private static int putTag(Sql sql, String name, String key, String value) throws SQLException {
        return sql.update(
                "INSERT INTO registered_model_tags VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
                name,
                key,
                value);
    }

    private static ApiError alreadyThere(String name) {
        return ApiError.exists("Registered Model (name=" + name + ") already exists.");
    }
}
