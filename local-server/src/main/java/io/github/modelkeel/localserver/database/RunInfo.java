package io.github.modelkeel.localserver.database;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.localserver.message.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;

/** What a run is, without what was logged to it. An end time of zero means that there is none. */
public record RunInfo(
        String runId,
        long experimentId,
        String runName,
        String userId,
        String status,
        long startTime,
        long endTime,
        String artifactUri,
        String lifecycleStage) {

    public static final String COLUMNS = "r.run_id, r.experiment_id, r.run_name, r.user_id, r.status, r.start_time,"
            + " r.end_time, r.artifact_uri, r.lifecycle_stage";
    public static final String NAME_TAG = "mlflow.runName";

    private static final String[] STATUSES = {"", "RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED"};
    private static final Set<String> KNOWN_STATUSES = Set.of(STATUSES);

    public static RunInfo read(ResultSet row) throws SQLException {
        return new RunInfo(
                row.getString(1),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getLong(6),
                row.getLong(7),
                row.getString(8),
                row.getString(9));
    }

    /** A status as sent, by name or number; empty for what is not a status, which the wire ignores. */
    public static String knownStatus(String sent) {
        for (int i = 1; i < STATUSES.length; i++) {
            if (sent.equals(Integer.toString(i))) {
                return STATUSES[i];
            }
        }
        return KNOWN_STATUSES.contains(sent) ? sent : "";
    }

    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("run_uuid", runId);
        json.put("experiment_id", Long.toString(experimentId));
        json.put("run_name", runName);
        json.put("user_id", userId);
        json.put("status", status);
        json.put("start_time", startTime);
        if (endTime != 0) {
            json.put("end_time", endTime);
        }
        json.put("artifact_uri", artifactUri);
        json.put("lifecycle_stage", lifecycleStage);
        json.put("run_id", runId);
        return json;
    }
}
