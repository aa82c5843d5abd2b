package io.github.modelkeel.localserver.database;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.localserver.message.ApiError;
import io.github.modelkeel.localserver.message.Json;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A model that a run logged, without its parameters, tags and metrics. */
public record LoggedModel(
        String modelId,
        long experimentId,
        String name,
        String artifactUri,
        long creationTime,
        long lastUpdateTime,
        int status,
        String modelType,
        String sourceRunId,
        String lifecycleStage) {

    public static final int PENDING = 1;
    public static final String COLUMNS =
            "m.model_id, m.experiment_id, m.name, m.artifact_location, m.creation_timestamp_ms,"
                    + " m.last_updated_timestamp_ms, m.status, m.model_type, m.source_run_id, m.lifecycle_stage";
    private static final String[] STATUSES = {
        "LOGGED_MODEL_STATUS_UNSPECIFIED", "LOGGED_MODEL_PENDING", "LOGGED_MODEL_READY", "LOGGED_MODEL_UPLOAD_FAILED"
    };

    public static LoggedModel read(ResultSet row) throws SQLException {
        return new LoggedModel(
                row.getString(1),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getLong(5),
                row.getLong(6),
                row.getInt(7),
                row.getString(8),
                row.getString(9),
                row.getString(10));
    }

    /** The number of a status, sent by name or by number. */
    public static int status(String sent) {
        for (int i = 0; i < STATUSES.length; i++) {
            if (sent.equals(STATUSES[i]) || sent.equals(Integer.toString(i))) {
                return i;
            }
        }
        throw ApiError.invalidValue("status", sent, ".");
    }

    public ObjectNode toJson() {
        ObjectNode info = Json.object();
        info.put("model_id", modelId);
        info.put("experiment_id", Long.toString(experimentId));
        info.put("name", name);
        info.put("creation_timestamp_ms", creationTime);
        info.put("last_updated_timestamp_ms", lastUpdateTime);
        info.put("artifact_uri", artifactUri);
        info.put("status", STATUSES[status]);
        info.put("model_type", modelType);
        info.put("source_run_id", sourceRunId);
        return info;
    }
}
