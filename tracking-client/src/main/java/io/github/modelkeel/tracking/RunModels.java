package io.github.modelkeel.tracking;

import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.tracking.model.ModelLogging;
import io.github.modelkeel.tracking.request.Limits;
import io.github.modelkeel.tracking.request.ServerRun;
import io.github.modelkeel.tracking.request.TrackingApi;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The models that a run logs. Safe for use by multiple threads. */
final class RunModels {
    private final Runnable ensureOpen;
    private final TrackingApi api;
    private final RunData data;

    RunModels(Runnable ensureOpen, TrackingApi api, RunData data) {
        this.ensureOpen = ensureOpen;
        this.api = api;
        this.data = data;
    }

    LoggedModel log(String name, Work<Path, IOException> writer, ModelOptions options) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(writer, "writer");
        Objects.requireNonNull(options, "options");
        ensureOpen.run();
        ServerRun info = data.info(); // fails fast when there is no server
        data.settle(); // the model takes the run's parameters and metrics
        return new ModelLogging(api, info).log(Limits.modelName(name), writer::accept, options.details());
    }

    List<LoggedModel> incomplete(String name) {
        Objects.requireNonNull(name, "name");
        return new ModelLogging(api, data.info()).unfinished(name);
    }

    LoggedModel resumeUpload(String modelId, Work<Path, IOException> writer, ModelOptions options) {
        Objects.requireNonNull(modelId, "modelId");
        Objects.requireNonNull(writer, "writer");
        Objects.requireNonNull(options, "options");
        ensureOpen.run();
        return new ModelLogging(api, data.info()).goOn(modelId, writer::accept, options.details());
    }
}
