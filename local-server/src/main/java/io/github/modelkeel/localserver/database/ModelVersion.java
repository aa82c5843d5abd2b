package io.github.modelkeel.localserver.database;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.localserver.message.ApiError;
import io.github.modelkeel.localserver.message.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** A version of a registered model, without its tags and aliases. */
public record ModelVersion(
        String name,
        long version,
        long creationTime,
        long lastUpdateTime,
        String description,
        String stage,
        String source,
        String storageLocation,
        String runId,
        String runLink) {

    /** The stage of a version that was deleted; its number is not given again. */
    public static final String DELETED = "Deleted_Internal";

    public static final String NO_STAGE = "None";
    public static final String ARCHIVED = "Archived";
    static final List<String> STAGES = List.of(NO_STAGE, "Staging", "Production", ARCHIVED);
    public static final String COLUMNS =
            "v.name, v.version, v.creation_time, v.last_updated_time, v.description, v.stage,"
                    + " v.source, v.storage_location, v.run_id, v.run_link";

    public static ModelVersion read(ResultSet row) throws SQLException {
        return new ModelVersion(
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10));
    }

    /** A version's number as it is sent. */
    public static long parse(String version) {
        try {
            return Long.parseLong(version.strip());
        } catch (NumberFormatException e) {
            throw ApiError.invalid("Parameter 'version' must be an integer, got '" + version + "'.");
        }
    }

    /** A stage, however its letters are sent. */
    public static String stage(String sent) {
        for (String stage : STAGES) {
            if (stage.toLowerCase(Locale.ROOT).equals(sent.toLowerCase(Locale.ROOT))) {
                return stage;
            }
        }
        throw ApiError.invalid(
                "Invalid Model Version stage: " + sent + ". Value must be one of " + String.join(", ", STAGES) + ".");
    }

    public ObjectNode toJson(List<ObjectNode> tags, List<String> aliases) {
        ObjectNode json = Json.object();
        json.put("name", name);
        json.put("version", Long.toString(version));
        json.put("creation_timestamp", creationTime);
        json.put("last_updated_timestamp", lastUpdateTime);
        json.put("current_stage", stage);
        json.put("description", description);
        json.put("source", source);
        json.put("run_id", runId);
        json.put("status", "READY");
        Json.putList(json, "tags", tags);
        json.put("run_link", runLink);
        if (!aliases.isEmpty()) {
            aliases.forEach(json.putArray("aliases")::add);
        }
        return json;
    }
}
