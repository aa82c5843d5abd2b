package io.github.modelkeel.tracking.async;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.ResourceNotFoundException;
import io.github.modelkeel.client.internal.Connection;
import io.github.modelkeel.client.internal.FailedAttempt;
import io.github.modelkeel.client.internal.HttpApi;
import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.client.internal.json.JsonValue;
import io.github.modelkeel.tracking.dataset.DatasetFields;
import io.github.modelkeel.tracking.record.RunStart;
import io.github.modelkeel.tracking.request.ServerRun;
import io.github.modelkeel.tracking.request.TrackingApi;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sender's requests, one attempt each. Used by the sender only. */
public final class Requests {
    private static final int MAX_KNOWN = 1000;

    private final Connection connection;
    private final Map<String, String> artifactUris = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MAX_KNOWN;
        }
    };
    private final Map<String, String> experiments = new HashMap<>();

    public Requests(Connection connection) {
        this.connection = connection;
    }

    /** All that is sent here was logged, so that an embedded server's store is made if it is missing. */
    private HttpApi http() {
        connection.create();
        return connection.tracking();
    }

    /** Sends a file; a repetition replaces it by itself. */
    void artifact(String runId, String path, byte[] content) throws FailedAttempt {
        String root = artifactUris.get(runId);
        if (root == null) {
            root = run(runId).artifactUri();
            artifactUris.put(runId, root);
        }
        connection.artifacts().upload(content, root, path);
    }

    void batch(byte[] json) throws FailedAttempt {
        http().attemptPost("runs/log-batch", json);
    }

    void deleteTag(String runId, String key) throws FailedAttempt {
        post("runs/delete-tag", Json.object().put("run_id", runId).put("key", key));
    }

    void dataset(String runId, DatasetFields dataset, String context) throws FailedAttempt {
        post("runs/log-inputs", TrackingApi.inputRequest(runId, dataset.toJson(), context));
    }

    void status(String runId, String status, long endMillis) throws FailedAttempt {
        post("runs/update", TrackingApi.statusRequest(runId, status, endMillis));
    }

    /** The run that an attempt with this start made, if one did; deleted ones count. */
    @Nullable JsonValue find(RunStart start) throws FailedAttempt {
        JsonObject search = TrackingApi.idempotencySearch(experiment(start), start.key());
        search.put("run_view_type", "ALL");
        return post("runs/search", search).path("runs").get(0);
    }

    JsonValue create(RunStart start, String parentRunId) throws FailedAttempt {
        try {
            return Json.required(post("runs/create", start.toJson(experiment(start), parentRunId)), "run");
        } catch (FailedAttempt e) {
            if (FailureAction.of(e) == FailureAction.REFUSED) {
                experiments.remove(start.experiment()); // perhaps it was deleted
            }
            throw e;
        }
    }

    ServerRun run(String runId) throws FailedAttempt {
        ServerRun info = ServerRun.of(Json.required(http().attemptGet("runs/get", "run_id", runId), "run"));
        if (info.deleted()) {
            throw new ClientException("RUN_DELETED", 0, "RUN_DELETED: the run " + runId + " was deleted", null);
        }
        return info;
    }

    /** Why nothing can be logged to a run any more; null when it can. */
    @Nullable String whyGone(String runId) throws FailedAttempt {
        try {
            JsonValue info =
                    http().attemptGet("runs/get", "run_id", runId).path("run").path("info");
            return info.path("lifecycle_stage").asText("active").equals("deleted")
                    ? "RUN_DELETED: the run " + runId + " was deleted"
                    : null;
        } catch (FailedAttempt e) {
            if (e.failure() instanceof ResourceNotFoundException) {
                return e.failure().getMessage();
            }
            throw e;
        }
    }

    /** The id of the experiment, which is created when it is missing. */
    String experiment(RunStart start) throws FailedAttempt {
        if (start.byId()) {
            return start.experiment();
        }
        String known = experiments.get(start.experiment());
        if (known == null) {
            known = resolve(start.experiment());
            experiments.put(start.experiment(), known);
        }
        return known;
    }

    private String resolve(String name) throws FailedAttempt {
        try {
            return byName(name);
        } catch (FailedAttempt e) {
            if (!(e.failure() instanceof ResourceNotFoundException)) {
                throw e;
            }
        }
        try {
            return Json.string(post("experiments/create", Json.object().put("name", name)), "experiment_id");
        } catch (FailedAttempt e) {
            if (e.failure().errorCode().equals("RESOURCE_ALREADY_EXISTS")) { // another client was first, or we were
                return byName(name);
            }
            throw e;
        }
    }

    private String byName(String name) throws FailedAttempt, ClientException {
        return TrackingApi.activeExperiment(http().attemptGet("experiments/get-by-name", "experiment_name", name));
    }

    private JsonValue post(String path, JsonValue body) throws FailedAttempt {
        return http().attemptPost(path, Json.bytes(body));
    }
}
