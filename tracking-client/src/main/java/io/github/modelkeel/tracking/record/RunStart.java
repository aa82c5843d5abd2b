package io.github.modelkeel.tracking.record;

import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.tracking.request.TrackingApi;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a run started, fixed at the call.
 *
 * @param key distinguishes this start from all others: the server keeps it as a tag
 * @param experiment the experiment's name, or its id
 * @param byId whether it is the id
 * @param user who started it
 * @param name the run's name
 * @param startMillis when
 * @param parent the number of the parent run within the spool, or 0
 * @param tags its tags, without the key
 */
public record RunStart(
        String key,
        String experiment,
        boolean byId,
        String user,
        String name,
        long startMillis,
        long parent,
        Map<String, String> tags) {

    public byte[] toRecord(long run) {
        return new RecordWriter(RecordKind.RUN_CREATED, run, startMillis, 256)
                .text(key)
                .text(experiment)
                .number(byId ? 1 : 0)
                .text(user)
                .text(name)
                .number(parent)
                .texts(tags)
                .done();
    }

    public static RunStart of(RecordReader in) {
        return new RunStart(
                in.text(),
                in.text(),
                in.number() == 1,
                in.text(),
                in.text(),
                in.acceptedMillis(),
                in.number(),
                in.texts());
    }

    /** The request, with what only the server could tell. */
    public JsonObject toJson(String experimentId, String parentRunId) {
        Map<String, String> all = new LinkedHashMap<>(tags);
        all.put(TrackingApi.IDEMPOTENCY_TAG, key);
        if (!parentRunId.isEmpty()) {
            all.put("mlflow.parentRunId", parentRunId);
        }
        JsonObject request = Json.object()
                .put("experiment_id", experimentId)
                .put("user_id", user)
                .put("run_name", name)
                .put("start_time", startMillis);
        request.set("tags", Json.keyValues(all));
        return request;
    }
}
