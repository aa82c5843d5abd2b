package io.github.modelkeel.tracking;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.internal.Connection;
import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.tracking.context.RunContext;
import io.github.modelkeel.tracking.request.Limits;
import io.github.modelkeel.tracking.request.ServerRun;
import io.github.modelkeel.tracking.request.TrackingApi;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Starts and resumes the runs of a tracker, on the server or in the spool. */
final class RunStarts {
    /**
     * A run to log to.
     *
     * @param resumed whether it was there before
     */
    record Started(RunData data, boolean resumed) {}

    private final Connection connection;
    private final TrackingApi api;
    private final TrackerSettings settings;
    private final ExperimentRef experiment;
    private final @Nullable SpooledTracking spool;

    /** Whether the next run that is started is the one that the settings name. */
    private final AtomicBoolean resumesConfigured;

    RunStarts(
            Connection connection,
            TrackingApi api,
            TrackerSettings settings,
            ExperimentRef experiment,
            @Nullable SpooledTracking spool) {
        this.connection = connection;
        this.api = api;
        this.settings = settings;
        this.experiment = experiment;
        this.spool = spool;
        this.resumesConfigured = new AtomicBoolean(settings.runId() != null);
    }

    /** A new run, or the one that the settings name if none was started before. */
    Started first(RunOptions options) {
        String id = settings.runId();
        if (id == null || !resumesConfigured.compareAndSet(true, false)) {
            return started(options, 0);
        }
        if (spool == null) {
            return resumed(id);
        }
        SpooledTracking.Begun begun = spool.resume(Limits.runId(id));
        return new Started(new SpooledRunData(spool, begun, options.name(), false), true);
    }

    /** A new run that is a part of another one. */
    Started child(RunOptions options, RunData parent) {
        return parent instanceof SpooledRunData spooled
                ? started(options, spooled.number())
                : started(options.withParent(parent.info().id()), 0);
    }

    private Started started(RunOptions options, long parent) {
        Map<String, String> tags = options.startTags(settings.runContext());
        if (spool != null) {
            SpooledTracking.Begun begun = spool.start(experiment.start(options.name(), spool.now(), parent, tags));
            return new Started(new SpooledRunData(spool, begun, options.name(), true), false);
        }
        connection.create();
        JsonObject request = Json.object()
                .put("experiment_id", experiment.id())
                .put("user_id", RunContext.user())
                .put("run_name", options.name())
                .put("start_time", System.currentTimeMillis());
        return new Started(new DirectRunData(api, ServerRun.of(api.createRun(request, tags))), false);
    }

    /** A run that exists; its status becomes RUNNING again. */
    Started resumed(String runId) {
        ServerRun info = ServerRun.of(api.getRun(runId));
        if (info.deleted()) {
            throw new ClientException(
                    "RUN_DELETED",
                    0,
                    "RUN_DELETED: the run " + info.id() + " was deleted; restore it or start a new one",
                    null);
        }
        if (spool != null) {
            return new Started(new SpooledRunData(spool, spool.resume(info), info.name(), false), true);
        }
        api.updateRun(info.id(), RunStatus.RUNNING.wireName(), 0);
        return new Started(new DirectRunData(api, info), true);
    }
}
