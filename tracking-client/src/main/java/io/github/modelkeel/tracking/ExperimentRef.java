package io.github.modelkeel.tracking;

import io.github.modelkeel.tracking.context.RunContext;
import io.github.modelkeel.tracking.record.RunStart;
import io.github.modelkeel.tracking.request.TrackingApi;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** An experiment by its name or id, looked up on the server when it is needed. Safe for use by multiple threads. */
final class ExperimentRef {
    private final TrackingApi api;
    private final String name;
    private final boolean byId;
    private final boolean create;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable String id;

    ExperimentRef(TrackingApi api, String name, boolean byId, boolean create) {
        this.api = api;
        this.name = name;
        this.byId = byId;
        this.create = create;
    }

    /** The id of the experiment; if only its name is known and it is missing, it is created, unless it must exist. */
    String id() {
        lock.lock();
        try {
            String known = id;
            if (known == null) {
                known = byId ? api.experimentById(name) : api.experiment(name, create);
                id = known;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    /** The start of a run in it, for the spool: no request is made. */
    RunStart start(String runName, long startMillis, long parent, Map<String, String> tags) {
        String key = UUID.randomUUID().toString();
        return new RunStart(key, name, byId, RunContext.user(), runName, startMillis, parent, tags);
    }
}
