package io.github.modelkeel.localserver.database;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.localserver.message.ApiError;
import io.github.modelkeel.localserver.message.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** An experiment without its tags. */
public record Experiment(
        long id, String name, String artifactLocation, String lifecycleStage, long creationTime, long lastUpdateTime) {

    public static final String COLUMNS =
            "e.experiment_id, e.name, e.artifact_location, e.lifecycle_stage, e.creation_time, e.last_update_time";

    public static Experiment read(ResultSet row) throws SQLException {
        return new Experiment(
                row.getLong(1), row.getString(2), row.getString(3), row.getString(4), row.getLong(5), row.getLong(6));
    }

    /** The experiment of an id as it is sent: digits. */
    public static long parseId(String id) {
        try {
            return Long.parseLong(id.strip());
        } catch (NumberFormatException e) {
            throw ApiError.invalid("Invalid experiment ID '" + id + "'. Experiment ID must be a valid integer.");
        }
    }

    public ObjectNode toJson(List<ObjectNode> tags) {
        ObjectNode json = Json.object();
        json.put("experiment_id", Long.toString(id));
        json.put("name", name);
        json.put("artifact_location", artifactLocation);
        json.put("lifecycle_stage", lifecycleStage);
        json.put("last_update_time", lastUpdateTime);
        json.put("creation_time", creationTime);
        Json.putList(json, "tags", tags);
        json.put("workspace", "default");
        return json;
    }
}
