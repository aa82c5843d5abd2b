package io.github.modelkeel.tracking;

import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonArray;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.client.internal.json.JsonValue;
import io.github.modelkeel.tracking.context.MachineReadings;
import io.github.modelkeel.tracking.context.SystemMetrics;
import io.github.modelkeel.tracking.request.Limits;
import io.github.modelkeel.tracking.request.TrackingApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a run can do beyond values and files: inputs in one request, and readings of its machine. */
final class RunExtras implements AutoCloseable {
    private static final String SYSTEM = "system/";

    private final RunData data;
    private final TrackingApi api;
    private final AtomicReference<@Nullable SystemMetrics> metrics = new AtomicReference<>();

    RunExtras(RunData data, TrackingApi api) {
        this.data = data;
        this.api = api;
    }

    void inputs(List<RunInfo.Input> datasets, List<String> modelIds) {
        JsonObject request = Json.object().put("run_id", data.info().id());
        JsonArray items = request.putArray("datasets");
        for (RunInfo.Input input : datasets) {
            JsonObject item = items.addObject();
            if (!input.context().isEmpty()) {
                item.putArray("tags")
                        .addObject()
                        .put("key", "mlflow.data.context")
                        .put("value", input.context());
            }
            item.set("dataset", input.dataset().toJson());
        }
        JsonArray models = request.putArray("models");
        modelIds.forEach(id -> models.addObject().put("model_id", Limits.modelId(id)));
        api.http().post("runs/log-inputs", request);
    }

    /** Without the JDK's management modules nothing can be measured, and the run continues without. */
    void measure(Duration interval, boolean resumed, Consumer<List<MetricPoint>> log) {
        MachineReadings readings;
        try {
            readings = new MachineReadings();
        } catch (LinkageError e) {
            System.getLogger(RunExtras.class.getName())
                    .log(System.Logger.Level.WARNING, "no system metrics: this JVM has no module java.management", e);
            return;
        }
        SystemMetrics started = SystemMetrics.start(
                readings,
                (values, time, step) -> log.accept(points(values, time, step)),
                () -> resumed ? nextStep() : 0,
                interval);
        SystemMetrics before = metrics.getAndSet(started);
        if (before != null) {
            before.close();
        }
    }

    private static List<MetricPoint> points(Map<String, Double> values, long timestampMillis, long step) {
        List<MetricPoint> points = new ArrayList<>();
        values.forEach((key, value) -> points.add(new MetricPoint(key, value, timestampMillis, step)));
        return points;
    }

    /** The step after the last one that an earlier part of the run logged. */
    private long nextStep() {
        long next = 0;
        for (JsonValue metric : api.getRun(data.info().id()).path("data").path("metrics")) {
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
