package io.github.modelkeel.tracking.request;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.ResourceNotFoundException;
import io.github.modelkeel.client.internal.ArtifactStore;
import io.github.modelkeel.client.internal.Connection;
import io.github.modelkeel.client.internal.HttpApi;
import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.Pages;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.client.internal.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The tracking server's part of MLflow's API. */
public final class TrackingApi {
    private static final String HISTORY_PAGE = "25000";
    public static final String IDEMPOTENCY_TAG = "modelkeel.idempotencyKey";

    private final Connection connection;

    public TrackingApi(Connection connection) {
        this.connection = connection;
    }

    public HttpApi http() {
        ensureOpen();
        return connection.tracking();
    }

    public ArtifactStore artifacts() {
        ensureOpen();
        return connection.artifacts();
    }

    /** The most that is fetched with one call. */
    public long maxBytes() {
        return connection.config().maxModelBytes();
    }

    private void ensureOpen() {
        if (connection.isClosed()) {
            throw new IllegalStateException("this tracker is closed");
        }
    }

    /** The id of an experiment; one that is missing is created if that is wanted. */
    public String experiment(String name, boolean create) {
        try {
            return activeExperiment(http().get("experiments/get-by-name", "experiment_name", name));
        } catch (ResourceNotFoundException missing) {
            if (!create) {
                throw missing;
            }
            return createExperiment(name);
        }
    }

    private String createExperiment(String name) {
        try {
            JsonValue created = http().post("experiments/create", Json.object().put("name", name));
            return Json.string(created, "experiment_id");
        } catch (ClientException e) {
            if (e.errorCode().equals("RESOURCE_ALREADY_EXISTS")) { // another client was first
                return activeExperiment(http().get("experiments/get-by-name", "experiment_name", name));
            }
            throw e;
        }
    }

    /** The id of an experiment that must exist. */
    public String experimentById(String id) {
        return activeExperiment(http().get("experiments/get", "experiment_id", id));
    }

    public static String activeExperiment(JsonValue answer) {
        JsonValue experiment = Json.required(answer, "experiment");
        String id = Json.string(experiment, "experiment_id");
        if (experiment.path("lifecycle_stage").asText("active").equals("deleted")) {
            throw new ClientException(
                    "EXPERIMENT_DELETED",
                    0,
                    "EXPERIMENT_DELETED: the experiment '"
                            + experiment.path("name").asText() + "' (id " + id
                            + ") was deleted; restore it ('mlflow experiments restore --experiment-id " + id
                            + "') or use another name",
                    null);
        }
        return id;
    }

    /** Creates a run once: a tag shows afterwards whether an attempt with a lost response made one. */
    public JsonValue createRun(JsonObject request, Map<String, String> tags) {
        String key = UUID.randomUUID().toString();
        Map<String, String> all = new LinkedHashMap<>(tags);
        all.put(IDEMPOTENCY_TAG, key);
        request.set("tags", Json.keyValues(all));
        JsonObject search = idempotencySearch(Json.string(request, "experiment_id"), key);
        JsonValue answer = http().createOnce(
                        "runs/create",
                        request,
                        () -> Optional.ofNullable(http().post("runs/search", search)
                                        .path("runs")
                                        .get(0))
                                .map(run -> Json.object().set("run", run)));
        return Json.required(answer, "run");
    }

    /** Looks for the run that an earlier attempt made. */
    public static JsonObject idempotencySearch(String experimentId, String key) {
        JsonObject search = Json.object().put("max_results", 1);
        search.putArray("experiment_ids").add(experimentId);
        return search.put("filter", "tags.`" + IDEMPOTENCY_TAG + "` = '" + key + "'");
    }

    public JsonValue getRun(String runId) {
        return Json.required(http().get("runs/get", "run_id", Limits.runId(runId)), "run");
    }

    /** The points in the server's order, a page at a time. */
    public Stream<JsonValue> metricHistory(String runId, String key) {
        String run = Limits.runId(runId);
        String metric = Limits.key("metric", key);
        return Pages.stream(
                "metrics",
                token -> token == null
                        ? http().get("metrics/get-history", query(run, metric))
                        : http().get("metrics/get-history", query(run, metric, "page_token", token)));
    }

    private static String[] query(String run, String metric, String... more) {
        return Stream.concat(
                        Stream.of("run_id", run, "metric_key", metric, "max_results", HISTORY_PAGE), Stream.of(more))
                .toArray(String[]::new);
    }

    public void updateRun(String runId, String status, long endMillis) {
        http().post("runs/update", statusRequest(runId, status, endMillis));
    }

    public static JsonObject statusRequest(String runId, String status, long endMillis) {
        JsonObject request = run(runId).put("status", status);
        return endMillis > 0 ? request.put("end_time", endMillis) : request;
    }

    /** A request about a run, with its id under both names that servers know. */
    public static JsonObject run(String runId) {
        return Json.object().put("run_id", runId).put("run_uuid", runId);
    }

    /** A point of a metric, as the server takes it. */
    public static JsonObject metric(String key, double value, long timestampMillis, long step) {
        JsonObject json = Json.object().put("key", key);
        if (Double.isFinite(value)) {
            json.put("value", value);
        } else {
            json.put("value", Double.toString(value)); // "NaN", "Infinity" and "-Infinity", which JSON lacks
        }
        return json.put("timestamp", timestampMillis).put("step", step);
    }

    /** A request that notes a dataset at a run. */
    public static JsonObject inputRequest(String runId, JsonObject dataset, String context) {
        JsonObject request = Json.object().put("run_id", runId);
        JsonObject input = request.putArray("datasets").addObject();
        if (!context.isEmpty()) {
            input.putArray("tags").addObject().put("key", "mlflow.data.context").put("value", context);
        }
        input.set("dataset", dataset);
        return request;
    }
}
