package io.github.modelkeel.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.client.internal.Json;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a run can do beyond values and files. Images are behind a method, because a JVM without the module java.desktop can do all the
 * rest.
 */
final class RunExtras implements AutoCloseable {
    private static final String SYSTEM = "system/";

    private final Run run;
    private final TrackingApi api;
    private final Supplier<RunArtifacts> artifacts;
    private final AtomicReference<@Nullable SystemMetrics> metrics = new AtomicReference<>();

    RunExtras(Run run, TrackingApi api, Supplier<RunArtifacts> artifacts) {
        this.run = run;
        this.api = api;
        this.artifacts = artifacts;
    }

    Images images() {
        return new Images(run, artifacts.get());
    }

    Tables tables() {
        return new Tables(run, artifacts.get(), images(), api);
    }

    void inputs(List<RunInfo.Input> datasets, List<String> modelIds) {
        ObjectNode request = Json.object().put("run_id", run.id());
        ArrayNode items = request.putArray("datasets");
        for (RunInfo.Input input : datasets) {
            ObjectNode item = items.addObject();
            if (!input.context().isEmpty()) {
                item.putArray("tags")
                        .addObject()
                        .put("key", "mlflow.data.context")
                        .put("value", input.context());
            }
            item.set("dataset", input.dataset().toJson());
        }
        ArrayNode models = request.putArray("models");
        modelIds.forEach(id -> models.addObject().put("model_id", Limits.modelId(id)));
        api.http().post("runs/log-inputs", request);
    }

    void measure(Duration interval, boolean resumed) {
        SystemMetrics started =
                SystemMetrics.start(new MachineReadings(), run::logMetrics, () -> resumed ? nextStep() : 0, interval);
        SystemMetrics before = metrics.getAndSet(started);
        if (before != null) {
            before.close();
        }
    }

    /** The step after the last one that an earlier part of the run logged. */
    private long nextStep() {
        long next = 0;
        for (JsonNode metric : api.getRun(run.id()).path("data").path("metrics")) {
            if (Json.string(metric, "key").startsWith(SYSTEM)) {
                next = Math.max(next, Json.int64(metric, "step") + 1);
            }
        }
        return next;
    }

    /** Ends what runs in the background. */
    @Override
    public void close() {
        SystemMetrics running = metrics.getAndSet(null);
        if (running != null) {
            running.close();
        }
    }
}
