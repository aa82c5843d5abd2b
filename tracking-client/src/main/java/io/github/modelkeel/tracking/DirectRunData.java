package io.github.modelkeel.tracking;

import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonArray;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.tracking.request.Limits;
import io.github.modelkeel.tracking.request.ServerRun;
import io.github.modelkeel.tracking.request.TrackingApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sends a run's metrics, parameters, tags and datasets at once, in requests of the size that servers take. */
final class DirectRunData implements RunData {
    private final TrackingApi api;
    private final ServerRun info;
    private final String runId;

    DirectRunData(TrackingApi api, ServerRun info) {
        this.api = api;
        this.info = info;
        this.runId = info.id();
    }

    @Override
    public void metric(MetricPoint point) {
        JsonObject request = TrackingApi.run(runId);
        request.setAll(point.toJson());
        api.http().post("runs/log-metric", request);
    }

    @Override
    public void metrics(List<MetricPoint> points) {
        List<JsonObject> items = points.stream().map(MetricPoint::toJson).toList();
        batches("metrics", items, Limits.MAX_METRICS);
    }

    @Override
    public void params(Map<String, ?> params) {
        batches("params", keyValues(Limits.params(params)), Limits.MAX_PARAMS);
    }

    @Override
    public void tags(Map<String, String> tags) {
        tags.forEach((key, value) -> Limits.tagValue(Limits.key("tag", key), value));
        batches("tags", keyValues(tags), Limits.MAX_TAGS);
    }

    @Override
    public void tag(String key, String value) {
        Limits.tagValue(Limits.key("tag", key), value);
        api.http().post("runs/set-tag", TrackingApi.run(runId).put("key", key).put("value", value));
    }

    @Override
    public void deleteTag(String key) {
        JsonObject request = Json.object().put("run_id", runId).put("key", Limits.key("tag", key));
        api.http().post("runs/delete-tag", request);
    }

    @Override
    public void dataset(Dataset dataset, String context) {
        api.http().post("runs/log-inputs", TrackingApi.inputRequest(runId, dataset.toJson(), context));
    }

    @Override
    public long artifactLimit() {
        return -1;
    }

    @Override
    public void artifact(String path, byte[] content) {
        throw new IllegalStateException("artifacts of this run go to the server at once");
    }

    @Override
    public String artifactUri() {
        return info().artifactUri();
    }

    @Override
    public boolean isNew() {
        return false;
    }

    @Override
    public void end(RunStatus status, long endMillis) {
        api.updateRun(runId, status.wireName(), endMillis);
    }

    @Override
    public ServerRun info() {
        return info;
    }

    @Override
    public String name() {
        return info.name();
    }

    @Override
    public boolean isKnown() {
        return true;
    }

    @Override
    public String label() {
        return runId;
    }

    @Override
    public void settle() {
        // everything was answered already
    }

    @Override
    public long now() {
        return System.currentTimeMillis();
    }

    private static List<JsonObject> keyValues(Map<String, String> values) {
        List<JsonObject> items = new ArrayList<>();
        Json.keyValues(values).forEach(item -> items.add((JsonObject) item));
        return items;
    }

    /** Kinds are never mixed in a request: a refused parameter would take the metrics with it. */
    private void batches(String kind, List<JsonObject> items, int most) {
        for (int from = 0; from < items.size(); from += most) {
            JsonObject request = Json.object().put("run_id", runId);
            JsonArray array = request.putArray(kind);
            items.subList(from, Math.min(items.size(), from + most)).forEach(array::add);
            api.http().post("runs/log-batch", request);
        }
    }
}
