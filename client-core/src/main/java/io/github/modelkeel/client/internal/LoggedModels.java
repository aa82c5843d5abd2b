package io.github.modelkeel.client.internal;

import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.client.internal.json.JsonValue;
import java.util.Map;

/** Reads logged models out of MLflow's JSON. */
public final class LoggedModels {
    private LoggedModels() {}

    /** The model of an answer {@code {"model": {"info": ...}}}. */
    public static LoggedModel ofAnswer(JsonValue answer) {
        return of(Json.required(answer, "model"));
    }

    /** A model {@code {"info": ..., "data": ...}}. */
    public static LoggedModel of(JsonValue model) {
        JsonValue info = Json.required(model, "info");
        String digest = tags(model).get(ModelManifest.DIGEST_TAG);
        return new LoggedModel(
                Json.string(info, "model_id"),
                info.path("name").asText(""),
                Json.optionalString(info, "source_run_id"),
                Json.string(info, "experiment_id"),
                Json.string(info, "artifact_uri"),
                info.path("status").asText("LOGGED_MODEL_STATUS_UNSPECIFIED"),
                digest);
    }

    /** A model's tags. */
    public static Map<String, String> tags(JsonValue model) {
        return Json.keyValues(model.path("info").path("tags"));
    }
}
