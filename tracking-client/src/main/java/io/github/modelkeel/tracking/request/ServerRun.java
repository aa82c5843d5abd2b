package io.github.modelkeel.tracking.request;

import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonValue;

/**
 * What the server calls a run, and where its files are.
 *
 * @param id its id
 * @param name its name
 * @param experimentId its experiment
 * @param artifactUri where its artifacts are
 * @param deleted whether it was deleted
 */
public record ServerRun(String id, String name, String experimentId, String artifactUri, boolean deleted) {
    public static ServerRun of(JsonValue run) {
        JsonValue info = Json.required(run, "info");
        return new ServerRun(
                Json.string(info, "run_id"),
                info.path("run_name").asText(""),
                Json.string(info, "experiment_id"),
                info.path("artifact_uri").asText(""),
                info.path("lifecycle_stage").asText("active").equals("deleted"));
    }
}
